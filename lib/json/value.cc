#include "json/value.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/number.h"

namespace nd::json {
namespace {

// Where a kind stands in the order of values; kinds of one rank are compared by value.
int rank(Kind kind) {
  switch (kind) {
    case Kind::kMissing:
    case Kind::kNull:
      return 0;
    case Kind::kFalse:
      return 1;
    case Kind::kTrue:
      return 2;
    case Kind::kInt:
    case Kind::kUint:
    case Kind::kDouble:
    case Kind::kNumberText:
      return 3;
    case Kind::kString:
      return 4;
    case Kind::kArray:
      return 5;
    case Kind::kObject:
      return 6;
  }
  return 0;
}

Decimal decimal_of_value(const Value& number, std::string& scratch) {
  switch (number.kind()) {
    case Kind::kInt:
      return decimal_of(number.int_value(), scratch);
    case Kind::kUint:
      return decimal_of(number.uint_value(), scratch);
    case Kind::kDouble:
      return decimal_of(number.double_value(), scratch);
    default:
      return decimal_of(number.text(), scratch);
  }
}

// Orders by infinities and NaN: NaN < -inf < finite < inf. 0 for what is finite.
int non_finite_rank(const Value& number) {
  if (number.kind() != Kind::kDouble || std::isfinite(number.double_value())) return 0;
  if (std::isnan(number.double_value())) return -2;
  return number.double_value() < 0 ? -1 : 1;
}

std::strong_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.kind() == Kind::kInt && b.kind() == Kind::kInt) return a.int_value() <=> b.int_value();
  if (a.kind() == Kind::kUint && b.kind() == Kind::kUint) return a.uint_value() <=> b.uint_value();
  const int a_rank = non_finite_rank(a);
  const int b_rank = non_finite_rank(b);
  if (a_rank != 0 || b_rank != 0) return a_rank <=> b_rank;
  if (a.kind() == Kind::kDouble && b.kind() == Kind::kDouble) {
    const double x = a.double_value();
    const double y = b.double_value();
    return x < y   ? std::strong_ordering::less
           : x > y ? std::strong_ordering::greater
                   : std::strong_ordering::equal;
  }
  // Doubles of decimals that differ clearly decide without an allocation.
  const double x = a.to_double();
  const double y = b.to_double();
  if (std::isfinite(x) && std::isfinite(y)) {
    const double gap = std::max(std::abs(x), std::abs(y)) * 1e-15;
    if (x < y - gap) return std::strong_ordering::less;
    if (x > y + gap) return std::strong_ordering::greater;
  }
  std::string a_digits;
  std::string b_digits;
  return nd::compare_decimals(decimal_of_value(a, a_digits), decimal_of_value(b, b_digits));
}

std::strong_ordering compare_arrays(std::span<const Value> a, std::span<const Value> b) {
  const std::size_t both = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (const auto order = compare(a[i], b[i]); order != 0) return order;
  }
  return a.size() <=> b.size();
}

std::vector<const Member*> sorted_members(const Value& object) {
  std::vector<const Member*> members;
  members.reserve(object.members().size());
  for (const Member& member : object.members())
    members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const Member* x, const Member* y) { return x->key < y->key; });
  return members;
}

std::strong_ordering compare_objects(const Value& a, const Value& b) {
  const auto a_members = sorted_members(a);
  const auto b_members = sorted_members(b);
  const std::size_t both = std::min(a_members.size(), b_members.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (const auto order = a_members[i]->key <=> b_members[i]->key; order != 0) return order;
  }
  if (a_members.size() != b_members.size()) return a_members.size() <=> b_members.size();
  for (std::size_t i = 0; i < both; ++i) {
    if (const auto order = compare(a_members[i]->value, b_members[i]->value); order != 0)
      return order;
  }
  return std::strong_ordering::equal;
}

}  // namespace

double Value::to_double() const {
  switch (kind()) {
    case Kind::kInt:
      return static_cast<double>(int_);
    case Kind::kUint:
      return static_cast<double>(uint_);
    case Kind::kDouble:
      return double_;
    default:
      return nd::to_double(text());
  }
}

std::string_view type_name(const Value& value) {
  switch (rank(value.kind())) {
    case 0:
      return "null";
    case 1:
    case 2:
      return "boolean";
    case 3:
      return "number";
    case 4:
      return "string";
    case 5:
      return "array";
    default:
      return "object";
  }
}

std::strong_ordering compare(const Value& a, const Value& b) {
  const int a_rank = rank(a.kind());
  const int b_rank = rank(b.kind());
  if (a_rank != b_rank) return a_rank <=> b_rank;
  switch (a_rank) {
    case 3:
      return compare_numbers(a, b);
    case 4:
      return a.text() <=> b.text();
    case 5:
      ND_CHECK(!a.is_raw() && !b.is_raw());
      return compare_arrays(a.items(), b.items());
    case 6:
      ND_CHECK(!a.is_raw() && !b.is_raw());
      return compare_objects(a, b);
    default:
      return std::strong_ordering::equal;
  }
}

bool equal(const Value& a, const Value& b) {
  if (a.is_string() && b.is_string()) return a.text() == b.text();
  return compare(a, b) == 0;
}

Value find(const Value& object, std::string_view key) {
  for (const Member& member : object.members()) {
    if (member.key == key) return member.value;
  }
  return {};
}

std::string_view member_text(const Value& object, std::string_view key) {
  const Value value = find(object, key);
  return value.is_string() ? value.text() : std::string_view();
}

}  // namespace nd::json
