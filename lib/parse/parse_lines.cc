#include "parse/parse_lines.h"

#include <memory>
#include <utility>

#include "base/base64.h"
#include "base/number.h"
#include "base/wording.h"
#include "json/projector.h"
#include "json/validate.h"
#include "json/writer.h"
#include "parse/compact_json.h"
#include "parse/flat_plan.h"
#include "parse/line_parsers.h"
#include "parse/record_rewriter.h"
#include "stream/line_cursor.h"

namespace nd::parse {

namespace {

// A view, valid for one call.
struct SourceLine {
  PaddedView text;  // without blanks around it; a '\n' or blank follows it
  stream::Position position;
  bool only_line = false;  // of its file, which has no '\n' at all
};

// Feeds every line that is not blank to `parse(line)`, which accepts or refuses it and returns an
// error only to end the run.
template <class Parse>
Status for_each_line(ParseRun& run, std::vector<std::string> operands, Parse&& parse) {
  io::BlockReader reader(std::move(operands));
  io::Block block;
  while (ND_TRY(reader.next(block))) {
    run.progress(reader.bytes_read(), reader.bytes_given());
    stream::LineCursor lines(block);
    while (!lines.at_end()) {
      const PaddedView text = lines.next_text();
      if (text.empty()) continue;
      const SourceLine line{
          text, lines.position(text.begin()),
          block.unended && block.first_line == 1 && lines.lines() == 1 && lines.at_end()};
      if (block.too_long) [[unlikely]] {
        ND_TRY(run.refuse(run.out().size(), line.position, text.text(), stream::line_too_long()));
        continue;
      }
      if (stream::begins_cut(text.begin()) && stream::cut_text_of(text.text())) [[unlikely]]
        ND_TRY(run.refuse(run.out().size(), line.position, text.text(), Error{}));
      ND_TRY(parse(line));
    }
    block.lines = lines.lines();
  }
  run.finished(reader.bytes_read(), reader.bytes_given());
  return {};
}

Status parse_ndjson(ParseRun& run, std::vector<std::string> operands) {
  RecordRewriter rewriter = ND_TRY(RecordRewriter::make(run.options(), run.converter()));
  json::Validator validator;
  return for_each_line(run, std::move(operands), [&](const SourceLine& line) -> Status {
    std::string& out = run.out();
    const std::size_t start = out.size();
    Status status = validator.check(line.text);
    // An array of records, most likely; who means it says so.
    if (status && line.position.line == 1 && run.options().format == ParseFormat::kAuto &&
        stream::is_array_of_objects(line.text.text())) {
      status = input_error("an array of objects is no record unless --from ndjson takes it as one");
    }
    if (status && !rewriter.needed()) {
      out.append(line.text.text());
    } else if (status) {
      status = rewriter.append(out, line.text, {line.position.file, line.position.line});
    }
    if (!status) [[unlikely]] {
      return run.refuse(start, line.position, line.text.text(), status.error(),
                        stream::Place::kRecord);
    }
    return run.accept();
  });
}

// What stands in line 1 of a text that cannot be read by lines.
Status check_first_line(const SourceLine& line, ParseFormat format) {
  const std::string_view text = line.text.text();
  std::string where = fmt::format("{}:1: ", excerpt(line.position.file, 200));
  if (line.only_line && text.find('\r') != std::string_view::npos)
    return input_error(where + std::string(kLoneCr));
  if (format == ParseFormat::kLogfmt && stream::is_html(text))
    return input_error("{}this is an HTML page, as a server sends with an error", where);
  return {};
}

Status parse_text(ParseRun& run, ParseFormat format, std::vector<std::string> operands) {
  FlatPlan plan = ND_TRY(FlatPlan::make(run.options()));
  std::unique_ptr<LineParser> parser;
  if (format == ParseFormat::kLogfmt) {
    parser = make_logfmt_parser(std::move(plan), run.converter());
  } else {
    parser = ND_TRY(make_regex_parser(run.options().regex, std::move(plan), run.converter()));
  }
  return for_each_line(run, std::move(operands), [&](const SourceLine& line) -> Status {
    std::string& out = run.out();
    const std::size_t start = out.size();
    const std::string_view text = line.text.text();
    if (line.position.line == 1) ND_TRY(check_first_line(line, format));
    out.push_back('{');
    const std::size_t bad = json::find_invalid_utf8(text);
    const Status status = bad == std::string_view::npos
                              ? parser->append_members(out, text)
                              : Status(input_error_at(bad, "not valid UTF-8"));
    if (!status) return run.refuse(start, line.position, text, status.error());
    if (run.options().add_source) {
      out.append(out.back() == '{' ? "\"" : ",\"").append(kFileField).append("\":");
      json::append_string(out, line.position.file);
      out.append(",\"").append(kLineField).append("\":");
      append_uint(out, line.position.line);
    }
    out.push_back('}');
    return run.accept();
  });
}

// The records of a rejects file again, each under the position it had when it was refused.
class RejectsParser {
 public:
  static Result<RejectsParser> make(ParseRun& run) {
    return RejectsParser(run, ND_TRY(RecordRewriter::make(run.options(), run.converter())));
  }

  Status consume(const SourceLine& line) {
    Error error;
    if (!read(line, error))
      return run_->refuse(run_->out().size(), line.position, line.text.text(), error);
    std::string& out = run_->out();
    const std::size_t start = out.size();
    Status status = append(out);
    if (status) return run_->accept();
    // "byte" is where the error was seen; the policy adds the offset to it again.
    const std::size_t offset = status.error().offset;
    if (offset != Error::kNoOffset)
      position_.byte -= std::min<std::uint64_t>(position_.byte, offset);
    return run_->refuse(start, position_, raw_, status.error());
  }

 private:
  RejectsParser(ParseRun& run, RecordRewriter rewriter)
      : run_(&run), rewriter_(std::move(rewriter)), schema_(std::make_unique<json::Schema>()) {
    for (const std::string_view name : {"file", "line", "byte", "raw", "raw_base64"}) {
      slots_.push_back(schema_->add(json::FieldPath{{std::string(name)}}));
    }
    projector_ = std::make_unique<json::Projector>(*schema_);
  }

  // Takes raw_ and position_ from a line of the rejects file.
  bool read(const SourceLine& line, Error& error) {
    if (const Status valid = validator_.check(line.text); !valid) {
      error = valid.error();
      return false;
    }
    if (!projector_->project(line.text)) {
      error = projector_->error();
      return false;
    }
    const auto value = [&](std::size_t i) { return json::at(projector_->row(), slots_[i]); };
    file_ = value(0).is_string() ? std::string(value(0).text()) : std::string(line.position.file);
    const auto count = [](const json::Value& number) {
      return number.kind() == json::Kind::kInt && number.int_value() > 0
                 ? static_cast<std::uint64_t>(number.int_value())
                 : 0;
    };
    position_ = {file_, count(value(1)), count(value(2)), 1};
    raw_.clear();
    if (value(3).is_string()) {
      raw_ = value(3).text();
      return true;
    }
    if (value(4).is_string()) {
      if (const auto bytes = parse_base64(value(4).text())) {
        raw_ += *bytes;
        return true;
      }
    }
    error = Error{ErrorKind::kInput, "no line of a rejects file: it has neither raw nor raw_base64",
                  Error::kNoOffset};
    return false;
  }

  Status append(std::string& out) {
    const PaddedString padded(raw_);
    const PaddedView text = stream::trim(padded.view().begin(), padded.view().end());
    ND_TRY(validator_.check(text));
    if (text.text().find('\n') == std::string_view::npos) return append_line(out, text);
    std::string one_line;
    append_compact(one_line, text);
    return append_line(out, PaddedString(one_line).view());
  }

  Status append_line(std::string& out, PaddedView line) {
    if (rewriter_.needed()) return rewriter_.append(out, line, {position_.file, position_.line});
    out.append(line.text());
    return {};
  }

  ParseRun* run_;
  RecordRewriter rewriter_;
  json::Validator validator_;
  std::unique_ptr<json::Schema> schema_;  // its address stays when this object moves
  std::unique_ptr<json::Projector> projector_;
  std::vector<json::Slot> slots_;
  std::string file_;
  std::string raw_;
  stream::Position position_;
};

}  // namespace

Status parse_lines(ParseRun& run, ParseFormat format, std::vector<std::string> operands) {
  switch (format) {
    case ParseFormat::kNdjson:
      return parse_ndjson(run, std::move(operands));
    case ParseFormat::kRejects: {
      RejectsParser parser = ND_TRY(RejectsParser::make(run));
      return for_each_line(run, std::move(operands),
                           [&](const SourceLine& line) { return parser.consume(line); });
    }
    default:
      return parse_text(run, format, std::move(operands));
  }
}

Status check_line_options(const ParseOptions& options, ParseFormat format) {
  const FlatPlan plan = ND_TRY(FlatPlan::make(options));
  if (format != ParseFormat::kRegex) return {};
  CellConverter converter(false, std::nullopt, time::Zone());
  ND_TRY(make_regex_parser(options.regex, plan, converter));
  return {};
}

}  // namespace nd::parse
