// SlotSet: some of the slots of a schema.
#pragma once

#include <cstddef>
#include <vector>

#include "json/schema.h"

namespace nd::json {

// Owner. Empty at first; grows with what is added.
class SlotSet {
 public:
  void add(std::size_t slot) {
    if (slot >= has_.size()) has_.resize(slot + 1);
    has_[slot] = true;
  }
  void add(Slot slot) { add(static_cast<std::size_t>(slot)); }
  [[nodiscard]] bool has(std::size_t slot) const { return slot < has_.size() && has_[slot]; }

 private:
  std::vector<bool> has_;
};

}  // namespace nd::json
