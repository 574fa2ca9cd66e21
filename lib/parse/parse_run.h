// ParseRun: what the readers of all input formats share during one run of ndparse.
//
// Belongs here: taking and refusing records, progress. Does not belong here: any one format.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "io/block_reader.h"
#include "io/streams.h"
#include "parse/cell_converter.h"
#include "parse/parse_options.h"
#include "parse/parse_watch.h"
#include "stream/error_policy.h"

namespace nd::parse {

// Of a text whose lines seem to end so, in the formats where it could be data.
inline constexpr std::string_view kLoneCr =
    "a CR without LF, which ends no line; tr '\\r' '\\n' turns such line ends";

class ParseRun {
 public:
  // All of them must outlive the run. `formats`: of the operands; bytes_total: of all of them, as
  // BlockReader::bytes_total().
  ParseRun(const ParseOptions& options, io::Streams& streams, CellConverter& converter,
           const std::vector<ParseFormat>& formats, std::uint64_t bytes_total)
      : options_(options),
        streams_(streams),
        converter_(converter),
        formats_(formats),
        policy_(streams),
        watch_(options, formats),
        bytes_total_(bytes_total) {}
  // For a thread that reads parts of the whole run's operands and puts what it makes into
  // `streams`. `first_line`: as ErrorPolicy takes it; empty where blocks know their first line.
  ParseRun(const ParseRun& whole, io::Streams& streams, CellConverter& converter,
           std::function<Result<std::uint64_t>()> first_line)
      : options_(whole.options_),
        streams_(streams),
        converter_(converter),
        formats_(whole.formats_),
        policy_(first_line ? stream::ErrorPolicy(streams.outcome, std::move(first_line))
                           : stream::ErrorPolicy(streams)),
        watch_(options_, formats_) {}

  [[nodiscard]] const ParseOptions& options() const { return options_; }
  [[nodiscard]] CellConverter& converter() { return converter_; }
  [[nodiscard]] io::Streams& streams() { return streams_; }

  // The buffer for a record's text; its size before the record is what refuse() needs.
  [[nodiscard]] std::string& out() { return streams_.sinks.out.buffer(); }

  // The record in out() is whole.
  [[nodiscard]] Status accept() {
    policy_.used();
    if (watch_.is_open()) [[unlikely]]
      watch_.look(last_record());
    return streams_.sinks.out.end_record();
  }
  // The record cannot be used: what out() has of it is dropped, and the error is returned if the
  // run has to stop.
  [[nodiscard]] Status refuse(std::size_t start, const stream::Position& position,
                              std::string_view raw, const Error& error,
                              stream::Place place = stream::Place::kElsewhere) {
    out().resize(start);
    return policy_.bad(position, raw, error, place);
  }

  // Counts what has been given of these operands, and tells the progress bar how much has been
  // read; to be called once for each block.
  void progress(std::uint64_t bytes_read_of_these, std::uint64_t bytes_given_of_these) {
    streams_.outcome.counts.bytes = given_before_ + bytes_given_of_these;
    if (streams_.input.progress)
      streams_.input.progress(bytes_before_ + bytes_read_of_these, bytes_total_);
  }
  // Takes in what the run of a thread has found out about fields.
  void absorb(const ParseRun& part) { watch_.absorb(part.watch_); }
  // A reader has come to its end.
  void finished(std::uint64_t bytes_read, std::uint64_t bytes_given) {
    bytes_before_ += bytes_read;
    given_before_ += bytes_given;
    streams_.outcome.counts.bytes = given_before_;
  }
  // All operands have been read.
  [[nodiscard]] Status finish() {
    ND_TRY(policy_.finish());
    watch_.tell(streams_.outcome.unmet);
    return {};
  }

 private:
  [[nodiscard]] std::string_view last_record() {
    const std::string_view text = out();
    return text.substr(text.rfind('\n') + 1);
  }

  const ParseOptions& options_;
  io::Streams& streams_;
  CellConverter& converter_;
  const std::vector<ParseFormat>& formats_;
  stream::ErrorPolicy policy_;
  ParseWatch watch_;
  std::uint64_t bytes_total_ = 0;
  // Of operands whose readers have finished.
  std::uint64_t bytes_before_ = 0;
  std::uint64_t given_before_ = 0;
};

}  // namespace nd::parse
