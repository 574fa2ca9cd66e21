// Operator: what a tool does with each record.
#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "io/output.h"
#include "io/streams.h"
#include "stream/field_watch.h"
#include "stream/prefilter.h"
#include "stream/record.h"

namespace nd::io {
class ChunkedFiles;
}

namespace nd::stream {

// Takes back a record that consume() has taken, for an error that came out later: ErrorPolicy's
// withdraw(). An error of it ends the run.
using Withdraw = std::function<Status(const Position& position, std::string_view raw,
                                      const Error& error, std::uint64_t after)>;

// When an operator writes.
enum class Writes {
  kAlong,  // while it reads
  kAtEnd,  // in finish() alone
};

// Streaming if finish() writes nothing, else blocking. A kInput error from consume() concerns this
// record alone and is treated like a bad line (stop, or --rejects); it must leave the output as it
// was before, and the operator too, unless the error is one of what the record was made into, which
// others may be made of all the same. Optional: `Writes writes() const`, kAlong without it;
// `bool done() const`: no further record is wanted;
// `std::string required_text() const`: an object record without these bytes and without backslash-u
// leaves operator and output as they are (empty: there are none); `bool rewrites_later() const`:
// records are kept as text and written anew at the end, when it is too late to refuse one; `bool
// needs_order() const`: what it makes depends on which record comes first, so that it is never
// forked; `std::vector<io::Tally> take_tallies()`: what it has tallied of the records that it used
// since the last call; `bool asks_of(PaddedView line)`: whether fields are asked of the line, so
// that none of them may be missing with --strict (of all lines without it); `Status
// settle(io::Output& out)`: records given to consume() may wait, as views, until this is called,
// which is before the bytes of their block go, more input is waited for, a bad record is dealt
// with, or the run stops; its errors are not of a record; `void withdraw_by(Withdraw withdraw)`,
// called before the first record: how a record is taken back that waited, or was held.
template <class Op>
concept Operator = requires(Op op, const Record& record, io::Output& out) {
  { op.consume(record, out) } -> std::same_as<Status>;
  { op.finish(out) } -> std::same_as<Status>;
};

// What looks for the fields that the operator asks for, where it tells which ones it missed:
// `void add_lacked(json::SlotSet& out) const` adds the fields that it asked for in vain, at least
// once. `const std::vector<json::FieldPath>& named_fields() const`: fields that it looks for by
// itself, without a slot. The operator must outlive it.
template <class Op>
[[nodiscard]] FieldWatch field_watch_of(const Op& op, const json::Schema& schema,
                                        const Prefilter& prefilter) {
  if constexpr (requires(json::SlotSet & out) { op.add_lacked(out); }) {
    FieldWatch watch(
        schema, [&op](json::SlotSet& out) { op.add_lacked(out); }, prefilter.is_usable());
    if constexpr (requires { op.named_fields(); }) watch.look_for(op.named_fields());
    return watch;
  }
  return {};
}

// An operator that can work in parts: fork() makes another one that starts from nothing and is used
// by one thread; absorb() takes in what a fork has gathered once it has seen its records. What
// forks write is put into the order of the input; what they gather must not depend on the order in
// which they are absorbed. Optional: `Status close()`, called on the fork's thread after its last
// record: what can be done before absorb().
template <class Op>
concept ForkableOperator = Operator<Op> && requires(Op op, Op other) {
  { op.fork() } -> std::same_as<Op>;
  { op.absorb(std::move(other)) } -> std::same_as<Status>;
};

// What a thread has found in a chunk of a file (partwise.h).
struct FoundPart {
  std::string_view found;  // as the reader wrote it
  // The text that the reader was given; empty for an operator that reads again.
  std::string_view text;
};

// An operator whose records can be read by others: part_reader() makes an operator for one thread;
// its start_part(chunk, block, out) is called before the records of a chunk. What it writes, in a
// form that the two agree on, is given to take_part(part, out), the chunks in order. Optional:
// `void end_part(io::Output& out)` of the reader, behind the records of a chunk; `void
// read_again_from(const io::ChunkedFiles& files)`, called first: finish() reads the texts of
// records again, and take_part() does without; `bool follows(std::string_view found)`: false where
// what precedes the chunk turns out to matter for it: then it is read once more, by a new
// part_reader(), and taken as it is found then.
template <class Op>
concept PartwiseOperator = Operator<Op> && requires(Op op, const FoundPart& part, io::Output& out) {
  op.part_reader();
  { op.take_part(part, out) } -> std::same_as<Status>;
};

template <class Op>
concept ReadsAgain = requires(Op op, const io::ChunkedFiles& files) {
  op.read_again_from(files);
};

template <class Op>
[[nodiscard]] bool follows(const Op& op, std::string_view found) {
  if constexpr (requires { op.follows(found); }) {
    return op.follows(found);
  } else {
    return true;
  }
}

template <class Op>
[[nodiscard]] Writes writes_of(const Op& op) {
  if constexpr (requires { op.writes(); }) {
    return op.writes();
  } else {
    return Writes::kAlong;
  }
}

template <class Op>
[[nodiscard]] bool needs_order(const Op& op) {
  if constexpr (requires { op.needs_order(); }) {
    return op.needs_order();
  } else {
    return false;
  }
}

// Puts what the operator has tallied into the counts when it goes, also where the run fails.
template <class Op>
struct TalliesAtEnd {
  Op& op;
  io::Counts& counts;

  ~TalliesAtEnd() {
    if constexpr (requires { op.take_tallies(); }) counts.add_tallies(op.take_tallies());
  }
};

// Which lines fields are asked of; empty: all.
template <class Op>
[[nodiscard]] std::function<bool(PaddedView)> asked_by(Op& op) {
  if constexpr (requires(PaddedView line) { op.asks_of(line); }) {
    return [&op](PaddedView line) { return op.asks_of(line); };
  } else {
    return {};
  }
}

// Ends all waiting of records.
template <class Op>
[[nodiscard]] Status settle(Op& op, io::Output& out) {
  if constexpr (requires { op.settle(out); }) {
    return op.settle(out);
  } else {
    return {};
  }
}

template <class Op>
[[nodiscard]] bool rewrites_later(const Op& op) {
  if constexpr (requires { op.rewrites_later(); }) {
    return op.rewrites_later();
  } else {
    return false;
  }
}

// What passes over the records that the operator has no use for.
template <class Op>
[[nodiscard]] Prefilter prefilter_of(const Op& op, const io::LineRules& rules) {
  if constexpr (requires { op.required_text(); }) {
    const bool every_byte = rules.validate || rules.strict;
    if (!every_byte && !rules.keyed) return Prefilter(op.required_text());
  }
  return {};
}

}  // namespace nd::stream
