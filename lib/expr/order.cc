#include "expr/order.h"

#include <algorithm>
#include <cmath>

namespace nd::expr {
namespace {

using json::Kind;
using json::Member;
using json::Value;

std::strong_ordering order_arrays(std::span<const Value> a, std::span<const Value> b) {
  const std::size_t both = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (const auto result = order(a[i], b[i]); result != 0) return result;
  }
  return a.size() <=> b.size();
}

// The sets of keys first, as sorted arrays; then the values in that order.
std::strong_ordering order_objects(const Value& a, const Value& b) {
  std::vector<const Member*> x;
  std::vector<const Member*> y;
  sort_members(a.members(), x);
  sort_members(b.members(), y);
  const std::size_t both = std::min(x.size(), y.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (const auto result = x[i]->key <=> y[i]->key; result != 0) return result;
  }
  if (x.size() != y.size()) return x.size() <=> y.size();
  for (std::size_t i = 0; i < both; ++i) {
    if (const auto result = order(x[i]->value, y[i]->value); result != 0) return result;
  }
  return std::strong_ordering::equal;
}

}  // namespace

void sort_members(std::span<const Member> members, std::vector<const Member*>& out) {
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  for (const Member& member : members)
    out.push_back(&member);
  std::sort(out.begin() + first, out.end(),
            [](const Member* x, const Member* y) { return x->key < y->key; });
}

bool is_nan(const Value& value) {
  return value.kind() == Kind::kDouble && std::isnan(value.double_value());
}

std::strong_ordering order(const Value& a, const Value& b) {
  if (a.is_array() && b.is_array()) return order_arrays(a.items(), b.items());
  if (a.is_object() && b.is_object()) return order_objects(a, b);
  if (is_nan(a) && b.is_number()) return std::strong_ordering::less;
  // Scalars, or values of different kinds, which compare by kind alone.
  return json::compare(a, b);
}

}  // namespace nd::expr
