// Rows: the rows of a table in memory, found by key: the build side of a join.
//
// Belongs here: what is kept of a row, keys that stand in several rows, intervals. Does not belong
// here: reading a table, keys that are expressions (join/join_table.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"
#include "key/key_table.h"

namespace nd::table {

// What a key that stands in several rows of the table means.
enum class Repeats {
  kError,  // the table cannot be used; rows whose intervals do not overlap are no repeats
  kFirst,  // the first row counts
  kAll,    // all rows count
};

// Both ends belong to it; a missing (null) bound is open.
struct Interval {
  json::Value start;
  json::Value end;
};

// Owner of all that was added. Memory: the keys, members and bounds.
class Rows {
 public:
  using Row = std::uint32_t;
  static constexpr Row kNoRow = UINT32_MAX;

  // Appends a row of the key (KeyEncoder's bytes of all key values), copying what it is given. All
  // rows have an interval, or none has. kInput if it repeats a key (Repeats::kError), if bounds do
  // not compare, or if there are too many rows.
  Status add(std::string_view key, std::string_view members,
             const std::optional<Interval>& interval, Repeats repeats);

  // The first row of a key, the next one of the same key; kNoRow: there is none.
  [[nodiscard]] Row first(PaddedView key) const {
    const auto id = ids_.find(ids_.probe(key));
    return id ? heads_[*id] : kNoRow;
  }
  [[nodiscard]] Row next(Row row) const { return next_[row]; }

  // Whether the row's interval holds the value. kInput if they are of kinds that do not compare.
  [[nodiscard]] Result<bool> holds(Row row, const json::Value& moment) const;

  // What the row adds to a record: members of an object, without braces: "a":1,"b":{"c":"x"}.
  [[nodiscard]] std::string_view members(Row row) const { return members_[row]; }

 private:
  [[nodiscard]] Status check_apart(Row row, const std::optional<Interval>& interval) const;

  key::KeyTable ids_;
  std::vector<Row> heads_;  // by id
  std::vector<Row> tails_;
  std::vector<Row> next_;  // by row, as the others
  std::vector<std::string_view> members_;
  std::vector<Interval> intervals_;  // empty if the table has none
  Arena arena_;
};

}  // namespace nd::table
