#include "table/rows.h"

#include <algorithm>
#include <numeric>

namespace nd::table {

Result<Rows::Row> Rows::add(std::string_view key, Repeats repeats) {
  if (size_ == kNoRow) return input_error("the table has more than 4,294,967,294 rows");
  const key::KeyTable::Found found = ids_.find_or_insert(key);
  if (!found.inserted && repeats == Repeats::kFirst) return kNoRow;
  if (!found.inserted && repeats == Repeats::kError) return input_error("the key has stood before");
  const auto row = static_cast<Row>(size_++);
  link(found.id, row);
  return row;
}

Result<Rows::Row> Rows::add(std::string_view key, const Span& span) {
  if (!span.from.is_open() && !span.to.is_open() && span.to.before(span.from))
    return input_error("the row's end lies before its beginning, so that it never holds");
  const Row row = ND_TRY(add(key, Repeats::kAll));
  spans_.push_back({span.from.kept(arena_), span.to.kept(arena_)});
  return row;
}

// Puts the row, which is the last, at the end of its key's chain.
void Rows::link(std::uint32_t id, Row row) {
  if (heads_.empty()) {
    if (id == row) return;
    heads_.resize(row);
    std::iota(heads_.begin(), heads_.end(), 0);
    tails_ = heads_;
    next_.assign(row, kNoRow);
  }
  next_.push_back(kNoRow);
  if (id == heads_.size()) {
    heads_.push_back(row);
    tails_.push_back(row);
    return;
  }
  next_[tails_[id]] = row;
  tails_[id] = row;
}

bool Rows::holds(Row row, const Moment& moment) const {
  const Span& span = spans_[row];
  if (!span.from.is_open() && moment.before(span.from)) return false;
  if (until_ == Until::kNext || span.to.is_open()) return true;
  return until_ == Until::kEnd ? !span.to.before(moment) : moment.before(span.to);
}

// Whether no moment is in it.
bool Rows::is_empty(const Span& span) const {
  if (until_ != Until::kShortOfEnd || span.from.is_open() || span.to.is_open()) return false;
  return !span.from.before(span.to);
}

bool Rows::begins_before(Row a, Row b) const {
  const Moment& first = spans_[a].from;
  const Moment& second = spans_[b].from;
  if (first.is_open() || second.is_open()) return first.is_open() && !second.is_open();
  return first.before(second);
}

// Requires: `later` does not begin before `earlier`.
bool Rows::clashes(Row earlier, Row later) const {
  const Moment& from = spans_[later].from;
  if (until_ == Until::kNext || from.is_open()) return !begins_before(earlier, later);
  return holds(earlier, from);
}

std::optional<Rows::Clash> Rows::settle(Until until) {
  until_ = until;
  std::optional<Clash> found;
  const auto ids = static_cast<std::uint32_t>(ids_.size());
  order_.reserve(size_);
  begin_.reserve(ids + std::size_t{1});
  for (std::uint32_t id = 0; id < ids; ++id) {
    const auto begin = static_cast<std::uint32_t>(order_.size());
    begin_.push_back(begin);
    for (Row row = heads_.empty() ? id : heads_[id]; row != kNoRow; row = next(row)) {
      if (!is_empty(spans_[row])) order_.push_back(row);
    }
    const auto rows = std::span(order_).subspan(begin);
    std::stable_sort(rows.begin(), rows.end(),
                     [this](Row a, Row b) { return begins_before(a, b); });
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (!clashes(rows[i - 1], rows[i])) continue;
      const Clash clash{std::min(rows[i - 1], rows[i]), std::max(rows[i - 1], rows[i])};
      if (!found || clash.second < found->second) found = clash;
    }
  }
  begin_.push_back(static_cast<std::uint32_t>(order_.size()));
  return found;
}

std::span<const Rows::Row> Rows::at_moment(std::uint32_t id, const Moment& moment) const {
  const auto rows = std::span(order_).subspan(begin_[id], begin_[id + 1] - begin_[id]);
  // Behind the last one that begins at the moment or before.
  const auto end = std::partition_point(rows.begin(), rows.end(), [&](Row row) {
    return spans_[row].from.is_open() || !moment.before(spans_[row].from);
  });
  if (end == rows.begin() || !holds(*(end - 1), moment)) return {};
  auto begin = end - 1;
  while (begin != rows.begin() && !begins_before(*(begin - 1), *begin))
    --begin;
  return {begin, end};
}

}  // namespace nd::table
