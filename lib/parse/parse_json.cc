#include "parse/parse_json.h"

#include <utility>

#include "io/byte_source.h"
#include "parse/compact_json.h"
#include "parse/json_splitter.h"
#include "parse/record_gate.h"
#include "parse/record_rewriter.h"

namespace nd::parse {

namespace {

class JsonParser {
 public:
  static Result<JsonParser> make(ParseRun& run) {
    return JsonParser(run, ND_TRY(RecordRewriter::make(run.options(), run.converter())));
  }

  Status parse_file(const std::string& file) {
    JsonSplitter splitter(ND_TRY(io::ByteSource::open(file, io::ReadOptions().max_ratio)), file);
    JsonPiece piece;
    std::uint64_t reported = 0;
    while (ND_TRY(splitter.next(piece))) {
      if (splitter.bytes_read() != reported) {
        reported = splitter.bytes_read();
        run_->progress(reported, splitter.bytes_given());
      }
      ND_TRY(consume(piece));
    }
    run_->finished(splitter.bytes_read(), splitter.bytes_given());
    return {};
  }

 private:
  JsonParser(ParseRun& run, RecordRewriter rewriter)
      : run_(&run), rewriter_(std::move(rewriter)), gate_(run.options().duplicates) {}

  Status consume(const JsonPiece& piece) {
    std::string& out = run_->out();
    const std::size_t start = out.size();
    const Result<PaddedView> record = piece.fault == nullptr
                                          ? gate_.check(piece.text)
                                          : Result<PaddedView>(input_error_at(0, piece.fault));
    const Status status =
        record ? append(out, *record, piece.position) : tl::unexpected<Error>(record.error());
    if (!status) {
      return run_->refuse(
          start, piece.position, piece.text.text(), status.error(),
          piece.position.line == 1 ? stream::Place::kJson : stream::Place::kElsewhere);
    }
    return run_->accept();
  }

  Status append(std::string& out, PaddedView record, const stream::Position& position) {
    if (!rewriter_.needed()) {
      append_compact(out, record);
      return {};
    }
    // Rewritten first, so that an error's offset is that of the file.
    rewritten_.clear();
    ND_TRY(rewriter_.append(rewritten_, record, {position.file, position.line}));
    const std::size_t size = rewritten_.size();
    rewritten_.append(kPadding, '\0');
    append_compact(out, PaddedView(rewritten_.data(), size));
    return {};
  }

  ParseRun* run_;
  RecordRewriter rewriter_;
  RecordGate gate_;
  std::string rewritten_;
};

}  // namespace

Status parse_json(ParseRun& run, const std::vector<std::string>& operands) {
  JsonParser parser = ND_TRY(JsonParser::make(run));
  for (const std::string& file : operands)
    ND_TRY(parser.parse_file(file));
  return {};
}

}  // namespace nd::parse
