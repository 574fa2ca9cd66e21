// line_loop: the records of a block or of all operands, one after the other: frame, project,
// consume.
//
// Belongs here: the only loop over records. Does not belong here: where lines end (line_cursor.h),
// threads (parallel.h), which operands (run.h).
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "io/block_reader.h"
#include "io/streams.h"
#include "json/line_end.h"
#include "json/projector.h"
#include "json/validate.h"
#include "stream/error_policy.h"
#include "stream/field_watch.h"
#include "stream/line_cursor.h"
#include "stream/operator.h"
#include "stream/prefilter.h"

namespace nd::stream {

// How far a line is looked at that is not validated.
enum class Walk {
  kAsFarAsNeeded,  // until all wanted fields are found
  kWhole,          // to its end: for operators that write records anew later
};

// What must hold of a line before it is a record: how the loop treats it.
class LineChecker {
 public:
  LineChecker(const json::Schema& schema, const io::LineRules& rules,
              Walk walk = Walk::kAsFarAsNeeded)
      : schema_(schema),
        projector_(schema),
        strict_(rules.strict),
        keyed_(rules.keyed),
        whole_(walk == Walk::kWhole) {
    if (rules.validate || rules.strict) validator_.emplace();
    note_needs();
  }

  // To be called before the lines of a block.
  void start_block(const io::Block& block);
  // Lets it look for the fields that are asked for.
  void watch(FieldWatch watch) {
    watch_ = std::move(watch);
    note_needs();
  }
  // With --strict a line of which fields are not asked may lack them.
  void ask_only(std::function<bool(PaddedView)> asks_of) { asks_of_ = std::move(asks_of); }
  [[nodiscard]] FieldWatch& field_watch() { return watch_; }
  // Whether a line may be passed over unread.
  [[nodiscard]] bool may_skip() const { return watch_.may_skip(); }

  // Whether a line may be KEY, TAB, RECORD.
  [[nodiscard]] bool keyed() const { return keyed_; }

  // The line's row, or why it is no record. `found`: of the line.
  [[nodiscard]] bool project(PaddedView line, json::LineEnd found) {
    // Mostly one walk does both.
    const bool checked = validator_ && is_utf8(line) &&
                         projector_.project_checked(line, found.escapes(), *validator_);
    if (!checked) {
      if (validator_ && !validated(line)) [[unlikely]]
        return false;
      if (!projector_.project(line, found.escapes())) [[unlikely]] {
        own_error_ = false;
        incomplete_ = false;
        return false;
      }
    }
    if (found.may_hold_two() || needs_more_ || begins_cut(line.begin())) [[unlikely]]
      return looked_closer(line, found);
    return true;
  }
  [[nodiscard]] json::Row row() const { return projector_.row(); }
  // Of the last line that is no record.
  [[nodiscard]] Fault fault() const { return incomplete_ ? Fault::kData : Fault::kSyntax; }
  [[nodiscard]] const Error& error() const { return own_error_ ? error_ : projector_.error(); }

 private:
  bool validated(PaddedView line);
  // Of a line of the block; false also where other lines near it are not.
  bool is_utf8(PaddedView line) {
    return (line.begin() >= stretch_.begin() && line.end() <= stretch_.end()) ? stretch_is_utf8_
                                                                              : check_stretch(line);
  }
  bool check_stretch(PaddedView line);
  bool looked_closer(PaddedView line, json::LineEnd found);
  bool walked_whole(PaddedView line);
  bool complete(PaddedView line);
  bool asked_array();
  void note_needs() {
    needs_more_ = whole_ || strict_ || watch_.is_open() || array_of_objects_ != nullptr;
  }

  const json::Schema& schema_;
  json::Projector projector_;
  std::optional<json::Validator> validator_;
  PaddedView block_;    // whose lines are looked at
  PaddedView stretch_;  // lines of it whose UTF-8 was checked at once
  bool stretch_is_utf8_ = false;
  FieldWatch watch_;
  std::function<bool(PaddedView)> asks_of_;  // empty: of all lines
  bool strict_;
  bool keyed_;
  bool whole_;
  bool needs_more_ = false;  // lines have to be looked at closer
  bool own_error_ = false;
  bool incomplete_ = false;  // it lacks a field that must be there
  Error error_;
  // The file's first line, if it is such an array and fields are wanted: nobody asks for fields of
  // it who knows what it is.
  const char* array_of_objects_ = nullptr;
};

// The record of a line KEY, TAB, RECORD, where KEY is a JSON array whose tabs are escaped; any
// other line as it is. Requires: made by trim().
[[nodiscard]] PaddedView without_key(PaddedView line);

enum class Next { kMore, kDone };

// Feeds the records of a block, from the cursor on, to `consume(record)` (returning Status). Bad
// lines and kInput errors of consume go to the policy; any other error ends the run. `done()` true
// ends it early with kDone: the cursor is behind the record then. Leaves the number of lines in the
// block at its end. Requires: start_block() of checker and prefilter. Lines that the prefilter
// skips count as used, wherever it happens to look: no fault is found with one of them.
template <class Consume, class Done>
Result<Next> consume_lines(LineCursor& cursor, LineChecker& checker, Prefilter& prefilter,
                           ErrorPolicy& policy, Consume&& consume, Done&& done) {
  LineCursor lines = cursor;  // in registers
  io::Block& block = lines.block();
  const bool special = checker.keyed() || block.too_long;
  while (!lines.at_end()) {
    if (prefilter.may_pass(lines.ahead()) && checker.may_skip()) {
      std::uint64_t passed = 0;
      const char* const ahead = prefilter.pass_over(lines.ahead(), lines.end(), passed);
      lines.skip(ahead, passed);
      policy.used(passed);
      if (lines.at_end()) break;
    }
    const json::LineEnd end = lines.find_end();
    Record record{lines.next_text(end.newline), {}, &block};
    if (special && checker.keyed()) [[unlikely]]
      record.text = without_key(record.text);
    if (record.text.empty()) [[unlikely]]
      continue;
    if (special && block.too_long) [[unlikely]] {
      ND_TRY(policy.bad(record, lines.lines(), line_too_long(), Fault::kSyntax));
      continue;
    }
    if (!checker.project(record.text, end)) [[unlikely]] {
      if (!prefilter.passes(record.text.text())) {
        ND_TRY(policy.bad(record, lines.lines(), checker.error(), checker.fault()));
        continue;
      }
    } else {
      record.row = checker.row();
      if (auto status = consume(std::as_const(record)); !status) [[unlikely]] {
        ND_TRY(policy.bad(record, lines.lines(), status.error(), Fault::kData));
        continue;
      }
    }
    policy.used();
    if (done()) [[unlikely]] {
      cursor = lines;
      return Next::kDone;
    }
  }
  cursor = lines;
  block.lines = lines.lines();
  return Next::kMore;
}

// The same for all records of a block.
template <class Consume, class Done>
Result<Next> consume_block(io::Block& block, LineChecker& checker, Prefilter& prefilter,
                           ErrorPolicy& policy, Consume&& consume, Done&& done) {
  LineCursor lines(block);
  prefilter.start_block(lines.ahead(), block.text.size());
  checker.start_block(block);
  return consume_lines(lines, checker, prefilter, policy, consume, done);
}

// Feeds every record of the operands to `consume`.
template <class Consume, class Done>
Status for_each_record(io::BlockReader& reader, LineChecker& checker, ErrorPolicy& policy,
                       Consume&& consume, Done&& done) {
  io::Block block;
  Prefilter none;
  while (ND_TRY(reader.next(block))) {
    if (ND_TRY(consume_block(block, checker, none, policy, consume, done)) == Next::kDone) break;
  }
  return {};
}

}  // namespace nd::stream
