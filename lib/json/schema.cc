#include "json/schema.h"

#include <algorithm>

namespace nd::json {

Slot Schema::add(const FieldPath& path) {
  const Slot slot = add_optional(path);
  expected_[static_cast<std::size_t>(slot)] = true;
  return slot;
}

Slot Schema::add_optional(const FieldPath& path) {
  const auto found = std::find(paths_.begin(), paths_.end(), path);
  const auto index = found - paths_.begin();
  if (found == paths_.end()) {
    paths_.push_back(path);
    expected_.push_back(false);
  }
  return static_cast<Slot>(index);
}

}  // namespace nd::json
