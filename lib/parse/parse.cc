#include "parse/parse.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "io/block_reader.h"
#include "json/object_layout.h"
#include "parse/flat_plan.h"
#include "parse/line_parsers.h"
#include "parse/parse_json.h"
#include "parse/parse_lines.h"
#include "parse/parse_rows.h"
#include "parse/record_rewriter.h"
#include "time/time_pattern.h"

namespace nd::parse {

namespace {

bool is_rows(ParseFormat format) {
  return format == ParseFormat::kCsv || format == ParseFormat::kTsv;
}

bool is_json(ParseFormat format) {
  return format == ParseFormat::kNdjson || format == ParseFormat::kJson ||
         format == ParseFormat::kRejects;
}

Status check_table_options(const ParseOptions& options, bool rows) {
  if (!rows && options.pad) return usage_error("--pad is for CSV and TSV only; see --from");
  if (!rows && options.comment) return usage_error("--comment is for CSV and TSV only; see --from");
  if (!rows && options.skip_lines > 0)
    return usage_error("--skip-lines is for CSV and TSV only; see --from");
  if (!options.decimal && !options.thousands) return {};
  const bool numbers =
      options.infer ||
      std::any_of(options.types.begin(), options.types.end(), [](const auto& type) {
        return type.type == CellType::kInt || type.type == CellType::kFloat;
      });
  if (!numbers)
    return usage_error("--decimal and --thousands are for --infer, and for --types of numbers");
  const char decimal = options.decimal.value_or('.');
  for (const char mark : {decimal, options.thousands.value_or(decimal == '.' ? ',' : '.')}) {
    if (is_digit(mark) || is_letter(mark) || mark == '-' || mark == '+' || mark == '"')
      return usage_error("a digit, a letter, a sign or a quote cannot be a mark within numbers");
  }
  if (options.thousands == decimal) {
    return usage_error(
        "the mark of --thousands is that before the fraction; --decimal names another");
  }
  return {};
}

// Options that mean nothing for any of the formats in use are mistakes.
Status check_relevance(const ParseOptions& options, const std::vector<ParseFormat>& formats) {
  const bool rows = std::any_of(formats.begin(), formats.end(), is_rows);
  if (!rows && options.delimiter)
    return usage_error("--delimiter is for CSV and TSV only; see --from");
  if (!rows && options.no_header)
    return usage_error("--no-header is for CSV and TSV only; see --from");
  if (!rows && !options.columns.empty())
    return usage_error("--columns is for CSV and TSV only; see --from");
  const bool named =
      rows || std::find(formats.begin(), formats.end(), ParseFormat::kLogfmt) != formats.end();
  if (!named && options.nest)
    return usage_error("--nest is for CSV, TSV and logfmt only; see --from");
  const bool regex =
      std::find(formats.begin(), formats.end(), ParseFormat::kRegex) != formats.end();
  ND_TRY(check_table_options(options, rows));
  const bool json = std::any_of(formats.begin(), formats.end(), is_json);
  if (!json && options.duplicates != DuplicateKeys::kError)
    return usage_error("--duplicate-keys is for JSON only; see --from");
  if (regex && options.regex.empty()) return usage_error("--from regex needs --regex");
  if (!regex && !options.regex.empty()) return usage_error("--regex is for --from regex only");
  return {};
}

Status check_columns(const ParseOptions& options, const std::vector<ParseFormat>& formats) {
  if (options.delimiter &&
      (*options.delimiter == '"' || *options.delimiter == '\n' || *options.delimiter == '\r')) {
    return usage_error("a quote or a line end cannot be the delimiter");
  }
  const bool tsv = std::find(formats.begin(), formats.end(), ParseFormat::kTsv) != formats.end();
  if (tsv && options.delimiter == '\\')
    return usage_error("a backslash begins the escapes of TSV and cannot be the delimiter");
  std::vector<json::FieldPath> places;
  for (const std::string& column : options.columns) {
    if (column.empty()) return usage_error("--columns has an empty name");
    places.push_back(output_path(column));
    if (std::count(places.begin(), places.end(), places.back()) > 1)
      return usage_error("--columns names '{}' twice", places.back().name());
  }
  return json::check_apart(places);
}

// Nothing says which of two different rules for one field was meant.
template <class Rule, class Same>
Status check_told_once(const std::vector<Rule>& rules, std::string_view option, Same&& same) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (flat_name(rules[i].field) != flat_name(rules[k].field) || same(rules[i], rules[k]))
        continue;
      return usage_error("{} says two things of the field '{}'", option, rules[i].field);
    }
  }
  return {};
}

Status check_fields(const ParseOptions& options) {
  ND_TRY(check_told_once(options.types, "--types", [](const TypeOption& a, const TypeOption& b) {
    return a.type == b.type;
  }));
  ND_TRY(check_told_once(options.times, "--time", [](const TimeOption& a, const TimeOption& b) {
    return a.format == b.format;
  }));
  for (const TypeOption& type : options.types) {
    for (const TimeOption& at : options.times) {
      if (flat_name(type.field) == flat_name(at.field)) {
        return usage_error("the field '{}' is in --types and --time; one of them decides",
                           type.field);
      }
    }
  }
  for (const RenameOption& rename : options.renames) {
    if (rename.to.segments[0].empty()) return usage_error("a field cannot be renamed to nothing");
  }
  return {};
}

bool is_utc(const time::Zone& zone) {
  constexpr std::array<std::string_view, 5> kNames = {"UTC", "GMT", "Etc/UTC", "Etc/GMT", "Zulu"};
  return std::find(kNames.begin(), kNames.end(), zone.name()) != kNames.end();
}

Status check_patterns(const ParseOptions& options, bool utc) {
  if (options.year && (*options.year < time::kMinYear || *options.year > time::kMaxYear))
    return usage_error("--year is a year from 0 to 9999");
  bool year_used = false;
  for (const TimeOption& at : options.times) {
    if (at.format.kind != TimeFormat::Kind::kPattern) continue;
    const auto used = time::check_time_pattern(at.format.pattern, {options.year, utc});
    if (!used) return usage_error("--time {}: the pattern {}", at.field, used.error().message);
    year_used = year_used || *used;
  }
  if (options.year && !year_used)
    return usage_error("--year is for a pattern of --time that has no year");
  return {};
}

Status check(const ParseOptions& options, const std::vector<ParseFormat>& formats,
             CellConverter& converter) {
  ND_TRY(check_relevance(options, formats));
  ND_TRY(check_columns(options, formats));
  ND_TRY(check_fields(options));
  for (const ParseFormat format : formats) {
    if (is_json(format)) {
      ND_TRY(RecordRewriter::make(options, converter));
    } else {
      ND_TRY(check_line_options(options, format));
    }
  }
  return {};
}

Status parse_files(ParseRun& run, ParseFormat format, std::vector<std::string> files) {
  if (is_rows(format)) return parse_rows(run, format, std::move(files));
  if (format == ParseFormat::kJson) return parse_json(run, files);
  return parse_lines(run, format, std::move(files));
}

}  // namespace

ParseFormat format_of_name(std::string_view file) {
  // Some systems write suffixes in capitals.
  const std::string name = lower(file);
  std::string_view plain = name;
  for (const std::string_view suffix : {".gz", ".zst"}) {
    if (plain.ends_with(suffix)) plain.remove_suffix(suffix.size());
  }
  constexpr std::array<std::pair<std::string_view, ParseFormat>, 4> kSuffixes = {
      {{".json", ParseFormat::kJson},
       {".csv", ParseFormat::kCsv},
       {".tsv", ParseFormat::kTsv},
       {".logfmt", ParseFormat::kLogfmt}}};
  for (const auto& [suffix, format] : kSuffixes) {
    if (plain.ends_with(suffix)) return format;
  }
  return ParseFormat::kNdjson;
}

Status parse(const ParseOptions& given, io::Streams& streams) {
  const ParseOptions options = with_known_format(given);
  std::vector<std::string> files = streams.input.operands;
  if (files.empty()) files.emplace_back("-");
  std::vector<ParseFormat> formats;
  formats.reserve(files.size());
  for (const std::string& file : files) {
    formats.push_back(options.format == ParseFormat::kAuto ? format_of_name(file) : options.format);
  }
  const time::Zone zone = ND_TRY(time::Zone::find(streams.bindings.zone));
  ND_TRY(check_patterns(options, is_utc(zone)));
  CellConverter converter(options.infer, options.null_text, zone, options.year,
                          {options.decimal.value_or('.'), options.thousands});
  ND_TRY(check(options, formats, converter));
  const io::BlockReader all(files);
  ND_TRY(all.check());

  ParseRun run(options, streams, converter, formats, all.bytes_total());
  // Neighbours of one format share a reader.
  for (std::size_t from = 0; from < files.size();) {
    std::size_t to = from + 1;
    while (to < files.size() && formats[to] == formats[from])
      ++to;
    const auto at = [&](std::size_t i) { return files.begin() + static_cast<std::ptrdiff_t>(i); };
    ND_TRY(parse_files(run, formats[from], std::vector<std::string>(at(from), at(to))));
    from = to;
  }
  return run.finish();
}

}  // namespace nd::parse
