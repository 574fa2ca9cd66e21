#include "table/rows.h"

#include <string>

#include "json/tree.h"

namespace nd::table {
namespace {

// a <= b, where a missing bound is beyond everything.
Result<bool> not_above(const json::Value& a, const json::Value& b) {
  if (a.is_null() || b.is_null()) return true;
  const bool comparable = (a.is_number() && b.is_number()) || (a.is_string() && b.is_string());
  if (!comparable) {
    return input_error("cannot compare the {} and the {} that bound an interval",
                       json::type_name(a), json::type_name(b));
  }
  return json::compare(a, b) <= 0;
}

}  // namespace

Status Rows::add(std::string_view key, std::string_view members,
                 const std::optional<Interval>& interval, Repeats repeats) {
  if (members_.size() == kNoRow) return input_error("the table has more than 4,294,967,294 rows");
  const key::KeyTable::Found found = ids_.find_or_insert(key);
  if (!found.inserted && repeats == Repeats::kFirst && !interval) return {};
  if (!found.inserted && repeats == Repeats::kError) {
    ND_TRY(check_apart(heads_[found.id], interval));
  }
  const auto row = static_cast<Row>(members_.size());
  members_.push_back(arena_.copy(members));
  next_.push_back(kNoRow);
  if (interval) {
    intervals_.push_back(
        {json::deep_copy(interval->start, arena_), json::deep_copy(interval->end, arena_)});
  }
  if (found.inserted) {
    heads_.push_back(row);
    tails_.push_back(row);
    return {};
  }
  next_[tails_[found.id]] = row;
  tails_[found.id] = row;
  return {};
}

// That no row of the key, the first of which is `row`, holds a moment of the interval.
Status Rows::check_apart(Row row, const std::optional<Interval>& interval) const {
  if (!interval) return input_error("the key has stood before; see --duplicates");
  for (; row != kNoRow; row = next_[row]) {
    if (ND_TRY(not_above(interval->start, intervals_[row].end)) &&
        ND_TRY(not_above(intervals_[row].start, interval->end))) {
      return input_error(
          "the key has stood before with an interval that overlaps; see --duplicates");
    }
  }
  return {};
}

Result<bool> Rows::holds(Row row, const json::Value& moment) const {
  if (moment.is_null()) return false;
  const Interval& interval = intervals_[row];
  return ND_TRY(not_above(interval.start, moment)) && ND_TRY(not_above(moment, interval.end));
}

}  // namespace nd::table
