// Schema: the projection list, the field paths that a tool wants of each record, known before
// anything is read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "json/field_path.h"
#include "json/value.h"

namespace nd::json {

// The place of a field in a Row.
enum class Slot : std::uint32_t {};

// The projected tuple: one value for each slot. A view of the projector's storage.
using Row = std::span<const Value>;

// Owner; complete before a Projector is made of it.
class Schema {
 public:
  // The slot of a path; the same path always has the same slot.
  Slot add(const FieldPath& path);
  // The slot of a path that is looked at only to see whether something is there: a record that
  // lacks it lacks nothing.
  Slot add_optional(const FieldPath& path);
  // Whether a record is expected to have the field.
  [[nodiscard]] bool expects(std::size_t slot) const { return expected_[slot]; }
  [[nodiscard]] std::size_t size() const { return paths_.size(); }
  [[nodiscard]] const FieldPath& path(Slot slot) const {
    return paths_[static_cast<std::size_t>(slot)];
  }
  [[nodiscard]] const std::vector<FieldPath>& paths() const { return paths_; }

  // Room behind the fields of a row for values that are found out about the record as a whole: at
  // least `count` of them.
  void reserve_found(std::size_t count) { found_ = std::max(found_, count); }
  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  std::vector<FieldPath> paths_;
  std::vector<bool> expected_;
  std::size_t found_ = 0;
};

[[nodiscard]] inline const Value& at(Row row, Slot slot) {
  return row[static_cast<std::size_t>(slot)];
}

// The place of a value that is found out about the record; missing until then. The projector
// empties it for the next record. It can be written, though the row is a view: a row is of one
// thread, and what one user of it finds out saves the others the work. Requires: i <
// Schema::found().
[[nodiscard]] inline Value& found_at(Row row, std::size_t i) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): the projector's storage is not const
  return const_cast<Value&>(row[row.size() - 1 - i]);
}

}  // namespace nd::json
