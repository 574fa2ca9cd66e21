#include "json/schema.h"

#include <algorithm>

namespace nd::json {

Slot Schema::add(const FieldPath& path) {
  const auto found = std::find(paths_.begin(), paths_.end(), path);
  const auto index = found - paths_.begin();
  if (found == paths_.end()) paths_.push_back(path);
  return static_cast<Slot>(index);
}

}  // namespace nd::json
