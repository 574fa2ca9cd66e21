// A hash join of two files that are told apart by their keys. The records of the older file lie in
// a table as far as its memory goes; those of the newer file look there for the record that they
// stand against, and what differs goes to a sorter as the line that will leave. Everything that did
// not meet in the table goes to the same sorter as it is: what the table had no room for, and what
// the newer file has beside it. There a key's records stand behind one another, the older first.
//
// What was written cannot be taken back, and two records of one key may meet only there: so the
// answers wait until all of them are made.
#include "compare/diff.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/wording.h"
#include "json/validate.h"
#include "key/key_format.h"

namespace nd::compare {
namespace {

constexpr std::size_t kLineBytes = sizeof(std::uint64_t);

// What the walk over a record does not look at, but would be found too late when it is compared.
Status check_text(const stream::Record& record) {
  const std::size_t bad = json::find_invalid_utf8(record.text.text());
  return bad == std::string_view::npos ? Status() : input_error_at(bad, "not valid UTF-8");
}

}  // namespace

// Of the memory the table has five eighths, the sorter a quarter, the answers an eighth.
Diff::Diff(columns::KeyColumns keys, columns::KeyFields key_fields, FieldRules rules,
           Options options)
    : keys_(std::move(keys)),
      key_fields_(std::move(key_fields)),
      difference_(std::move(rules)),
      options_(std::move(options)),
      same_bytes_same_key_(true),
      old_(options_.memory / 8 * 5),
      kinds_(keys_.size()),
      waiting_({options_.memory / 4, options_.directory, options_.jobs}) {
  for (std::size_t i = 0; i < keys_.size(); ++i)
    same_bytes_same_key_ = same_bytes_same_key_ && keys_.is_field(i);
}

void Diff::note_repeat(Side side, std::uint64_t line, std::uint64_t other, std::string_view key) {
  std::string text;
  key_fields_.append(text, key);
  const bool is_null = std::all_of(key.begin(), key.end(), [](char byte) {
    return static_cast<unsigned char>(byte) == key::format::kTagNull;
  });
  repeat_ =
      Repeat{side, std::min(line, other), std::max(line, other), text + '}', is_null, number_};
}

// What was counted of records behind it is as if they had not been given.
void Diff::note_repeat(const Given& given, std::uint64_t other) {
  note_repeat(given.side, given.line, other, key_of(given));
  repeat_->given = given.number;
  same_ -= as_expected_ - given.as_expected;
}

Status Diff::wait(std::string_view key, Waiting what, std::uint64_t line, std::string_view text) {
  if (what != Waiting::kAnswer) ++may_repeat_;
  waiting_text_.resize(kLineBytes);
  std::memcpy(waiting_text_.data(), &line, kLineBytes);
  waiting_text_.append(text);
  key_.clear();
  key_.append(key);
  key_.push_back(static_cast<char>(what));
  return waiting_.add(key_.view(), waiting_text_);
}

// Two editions of a file are mostly in one order, and most of their records are the same, byte for
// byte: these need no look-up.
bool Diff::is_as_expected(const stream::Record& record) const {
  return same_bytes_same_key_ && expected_ < old_.size() && old_.met_in(expected_) == 0 &&
         old_.text(expected_) == record.text.text() && options_.told != Told::kAll;
}

Status Diff::consume(Side side, const stream::Record& record, std::uint64_t line) {
  if (side == Side::kNew && is_as_expected(record)) {
    old_.meet(expected_++, line);
    ++same_;
    ++as_expected_;
    ++number_;
    return {};
  }
  ND_TRY(check_text(record));
  const std::size_t begin = given_keys_.size();
  if (auto status = keys_.append(given_keys_, record); !status) {
    given_keys_.truncate(begin);
    return status;
  }
  given_.push_back({side,
                    begin,
                    given_keys_.size() - begin,
                    record.text.text(),
                    line,
                    ++number_,
                    as_expected_,
                    {},
                    {}});
  return given_.size() < kGivenAtOnce ? Status() : flush();
}

// Memory is met at random: each step fetches what the next one looks at, for all records that were
// given, so that they wait for it together.
void Diff::look_up() {
  for (Given& given : given_) {
    given.probe = old_.probe(given_keys_.padded().substr(given.key_begin, given.key_size));
    old_.prefetch(given.probe);
  }
  for (Given& given : given_) {
    if (given.side == Side::kNew) given.row = old_.find(given.probe);
    if (given.row) old_.prefetch(*given.row);
  }
  for (const Given& given : given_) {
    if (given.row) old_.prefetch_text(*given.row);
  }
}

Status Diff::flush() {
  look_up();
  for (const Given& given : given_) {
    if (repeat_) break;
    if (changed_ + same_ == 0) kinds_.note(static_cast<std::size_t>(given.side), key_of(given));
    ND_TRY(given.side == Side::kOld ? add_old(given) : add_new(given));
  }
  given_.clear();
  given_keys_.clear();
  return {};
}

Status Diff::add_old(const Given& given) {
  const OldRecords::Added added = old_.add(given.probe, key_of(given), given.text, given.line);
  using Verdict = OldRecords::Added::Verdict;
  if (added.verdict == Verdict::kAdded) [[likely]]
    return {};
  if (added.verdict == Verdict::kFull)
    return wait(key_of(given), Waiting::kOld, given.line, given.text);
  note_repeat(given, old_.line(added.row));
  return {};
}

Status Diff::add_new(const Given& given) {
  if (!given.row) return wait(key_of(given), Waiting::kNew, given.line, given.text);
  const OldRecords::Row row = *given.row;
  if (old_.met_in(row) != 0) {
    note_repeat(given, old_.met_in(row));
    return {};
  }
  answer_.clear();
  ND_TRY(append_compared(answer_, key_of(given), old_.text(row), given.text));
  old_.meet(row, given.line);
  expected_ = row + 1;
  return answer_.empty() ? Status() : wait(key_of(given), Waiting::kAnswer, given.line, answer_);
}

void Diff::append_whole(std::string& out, std::string_view key, std::string_view change,
                        std::string_view record) {
  key_fields_.append(out, key);
  out += R"(,"change":")";
  out += change;
  out += R"(","record":)";
  out += record;
  out += '}';
}

void Diff::append_removed(std::string& out, std::string_view key, std::string_view record) {
  ++removed_;
  if (options_.told != Told::kNothing) append_whole(out, key, "removed", record);
}

void Diff::append_added(std::string& out, std::string_view key, std::string_view record) {
  ++added_;
  if (options_.told != Told::kNothing) append_whole(out, key, "added", record);
}

Status Diff::append_compared(std::string& out, std::string_view key, std::string_view older,
                             std::string_view newer) {
  fields_.clear();
  const bool differ = older != newer && ND_TRY(difference_.find(older, newer, fields_));
  ++(differ ? changed_ : same_);
  if (!differ && options_.told == Told::kAll) append_whole(out, key, "same", newer);
  if (!differ || options_.told == Told::kNothing) return {};
  key_fields_.append(out, key);
  out += R"(,"change":"changed","fields":)";
  out += fields_;
  out += '}';
  return {};
}

Status Diff::close_group(sort::FinalOutput& out) {
  if (!group_.old_waits) return {};
  group_.old_waits = false;
  append_removed(answer_, group_.key, group_.old_text);
  return write(out);
}

// Writes the answer, if there is one.
Status Diff::write(sort::FinalOutput& out) {
  if (answer_.empty()) return {};
  const Status status = out.add(answer_);
  answer_.clear();
  return status;
}

Status Diff::settle(const sort::KeyedText& keyed, sort::FinalOutput& out) {
  if (repeat_) return {};
  const std::string_view key = keyed.key.substr(0, keyed.key.size() - 1);
  const auto what = static_cast<Waiting>(keyed.key.back());
  std::uint64_t line = 0;
  std::memcpy(&line, keyed.text.data(), kLineBytes);
  const std::string_view text = keyed.text.substr(kLineBytes);
  if (!group_.any || group_.key != key) {
    ND_TRY(close_group(out));
    group_.key.assign(key);
    group_.any = true;
    group_.old_line = group_.new_line = 0;
  }
  if (what == Waiting::kAnswer) {
    answer_.assign(text);
    return write(out);
  }
  const Side side = what == Waiting::kOld ? Side::kOld : Side::kNew;
  std::uint64_t& first = side == Side::kOld ? group_.old_line : group_.new_line;
  if (first != 0) {
    note_repeat(side, first, line, key);
    return {};
  }
  first = line;
  if (side == Side::kOld) {
    group_.old_text.assign(text);
    group_.old_waits = true;
    return {};
  }
  if (group_.old_waits) {
    group_.old_waits = false;
    ND_TRY(append_compared(answer_, key, group_.old_text, text));
  } else {
    append_added(answer_, key, text);
  }
  return write(out);
}

Status Diff::finish(io::Output& out) {
  answer_.clear();
  ND_TRY(old_.for_each_unmet([&](std::string_view key, OldRecords::Row row) -> Status {
    append_removed(answer_, key, old_.text(row));
    if (answer_.empty()) return {};
    ND_TRY(wait(key, Waiting::kAnswer, old_.line(row), answer_));
    answer_.clear();
    return {};
  }));
  // One that waits alone cannot repeat another.
  using Leave = sort::FinalOutput::Leave;
  sort::FinalOutput answers(out, may_repeat_ < 2 ? Leave::kAtOnce : Leave::kInTheEnd,
                            {options_.memory, options_.directory});
  ND_TRY(waiting_.drain([&](const sort::KeyedText& keyed) { return settle(keyed, answers); }));
  ND_TRY(close_group(answers));
  return repeat_ ? Status() : answers.finish();
}

std::vector<io::Tally> Diff::tallies() const {
  return {{"added", added_}, {"removed", removed_}, {"changed", changed_}, {"same", same_}};
}

std::string Diff::notes(std::string_view old_file, std::string_view new_file) const {
  std::string notes;
  const auto clash = kinds_.clash();
  if (clash && added_ > 0 && removed_ > 0 && changed_ + same_ == 0) {
    const std::string name = keys_.name(clash->column);
    notes = fmt::format("no key of {} is in {}: {} is {} in the one and {} in the other",
                        in_quotes(old_file), in_quotes(new_file), in_quotes(name), clash->kinds[0],
                        clash->kinds[1]);
    if (keys_.is_field(clash->column)) {
      notes += fmt::format("; -k '{}=({}|tostring)' makes texts of both", name,
                           keys_.path(clash->column).print());
    }
  }
  for (const json::FieldPath& path : difference_.idle_tolerances()) {
    if (!notes.empty()) notes += '\n';
    notes += fmt::format("the tolerance of {} met no two numbers", path.print());
  }
  return notes;
}

}  // namespace nd::compare
