// Order and equality of values as jq's operators have them: as json::compare, but NaN is below
// every number, itself too.
#pragma once

#include <compare>
#include <span>
#include <vector>

#include "json/value.h"

namespace nd::expr {

// Requires: nested values are trees.
[[nodiscard]] std::strong_ordering order(const json::Value& a, const json::Value& b);

[[nodiscard]] inline bool same(const json::Value& a, const json::Value& b) {
  if (a.kind() == json::Kind::kString && b.kind() == json::Kind::kString)
    return a.text() == b.text();
  if (a.kind() == json::Kind::kInt && b.kind() == json::Kind::kInt)
    return a.int_value() == b.int_value();
  return order(a, b) == 0;
}

[[nodiscard]] bool is_nan(const json::Value& value);

// The members in the order of their keys, appended to `out`.
void sort_members(std::span<const json::Member> members, std::vector<const json::Member*>& out);

}  // namespace nd::expr
