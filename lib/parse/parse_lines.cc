#include "parse/parse_lines.h"

#include <memory>
#include <optional>
#include <utility>

#include "base/base64.h"
#include "base/number.h"
#include "base/wording.h"
#include "io/block_reader.h"
#include "io/chunk_reader.h"
#include "json/projector.h"
#include "json/validate.h"
#include "json/writer.h"
#include "parse/compact_json.h"
#include "parse/flat_plan.h"
#include "parse/line_parsers.h"
#include "parse/parse_parts.h"
#include "parse/record_gate.h"
#include "parse/record_rewriter.h"
#include "stream/line_cursor.h"
#include "stream/operator.h"
#include "stream/parallel.h"

namespace nd::parse {

namespace {

// A view, valid for one call.
struct SourceLine {
  PaddedView text;  // without blanks around it; a '\n' or blank follows it
  stream::Position position;
  bool is_first = false;   // of its file
  bool only_line = false;  // of its file, which has no '\n' at all
};

// One for each thread.
class LineConsumer {
 public:
  LineConsumer() = default;
  virtual ~LineConsumer() = default;
  LineConsumer(const LineConsumer&) = delete;
  LineConsumer& operator=(const LineConsumer&) = delete;

  // Accepts or refuses the line; returns an error only to end the run.
  [[nodiscard]] virtual Status consume(const SourceLine& line) = 0;
};

class NdjsonLines final : public LineConsumer {
 public:
  NdjsonLines(ParseRun& run, RecordRewriter rewriter)
      : run_(run), rewriter_(std::move(rewriter)), gate_(run.options().duplicates) {}

  Status consume(const SourceLine& line) override {
    std::string& out = run_.out();
    const std::size_t start = out.size();
    const auto record = gate_.check(line.text);
    Status status = record ? Status() : tl::unexpected<Error>(record.error());
    // An array of records, most likely; who means it says so.
    if (status && line.is_first && run_.options().format == ParseFormat::kAuto &&
        stream::is_array_of_objects(line.text.text())) {
      status = input_error("an array of objects is no record unless --from ndjson takes it as one");
    }
    if (status && !rewriter_.needed()) {
      out.append(record->text());
    } else if (status) {
      status = rewriter_.append(out, *record, {line.position.file, line.position.line});
    }
    if (!status) [[unlikely]] {
      return run_.refuse(start, line.position, line.text.text(), status.error(),
                         stream::Place::kRecord);
    }
    return run_.accept();
  }

 private:
  ParseRun& run_;
  RecordRewriter rewriter_;
  RecordGate gate_;
};

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

class TextLines final : public LineConsumer {
 public:
  TextLines(ParseRun& run, ParseFormat format, std::unique_ptr<LineParser> parser)
      : run_(run), format_(format), parser_(std::move(parser)) {}

  Status consume(const SourceLine& line) override {
    std::string& out = run_.out();
    const std::size_t start = out.size();
    const std::string_view text = line.text.text();
    if (line.is_first) ND_TRY(check_first_line(line, format_));
    out.push_back('{');
    const std::size_t bad = json::find_invalid_utf8(text);
    const Status status = bad == std::string_view::npos
                              ? parser_->append_members(out, text)
                              : Status(input_error_at(bad, "not valid UTF-8"));
    if (!status) return run_.refuse(start, line.position, text, status.error());
    if (run_.options().add_source) {
      out.append(out.back() == '{' ? "\"" : ",\"").append(kFileField).append("\":");
      json::append_string(out, line.position.file);
      out.append(",\"").append(kLineField).append("\":");
      append_uint(out, line.position.line);
    }
    out.push_back('}');
    return run_.accept();
  }

 private:
  ParseRun& run_;
  ParseFormat format_;
  std::unique_ptr<LineParser> parser_;
};

// The records of a rejects file again, each under the position it had when it was refused.
class RejectsLines final : public LineConsumer {
 public:
  RejectsLines(ParseRun& run, RecordRewriter rewriter)
      : run_(run), rewriter_(std::move(rewriter)), gate_(run.options().duplicates) {
    for (const std::string_view name : {"file", "line", "byte", "raw", "raw_base64"}) {
      slots_.push_back(schema_.add(json::FieldPath{{std::string(name)}}));
    }
    projector_.emplace(schema_);
  }

  Status consume(const SourceLine& line) override {
    Error error;
    if (!read(line, error))
      return run_.refuse(run_.out().size(), line.position, line.text.text(), error);
    std::string& out = run_.out();
    const std::size_t start = out.size();
    Status status = append(out);
    if (status) return run_.accept();
    // "byte" is where the error was seen; the policy adds the offset to it again.
    const std::size_t offset = status.error().offset;
    if (offset != Error::kNoOffset)
      position_.byte -= std::min<std::uint64_t>(position_.byte, offset);
    return run_.refuse(start, position_, raw_, status.error());
  }

 private:
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
    const PaddedView text =
        ND_TRY(gate_.check(stream::trim(padded.view().begin(), padded.view().end())));
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

  ParseRun& run_;
  RecordRewriter rewriter_;
  RecordGate gate_;            // of the records
  json::Validator validator_;  // of the lines of the rejects file
  json::Schema schema_;
  std::optional<json::Projector> projector_;
  std::vector<json::Slot> slots_;
  std::string file_;
  std::string raw_;
  stream::Position position_;
};

// Feeds every line of the block that is not blank. Leaves the number of lines in the block.
Status consume_lines(ParseRun& run, io::Block& block, LineConsumer& consumer) {
  stream::LineCursor lines(block);
  while (!lines.at_end()) {
    const PaddedView text = lines.next_text();
    if (text.empty()) continue;
    const bool is_first = block.starts_file && lines.lines() == 1;
    const SourceLine line{text, lines.position(text.begin()), is_first,
                          is_first && block.unended && lines.at_end()};
    if (block.too_long) [[unlikely]] {
      ND_TRY(run.refuse(run.out().size(), line.position, text.text(), stream::line_too_long()));
      continue;
    }
    if (stream::begins_cut(text.begin()) && stream::cut_text_of(text.text())) [[unlikely]]
      ND_TRY(run.refuse(run.out().size(), line.position, text.text(), Error{}));
    ND_TRY(consumer.consume(line));
  }
  block.lines = lines.lines();
  return {};
}

// The run must outlive the consumer.
Result<std::unique_ptr<LineConsumer>> make_line_consumer(ParseRun& run, ParseFormat format) {
  if (format == ParseFormat::kNdjson || format == ParseFormat::kRejects) {
    RecordRewriter rewriter = ND_TRY(RecordRewriter::make(run.options(), run.converter()));
    if (format == ParseFormat::kNdjson)
      return std::make_unique<NdjsonLines>(run, std::move(rewriter));
    return std::make_unique<RejectsLines>(run, std::move(rewriter));
  }
  FlatPlan plan = ND_TRY(FlatPlan::make(run.options()));
  std::unique_ptr<LineParser> parser =
      format == ParseFormat::kLogfmt ? make_logfmt_parser(std::move(plan), run.converter())
      : format == ParseFormat::kSyslog
          ? ND_TRY(make_syslog_parser(plan, run.converter()))
          : ND_TRY(make_regex_parser(run.options().regex, std::move(plan), run.converter()));
  return std::make_unique<TextLines>(run, format, std::move(parser));
}

class LineParts final : public PartParser {
 public:
  LineParts(ParseRun& run, std::unique_ptr<LineConsumer> consumer)
      : run_(run), consumer_(std::move(consumer)) {}

  Status parse(FilePart& part) override { return consume_lines(run_, part.block(), *consumer_); }

 private:
  ParseRun& run_;
  std::unique_ptr<LineConsumer> consumer_;
};

}  // namespace

Status parse_lines(ParseRun& run, ParseFormat format, std::vector<std::string> operands) {
  const unsigned jobs = stream::jobs_with_rejects(run.streams(), stream::Writes::kAlong);
  if (jobs > 1) {
    if (const auto files = io::ChunkedFiles::open(operands)) {
      const auto make = [format](ParseRun& part) -> Result<std::unique_ptr<PartParser>> {
        return std::make_unique<LineParts>(part, ND_TRY(make_line_consumer(part, format)));
        // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): it does not look into a Result
      };
      const bool numbered = run.streams().sinks.rejects || run.options().add_source ||
                            format == ParseFormat::kRejects;
      return parse_parts(run, *files, make, {Framing::kLines, numbered, jobs});
    }
  }
  const std::unique_ptr<LineConsumer> consumer = ND_TRY(make_line_consumer(run, format));
  io::BlockReader reader(std::move(operands), io::read_options(run.streams().limits.jobs));
  io::Block block;
  while (ND_TRY(reader.next(block))) {
    run.progress(reader.bytes_read(), reader.bytes_given());
    ND_TRY(consume_lines(run, block, *consumer));
  }
  run.finished(reader.bytes_read(), reader.bytes_given());
  return {};
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): it does not look into a Result
}

Status check_line_options(const ParseOptions& options, ParseFormat format) {
  const FlatPlan plan = ND_TRY(FlatPlan::make(options));
  CellConverter converter(false, std::nullopt, time::Zone());
  if (format == ParseFormat::kSyslog) ND_TRY(make_syslog_parser(plan, converter));
  if (format != ParseFormat::kRegex) return {};
  ND_TRY(make_regex_parser(options.regex, plan, converter));
  return {};
}

}  // namespace nd::parse
