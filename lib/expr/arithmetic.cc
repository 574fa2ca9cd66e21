#include "expr/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "base/number.h"
#include "base/utf8.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/object_builder.h"
#include "expr/order.h"
#include "expr/strict.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Member;
using json::Value;

__extension__ using Wide = __int128;

bool is_whole(const Value& v) {
  return v.kind() == Kind::kInt || v.kind() == Kind::kUint;
}
Wide wide(const Value& v) {
  return v.kind() == Kind::kInt ? Wide{v.int_value()} : Wide{v.uint_value()};
}

std::string_view name_of(Op op) {
  switch (op) {
    case Op::kAdd:
      return "add";
    case Op::kSubtract:
      return "subtract";
    case Op::kMultiply:
      return "multiply";
    case Op::kDivide:
      return "divide";
    default:
      return "take the remainder of";
  }
}

Flow mismatch(Machine& machine, const Node& node, Op op, const Value& a, const Value& b) {
  return machine.fail(node, "cannot {} {} and {}", name_of(op), described(a), described(b));
}

// The result as a 64-bit value, if it is one.
Flow narrow(Machine& machine, const Node& node, Wide result, Value& out) {
  if (result >= INT64_MIN && result <= INT64_MAX) {
    out = Value::integer(static_cast<std::int64_t>(result));
    return Flow::kGo;
  }
  if (result >= 0 && result <= Wide{UINT64_MAX}) {
    out = Value::unsigned_integer(static_cast<std::uint64_t>(result));
    return Flow::kGo;
  }
  return machine.fail(node, "the result does not fit 64 bits");
}

// jq's %: both cut to whole numbers, the sign of the left one.
std::int64_t cut(const Value& v) {
  if (v.kind() == Kind::kInt) return v.int_value();
  if (v.kind() == Kind::kUint) return INT64_MAX;
  const double d = v.to_double();
  if (d >= 9223372036854775807.0) return INT64_MAX;
  return d <= -9223372036854775808.0 ? INT64_MIN : static_cast<std::int64_t>(d);
}

Flow remainder(Machine& machine, const Node& node, const Value& a, const Value& b, Value& out) {
  if (is_nan(a) || is_nan(b)) {
    out = Value::real(std::nan(""));
    return Flow::kGo;
  }
  if (is_whole(a) && is_whole(b)) {
    if (wide(b) == 0) return machine.fail(node, "cannot divide {} by zero", described(a));
    return narrow(machine, node, wide(a) % wide(b), out);
  }
  double x = 0;
  double y = 0;
  ND_FLOW(as_double(machine, node, a, x));
  ND_FLOW(as_double(machine, node, b, y));
  const std::int64_t divisor = cut(b);
  if (divisor == 0) return machine.fail(node, "cannot divide {} by zero", described(a));
  out = Value::integer(divisor == -1 ? 0 : cut(a) % divisor);
  return Flow::kGo;
}

Flow numbers(Machine& machine, const Node& node, Op op, const Value& a, const Value& b,
             Value& out) {
  if (op == Op::kRemainder) return remainder(machine, node, a, b, out);
  if (is_whole(a) && is_whole(b)) {
    const Wide x = wide(a);
    const Wide y = wide(b);
    switch (op) {
      case Op::kAdd:
        return narrow(machine, node, x + y, out);
      case Op::kSubtract:
        return narrow(machine, node, x - y, out);
      case Op::kMultiply: {
        Wide product = 0;
        if (__builtin_mul_overflow(x, y, &product))
          return machine.fail(node, "the result does not fit 64 bits");
        return narrow(machine, node, product, out);
      }
      default:
        if (y == 0) return machine.fail(node, "cannot divide {} by zero", described(a));
        if (x % y == 0) return narrow(machine, node, x / y, out);
        out = Value::real(a.to_double() / b.to_double());
        return Flow::kGo;
    }
  }
  double x = 0;
  double y = 0;
  ND_FLOW(as_double(machine, node, a, x));
  ND_FLOW(as_double(machine, node, b, y));
  if (op == Op::kDivide && y == 0)
    return machine.fail(node, "cannot divide {} by zero", described(a));
  const double result = op == Op::kAdd        ? x + y
                        : op == Op::kSubtract ? x - y
                        : op == Op::kMultiply ? x * y
                                              : x / y;
  if (std::isinf(result) && std::isfinite(x) && std::isfinite(y)) [[unlikely]]
    return machine.fail(node, "the result is beyond the range of a double");
  out = Value::real(result);
  return Flow::kGo;
}

Flow add_strings(Machine& machine, const Node& node, const Value& a, const Value& b, Value& out) {
  const std::string_view x = a.text();
  const std::string_view y = b.text();
  if (!machine.charge(x.size() + y.size())) return machine.out_of_memory(node);
  auto* const at = static_cast<char*>(machine.arena().allocate(x.size() + y.size(), 1));
  if (!x.empty()) std::memcpy(at, x.data(), x.size());
  if (!y.empty()) std::memcpy(at + x.size(), y.data(), y.size());
  out = Value::string({at, x.size() + y.size()});
  return Flow::kGo;
}

Flow add(Machine& machine, const Node& node, const Value& a, const Value& b, Value& out) {
  if (a.is_null() || b.is_null()) {
    out = a.is_null() ? b : a;
    return Flow::kGo;
  }
  if (a.is_string() && b.is_string()) return add_strings(machine, node, a, b, out);
  if (a.is_array() && b.is_array()) {
    Machine::List items(machine);
    items->assign(a.items().begin(), a.items().end());
    items->insert(items->end(), b.items().begin(), b.items().end());
    return machine.make_array(node, *items, out);
  }
  if (a.is_object() && b.is_object()) {
    ObjectBuilder object(a);
    for (const Member& member : b.members())
      object.set(member.key, member.value);
    return machine.make_object(node, object.members(), out);
  }
  return mismatch(machine, node, Op::kAdd, a, b);
}

Flow subtract_arrays(Machine& machine, const Node& node, const Value& a, const Value& b,
                     Value& out) {
  Machine::List items(machine);
  Machine::List unwanted(machine);
  unwanted->assign(b.items().begin(), b.items().end());
  const auto less = [](const Value& x, const Value& y) { return json::compare(x, y) < 0; };
  std::sort(unwanted->begin(), unwanted->end(), less);
  for (const Value& item : a.items()) {
    if (machine.setting().strict) ND_FLOW(check_alike(machine, node, item, b.items()));
    const auto found = std::lower_bound(unwanted->begin(), unwanted->end(), item, less);
    if (found == unwanted->end() || !same(item, *found)) items->push_back(item);
  }
  return machine.make_array(node, *items, out);
}

Flow repeat(Machine& machine, const Node& node, std::string_view text, const Value& times,
            Value& out) {
  double count = 0;
  ND_FLOW(as_double(machine, node, times, count));
  out = Value::null();
  if (std::isnan(count) || count < 0) return Flow::kGo;
  const double size = static_cast<double>(text.size()) * std::floor(count);
  if (size > static_cast<double>(kMaxRecordBytes)) return machine.out_of_memory(node);
  const auto bytes = static_cast<std::size_t>(size);
  if (!machine.charge(bytes)) return machine.out_of_memory(node);
  auto* const at = static_cast<char*>(machine.arena().allocate(bytes, 1));
  for (std::size_t i = 0; i < bytes; i += text.size())
    std::memcpy(at + i, text.data(), text.size());
  out = Value::string({at, bytes});
  return Flow::kGo;
}

// Objects within objects are merged, everything else of b replaces.
Flow merge(Machine& machine, const Node& node, const Value& a, const Value& b, Value& out) {
  ObjectBuilder object(a);
  for (const Member& member : b.members()) {
    const Value* const old = object.find(member.key);
    Value value = member.value;
    if (old != nullptr && old->is_object() && value.is_object()) {
      ND_FLOW(merge(machine, node, *old, member.value, value));
    }
    object.set(member.key, value);
  }
  return machine.make_object(node, object.members(), out);
}

}  // namespace

Value number_of(double number) {
  constexpr double kLargest = 9007199254740992.0;  // up to here every whole number is a double
  const bool whole = number >= -kLargest && number <= kLargest && std::trunc(number) == number;
  // The sign of -0 shows in a text, as in jq.
  if (whole && !(number == 0 && std::signbit(number))) {
    return Value::integer(static_cast<std::int64_t>(number));
  }
  return Value::real(number);
}

Flow as_double(Machine& machine, const Node& node, const Value& number, double& out) {
  out = number.to_double();
  if (number.kind() != Kind::kNumberText) return Flow::kGo;
  const std::string_view text = number.text();
  // A whole number written out that 64 bits do not hold would silently lose digits.
  const bool whole = text.find_first_of(".eE") == std::string_view::npos;
  if (std::isinf(out) || (whole && text != "-0")) {
    return machine.fail(node, "{} is beyond what can be computed with", described(number));
  }
  return Flow::kGo;
}

Flow arithmetic(Machine& machine, const Node& node, Op op, const Value& a, const Value& b,
                Value& out) {
  if (a.kind() == Kind::kInt && b.kind() == Kind::kInt && op <= Op::kMultiply) {
    std::int64_t result = 0;
    const bool overflow =
        op == Op::kAdd        ? __builtin_add_overflow(a.int_value(), b.int_value(), &result)
        : op == Op::kSubtract ? __builtin_sub_overflow(a.int_value(), b.int_value(), &result)
                              : __builtin_mul_overflow(a.int_value(), b.int_value(), &result);
    if (!overflow) [[likely]] {
      out = Value::integer(result);
      return Flow::kGo;
    }
  }
  if (a.is_number() && b.is_number()) return numbers(machine, node, op, a, b, out);
  switch (op) {
    case Op::kAdd:
      return add(machine, node, a, b, out);
    case Op::kSubtract:
      if (a.is_array() && b.is_array()) return subtract_arrays(machine, node, a, b, out);
      break;
    case Op::kMultiply:
      if (a.is_string() && b.is_number()) return repeat(machine, node, a.text(), b, out);
      if (a.is_number() && b.is_string()) return repeat(machine, node, b.text(), a, out);
      if (a.is_object() && b.is_object()) return merge(machine, node, a, b, out);
      break;
    case Op::kDivide:
      if (a.is_string() && b.is_string()) return split_text(machine, node, a.text(), b.text(), out);
      break;
    default:
      break;
  }
  return mismatch(machine, node, op, a, b);
}

Flow negate(Machine& machine, const Node& node, const Value& a, Value& out) {
  if (!a.is_number()) return machine.fail(node, "cannot negate {}", described(a));
  if (is_whole(a)) return narrow(machine, node, -wide(a), out);
  double number = 0;
  ND_FLOW(as_double(machine, node, a, number));
  out = Value::real(-number);
  return Flow::kGo;
}

bool compare(Op op, const Value& a, const Value& b) {
  switch (op) {
    case Op::kEqual:
      return same(a, b);
    case Op::kNotEqual:
      return !same(a, b);
    case Op::kLess:
      return order(a, b) < 0;
    case Op::kLessEqual:
      return order(a, b) <= 0;
    case Op::kGreater:
      return order(a, b) > 0;
    default:
      return order(a, b) >= 0;
  }
}

Flow split_text(Machine& machine, const Node& node, std::string_view text,
                std::string_view separator, Value& out) {
  Machine::List parts(machine);
  if (separator.empty()) {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t from = i;
      (void)utf8::next(text, i);
      parts->push_back(Value::string(text.substr(from, i - from)));
    }
  } else if (!text.empty()) {
    std::size_t from = 0;
    for (;;) {
      const std::size_t at = text.find(separator, from);
      parts->push_back(
          Value::string(text.substr(from, at == std::string_view::npos ? at : at - from)));
      if (at == std::string_view::npos) break;
      from = at + separator.size();
    }
  }
  return machine.make_array(node, *parts, out);
}

}  // namespace nd::expr
