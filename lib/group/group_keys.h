// GroupKeys: the keys of groups: where they stand in a record, and which of them are of several
// values, so that one record may belong to several groups.
//
// Belongs here: what is known of keys beside their values; the key under which the total's own
// states lie. Does not belong here: how keys are read (grouping.h, key_product.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "json/field_path.h"

namespace nd::group {

enum class Values : bool { kOne, kSeveral };  // what a record gives of a key

// What stands behind the path of a key of several values in its name. No path ends with it.
inline constexpr std::string_view kSeveralMark = "[]";

class GroupKeys {
 public:
  void add(json::FieldPath path, Values values);

  [[nodiscard]] std::size_t size() const { return paths_.size(); }
  [[nodiscard]] bool empty() const { return paths_.empty(); }
  [[nodiscard]] const std::vector<json::FieldPath>& paths() const { return paths_; }
  [[nodiscard]] bool is_several(std::size_t key) const { return values_[key] == Values::kSeveral; }
  [[nodiscard]] bool any_several() const { return several_ != 0; }
  // The paths of the others.
  [[nodiscard]] std::vector<json::FieldPath> single_paths() const;
  // The name as partials write it: "day", or "topic[]" of a key of several values.
  [[nodiscard]] std::string name(std::size_t key) const;
  // For messages: "day, topic", "none".
  [[nodiscard]] std::string list() const;

  friend bool operator==(const GroupKeys&, const GroupKeys&) = default;

 private:
  std::vector<json::FieldPath> paths_;
  std::vector<Values> values_;
  std::size_t several_ = 0;  // how many are of several values
};

// Where a key is of several values the groups overlap and do not add up to the total. It then has
// states of its own, a group for each combination of the other keys: its encoded key is this byte,
// with which no value begins, and the others' values. So it comes before all groups.
inline constexpr char kTotalMark = 1;
[[nodiscard]] inline bool is_total(std::string_view key) {
  return !key.empty() && key[0] == kTotalMark;
}

}  // namespace nd::group
