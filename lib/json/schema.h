// Schema: the projection list, the field paths that a tool wants of each record, known before
// anything is read.
#pragma once

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
  [[nodiscard]] std::size_t size() const { return paths_.size(); }
  [[nodiscard]] const FieldPath& path(Slot slot) const {
    return paths_[static_cast<std::size_t>(slot)];
  }
  [[nodiscard]] const std::vector<FieldPath>& paths() const { return paths_; }

 private:
  std::vector<FieldPath> paths_;
};

[[nodiscard]] inline const Value& at(Row row, Slot slot) {
  return row[static_cast<std::size_t>(slot)];
}

}  // namespace nd::json
