#include "parse/line_parsers.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/wording.h"
#include "json/object_layout.h"
#include "json/scan.h"
#include "json/writer.h"

namespace nd::parse {

namespace {

namespace scan = json::scan;

// Appends members by the plan and remembers which names there are. Where a field can stand within
// an object, the values wait until all are known.
class Members {
 public:
  Members(FlatPlan plan, CellConverter& converter)
      : plan_(std::move(plan)), converter_(converter) {}

  const FlatPlan& plan() const { return plan_; }
  CellConverter& converter() { return converter_; }

  void start() {
    names_.clear();
    places_.clear();
    ends_.clear();
    values_.clear();
  }

  Status append(std::string& out, std::string_view input, std::string_view text,
                std::size_t offset) {
    static const CellRule kNoRule;
    const FlatField* const field = plan_.find(input);
    std::string& to = begin(out, input, field);
    const Status status =
        converter_.append_cell(to, text, field == nullptr ? kNoRule : field->rule);
    if (!status) {
      return input_error_at(offset,
                            excerpt(name_of(input, field), 60) + ": " + status.error().message);
    }
    end();
    return {};
  }

  // A value that is JSON already.
  void append_json(std::string& out, std::string_view input, std::string_view json) {
    begin(out, input, plan_.find(input)).append(json);
    end();
  }

  // Whether all required fields are there, and none twice.
  Status finish(std::string& out) {
    for (const FlatField& field : plan_.fields()) {
      if (field.rule.required && !has(field))
        return input_error("the required field '{}' is missing", name_of(field.input, &field));
    }
    if (plan_.nests()) return write_nested(out);
    std::sort(names_.begin(), names_.end());
    const auto twice = std::adjacent_find(names_.begin(), names_.end());
    if (twice != names_.end())
      return input_error("the field '{}' is there twice", excerpt(*twice, 60));
    return {};
  }

  // As messages call it.
  [[nodiscard]] static std::string name_of(std::string_view input, const FlatField* field) {
    return field != nullptr && field->renamed ? field->renamed->name() : std::string(input);
  }

 private:
  [[nodiscard]] bool has(const FlatField& field) const {
    if (plan_.nests()) {
      const json::FieldPath place = field.renamed ? *field.renamed : plan_.place_of(field.input);
      return std::find(places_.begin(), places_.end(), place) != places_.end();
    }
    return std::find(names_.begin(), names_.end(), flat_name_of(field.input, &field)) !=
           names_.end();
  }

  // The name in the record where nothing nests.
  [[nodiscard]] static std::string_view flat_name_of(std::string_view input,
                                                     const FlatField* field) {
    return field != nullptr && field->renamed ? std::string_view(field->renamed->segments[0])
                                              : input;
  }

  // Where the value goes.
  std::string& begin(std::string& out, std::string_view input, const FlatField* field) {
    if (plan_.nests()) {
      places_.push_back(field != nullptr && field->renamed ? *field->renamed
                                                           : plan_.place_of(input));
      return values_;
    }
    if (!names_.empty()) out.push_back(',');
    names_.push_back(flat_name_of(input, field));
    json::append_string(out, names_.back());
    out.push_back(':');
    return out;
  }
  void end() {
    if (plan_.nests()) ends_.push_back(values_.size());
  }

  Status write_nested(std::string& out) {
    if (auto status = json::check_apart(places_); !status) {
      return input_error(
          "two fields of the line are called the same, or one would lie within the other: {}",
          excerpt(joined_names(), 200));
    }
    const json::ObjectLayout layout(places_);
    for (const auto& field : layout.fields()) {
      const std::size_t from = field.path == 0 ? 0 : ends_[field.path - 1];
      out.append(field.before).append(values_, from, ends_[field.path] - from);
    }
    out.append(layout.after());
    return {};
  }
  [[nodiscard]] std::string joined_names() const {
    return joined(places_, [](const json::FieldPath& place) { return place.text(); });
  }

  FlatPlan plan_;
  CellConverter& converter_;
  std::vector<std::string_view> names_;  // where nothing nests
  // Where fields can nest: of each field, and the end of its value in values_.
  std::vector<json::FieldPath> places_;
  std::vector<std::size_t> ends_;
  std::string values_;
};

class LogfmtParser final : public LineParser {
 public:
  LogfmtParser(FlatPlan plan, CellConverter& converter) : members_(std::move(plan), converter) {}

  Status append_members(std::string& out, std::string_view line) override {
    members_.start();
    line_ = line;
    std::size_t i = 0;
    for (;;) {
      while (i < line.size() && is_blank(line[i]))
        ++i;
      if (i == line.size()) return members_.finish(out);
      i = ND_TRY(append_pair(out, i));
    }
  }

 private:
  // The pair at `from`; returns where it ends.
  Result<std::size_t> append_pair(std::string& out, std::size_t from) {
    std::size_t i = from;
    while (i < line_.size() && !is_blank(line_[i]) && line_[i] != '=' && line_[i] != '"')
      ++i;
    if (i == from) return input_error_at(i, "expected a key");
    const std::string_view key = line_.substr(from, i - from);
    if (i < line_.size() && line_[i] == '"') return input_error_at(i, "a quote in a key");
    if (i == line_.size() || line_[i] != '=') {
      ND_TRY(append_flag(out, key, from));
      return i;
    }
    const std::size_t value = i + 1;
    if (value < line_.size() && line_[value] == '"') return append_quoted(out, key, value);
    i = value;
    while (i < line_.size() && !is_blank(line_[i]) && line_[i] != '"')
      ++i;
    if (i < line_.size() && line_[i] == '"')
      return input_error_at(i, "a quote in a value that does not start with one");
    ND_TRY(members_.append(out, key, line_.substr(value, i - value), value));
    return i;
  }

  Status append_flag(std::string& out, std::string_view key, std::size_t from) {
    const FlatField* const field = members_.plan().find(key);
    if (field != nullptr && field->rule.converts()) return members_.append(out, key, "true", from);
    members_.append_json(out, key, "true");
    return {};
  }

  Result<std::size_t> append_quoted(std::string& out, std::string_view key, std::size_t quote) {
    std::size_t end = quote + 1;
    bool escaped = false;
    while (end < line_.size() && line_[end] != '"') {
      const bool escape = line_[end] == '\\';
      escaped = escaped || escape;
      end += escape ? 2 : 1;
    }
    if (end >= line_.size()) return input_error_at(quote, "the quote is not closed");
    if (end + 1 < line_.size() && !is_blank(line_[end + 1])) {
      return input_error_at(end + 1, "expected a blank after the closing quote");
    }
    std::string_view text = line_.substr(quote + 1, end - quote - 1);
    if (escaped) {
      scan::Fault fault;
      const char* const stop = line_.data() + end;
      for (const char* p = text.data(); p < stop;) {
        if (*p != '\\') {
          ++p;
        } else if ((p = scan::escape_end(p, stop, fault)) == nullptr) {
          return input_error_at(static_cast<std::size_t>(fault.at - line_.data()), fault.message);
        }
      }
      unescaped_.clear();
      scan::unescape(text, unescaped_);
      text = unescaped_;
    }
    ND_TRY(members_.append(out, key, text, quote));
    return end + 1;
  }

  Members members_;
  std::string_view line_;
  std::string unescaped_;
};

class RegexParser final : public LineParser {
 public:
  RegexParser(std::unique_ptr<re2::RE2> pattern, FlatPlan plan, CellConverter& converter)
      : members_(std::move(plan), converter), pattern_(std::move(pattern)) {
    for (const auto& [group, name] : pattern_->CapturingGroupNames())
      names_.emplace_back(group, name);
    groups_.resize(static_cast<std::size_t>(names_.back().first) + 1);
  }

  const std::vector<std::pair<int, std::string>>& names() const { return names_; }

  Status append_members(std::string& out, std::string_view line) override {
    members_.start();
    if (!pattern_->Match({line.data(), line.size()}, 0, line.size(), re2::RE2::UNANCHORED,
                         groups_.data(), static_cast<int>(groups_.size()))) {
      return input_error("the line does not match the pattern");
    }
    for (const auto& [group, name] : names_) {
      const re2::StringPiece& found = groups_[static_cast<std::size_t>(group)];
      if (found.data() != nullptr) {
        ND_TRY(members_.append(out, name, {found.data(), found.size()},
                               static_cast<std::size_t>(found.data() - line.data())));
        continue;
      }
      const FlatField* const field = members_.plan().find(name);
      if (field != nullptr && field->rule.required) {
        return input_error("the required field '{}' is null", Members::name_of(name, field));
      }
      members_.append_json(out, name, "null");
    }
    return members_.finish(out);
  }

 private:
  Members members_;
  std::unique_ptr<re2::RE2> pattern_;
  std::vector<std::pair<int, std::string>> names_;  // by the order of groups
  std::vector<re2::StringPiece> groups_;
};

// Lines of two forms that have the same groups.
class EitherParser final : public LineParser {
 public:
  EitherParser(std::unique_ptr<LineParser> first, std::unique_ptr<LineParser> second)
      : first_(std::move(first)), second_(std::move(second)) {}

  Status append_members(std::string& out, std::string_view line) override {
    const std::size_t before = out.size();
    Status status = first_->append_members(out, line);
    // An error with a place is that of a field: the line is of this form.
    if (status || status.error().offset != Error::kNoOffset) return status;
    out.resize(before);
    return second_->append_members(out, line);
  }

 private:
  std::unique_ptr<LineParser> first_;
  std::unique_ptr<LineParser> second_;
};

// Texts in quotes may hold \".
constexpr std::string_view kCombined =
    R"re(^(?P<host>\S+) (?P<ident>\S+) (?P<user>.*?) \[(?P<time>[^\]]+)\] "(?:(?P<method>[A-Z]+) (?P<path>\S+)(?: (?P<protocol>[A-Z]+/[\d.]+))?|(?P<request>(?:[^"\\]|\\.)*))" (?P<status>\d{3}|-) (?P<bytes>\d+|-)(?: "(?P<referer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)".*)?$)re";
constexpr std::string_view kSyslog5424 =
    R"re(^<(?P<priority>\d{1,3})>\d{1,2} (?P<time>\S+) (?P<host>\S+) (?P<app>\S+) (?P<pid>\S+) (?P<msgid>\S+) (?P<data>-|(?:\[(?:[^\]"\\]|\\.|"(?:[^"\\]|\\.)*")*\])+)(?: \x{FEFF}?(?P<message>.*))?$)re";
// Its lines have neither msgid nor data: these groups match nothing, and are null.
constexpr std::string_view kSyslog3164 =
    R"re(^(?:<(?P<priority>\d{1,3})>)?(?P<time>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?|\d{4}-\d\d-\d\dT\S+) (?P<host>\S+) (?P<app>[^\s:\[]+)(?:\[(?P<pid>[^\]]*)\])?:(?P<msgid>[^\x00-\x{10FFFF}])?(?P<data>[^\x00-\x{10FFFF}])? ?(?P<message>.*)$)re";

}  // namespace

std::unique_ptr<LineParser> make_logfmt_parser(FlatPlan plan, CellConverter& converter) {
  return std::make_unique<LogfmtParser>(std::move(plan), converter);
}

Result<std::unique_ptr<LineParser>> make_regex_parser(const std::string& pattern, FlatPlan plan,
                                                      CellConverter& converter) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto compiled = std::make_unique<re2::RE2>(pattern, options);
  if (!compiled->ok())
    return usage_error("'{}' is no regular expression: {}", pattern, compiled->error());
  if (compiled->CapturingGroupNames().empty()) {
    return usage_error("'{}' names no group; (?P<name>...) does", pattern);
  }
  for (const FlatField& field : plan.fields()) {
    const auto& names = compiled->NamedCapturingGroups();
    if (names.find(field.input) == names.end()) {
      return usage_error("'{}' has no group '{}'", pattern, field.input);
    }
  }
  return std::make_unique<RegexParser>(std::move(compiled), std::move(plan), converter);
}

Result<std::unique_ptr<LineParser>> make_syslog_parser(const FlatPlan& plan,
                                                       CellConverter& converter) {
  auto first = ND_TRY(make_regex_parser(std::string(kSyslog5424), plan, converter));
  auto second = ND_TRY(make_regex_parser(std::string(kSyslog3164), plan, converter));
  return std::make_unique<EitherParser>(std::move(first), std::move(second));
}

ParseOptions with_known_format(ParseOptions options) {
  const bool combined = options.format == ParseFormat::kCombined;
  const bool syslog = options.format == ParseFormat::kSyslog;
  if (!combined && !syslog) return options;
  if (!options.null_text) options.null_text = "-";
  const auto called = [&options](std::string_view field) {
    for (const RenameOption& rename : options.renames) {
      if (flat_name(rename.field) == field) return rename.to.text();
    }
    return std::string(field);
  };
  const auto is_told = [&options](const std::string& name) {
    const auto same = [&](const auto& rule) {
      return output_path(rule.field) == output_path(name);
    };
    return std::any_of(options.types.begin(), options.types.end(), same) ||
           std::any_of(options.times.begin(), options.times.end(), same);
  };
  for (const std::string_view field : {"status", "bytes", "priority"}) {
    const std::string name = called(field);
    if ((field == "priority") == syslog && !is_told(name))
      options.types.push_back({name, CellType::kInt});
  }
  if (!combined) return options;
  options.format = ParseFormat::kRegex;
  options.regex = kCombined;
  if (const std::string name = called("time"); !is_told(name))
    options.times.push_back({name, {TimeFormat::Kind::kPattern, {}, "%d/%b/%Y:%H:%M:%S %z"}});
  return options;
}

}  // namespace nd::parse
