// ErrorPolicy: what happens to a record that cannot be used: the run stops, or the record goes to
// the rejects file.
//
// Belongs here: counting (read = used + rejected), the text of a positioned message, the rejects
// record, the cut line of a program that failed upstream (io/cut.h).
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "io/cut.h"
#include "io/streams.h"
#include "stream/foreign_text.h"
#include "stream/record.h"

namespace nd::stream {

// What is wrong with a record.
enum class Fault {
  kSyntax,  // it is no record
  kData,    // it is one, but its values cannot be used
};

// Whether a line may be a cut line (io/cut.h): how it begins. Requires: 8 bytes can be read there.
[[nodiscard]] inline bool begins_cut(const char* line) {
  std::uint64_t word = 0;
  std::uint64_t head = 0;
  std::memcpy(&word, line, sizeof word);
  std::memcpy(&head, io::kCutHead.data(), sizeof head);
  return word == head;
}

// The text of a cut line, also where it stands behind a last record that lacks its newline; nullopt
// for any other line, and for a whole JSON value.
[[nodiscard]] std::optional<std::string_view> cut_text_of(std::string_view line);

// A bad record that is judged later, when those before it have been.
struct BadRecord {
  Position position;  // its line is counted from 0, from the start of the part
  std::string raw;
  Error error;
  Place place = Place::kElsewhere;
  Fault fault = Fault::kSyntax;
};

class ErrorPolicy {
 public:
  // Of a whole run. The streams must outlive the policy.
  explicit ErrorPolicy(io::Streams& streams)
      : outcome_(streams.outcome),
        rejects_(streams.sinks.rejects ? &*streams.sinks.rejects : nullptr),
        limit_(streams.limits.max_errors) {}
  // Of a file, or a part of one, whose first bad record ends the run. Where blocks do not know the
  // number of their first line (it is 0): what finds it, called for a bad record only. The outcome
  // must outlive the policy.
  explicit ErrorPolicy(io::Outcome& outcome, std::function<Result<std::uint64_t>()> first_line = {})
      : outcome_(outcome), first_line_(std::move(first_line)) {}

  // What is done before a bad record is dealt with, for those before it to come first. Its error
  // ends the run.
  void settle_first(std::function<Status()> settle) { settle_first_ = std::move(settle); }

  // Of a part of which `most` bad records, at least 1, are gathered in `later`, which must outlive
  // the policy: the last of them ends the part, and so does one that ends the run in any case. They
  // are not counted.
  ErrorPolicy(io::Outcome& outcome, std::vector<BadRecord>& later, std::uint64_t most)
      : outcome_(outcome), later_(&later), most_(most) {}

  // Counts records that were used.
  void used(std::uint64_t records = 1) { outcome_.counts.used += records; }

  // A record that cannot be used. Without --rejects (and for errors that are not kInput; of these
  // kBroken alone is about a record): the error to stop with, its message now "FILE:LINE:COLUMN:
  // message", a newline, and the start of the line. With it: the record is written to the rejects
  // file, counted, and the run goes on, unless
  // --max-errors N is exceeded. A cut line always ends the run, and is no record.
  // `line`: where the record's line stands in its block, from 1.
  [[nodiscard]] Status bad(const Record& record, std::uint64_t line, const Error& error,
                           Fault fault);
  // The same for what stands at `position` with the text `raw`. kRecord in the first line of a file
  // is kFirstRecord.
  [[nodiscard]] Status bad(Position position, std::string_view raw, const Error& error,
                           Place place = Place::kElsewhere, Fault fault = Fault::kSyntax);
  // The same for a record that was counted as used, and for which it turned out later that it
  // cannot be. Where that ends the run, the `after` records used behind it count as not read.
  [[nodiscard]] Status withdraw(const Position& position, std::string_view raw, const Error& error,
                                std::uint64_t after);

  // At the end of input: judges --max-errors P%.
  [[nodiscard]] Status finish();

 private:
  [[nodiscard]] Status refuse(Position position, std::string_view raw, const Error& error,
                              Place place, Fault fault);
  [[nodiscard]] Status stop(const Position& position, std::string_view raw, const Error& error,
                            Place place, Fault fault);

  io::Outcome& outcome_;
  io::Output* rejects_ = nullptr;
  io::ErrorLimit limit_;
  std::function<Result<std::uint64_t>()> first_line_;
  std::function<Status()> settle_first_;
  std::vector<BadRecord>* later_ = nullptr;
  std::uint64_t most_ = 0;
};

}  // namespace nd::stream
