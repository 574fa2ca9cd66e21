#include "expr/values.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/utf8.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/order.h"
#include "expr/strict.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Member;
using json::Value;

// The places where the array `wanted` stands in the array `items`, as an array of indexes.
Flow places_of(Machine& machine, const Node& node, std::span<const Value> items,
               std::span<const Value> wanted, Value& out) {
  Machine::List places(machine);
  if (!wanted.empty()) {
    for (std::size_t i = 0; i + wanted.size() <= items.size(); ++i) {
      if (machine.setting().strict) {
        ND_FLOW(check_alike(machine, node, Value::array(wanted),
                            Value::array(items.subspan(i, wanted.size())), Nulls::kAside));
      }
      if (std::equal(wanted.begin(), wanted.end(), items.begin() + static_cast<std::ptrdiff_t>(i),
                     same)) {
        places->push_back(Value::integer(static_cast<std::int64_t>(i)));
      }
    }
  }
  return machine.make_array(node, *places, out);
}

template <class Use>
Flow walk(Machine& machine, const Node& node, const Value& holder, Use&& use) {
  if (holder.is_array()) {
    std::int64_t at = 0;
    for (const Value& item : holder.items())
      ND_FLOW(use(Value::integer(at++), item));
    return Flow::kGo;
  }
  if (holder.is_object()) {
    for (const Member& member : holder.members())
      ND_FLOW(use(Value::string(member.key), member.value));
    return Flow::kGo;
  }
  return machine.fail(node, "cannot iterate over {}", described(holder));
}

// A bound of a slice; `from` is cut downwards, `to` upwards.
double bound(const Value& number, std::size_t length, double otherwise) {
  double at = number.to_double();
  if (std::isnan(at)) return otherwise;
  if (at < 0) at += static_cast<double>(length);
  return std::clamp(at, 0.0, static_cast<double>(length));
}

}  // namespace

std::int64_t whole_index(const Value& number) {
  if (number.kind() == Kind::kInt) return number.int_value();
  const double at = std::trunc(number.to_double());
  if (std::isnan(at) || at < -9e15) return INT64_MIN / 2;
  return at > 9e15 ? INT64_MAX / 2 : static_cast<std::int64_t>(at);
}

Flow slice_range(Machine& machine, const Node& node, std::size_t length, const Value& from,
                 const Value& to, Range& out) {
  if (!(from.is_null() || from.is_number()) || !(to.is_null() || to.is_number())) {
    return machine.fail(node, "the bounds of a slice are numbers, not {}",
                        described(from.is_null() || from.is_number() ? to : from));
  }
  const double first = from.is_null() ? 0 : bound(from, length, 0);
  const double last =
      to.is_null() ? static_cast<double>(length) : bound(to, length, static_cast<double>(length));
  out.from = static_cast<std::size_t>(std::floor(first));
  out.to = std::max(out.from, static_cast<std::size_t>(std::ceil(last)));
  return Flow::kGo;
}

Flow slice_value(Machine& machine, const Node& node, const Value& holder, const Value& from,
                 const Value& to, Value& out) {
  out = Value::null();
  if (holder.is_null()) return Flow::kGo;
  if (!holder.is_array() && !holder.is_string())
    return machine.fail(node, "cannot slice {}", described(holder));
  const std::size_t length =
      holder.is_array() ? holder.items().size() : utf8::length(holder.text());
  Range range;
  ND_FLOW(slice_range(machine, node, length, from, to, range));
  if (holder.is_array()) {
    out = Value::array(holder.items().subspan(range.from, range.to - range.from));
    return Flow::kGo;
  }
  const std::string_view rest = holder.text().substr(utf8::offset(holder.text(), range.from));
  out = Value::string(rest.substr(0, utf8::offset(rest, range.to - range.from)));
  return Flow::kGo;
}

Flow slice_key(Machine& machine, const Node& node, const Value& from, const Value& to, Value& out) {
  const Member members[] = {{"start", from}, {"end", to}};
  return machine.make_object(node, members, out);
}

Flow index_value(Machine& machine, const Node& node, const Value& holder, const Value& key,
                 Value& out) {
  out = Value::null();
  if (holder.is_object() && key.is_string()) {
    const Value found = json::find(holder, key.text());
    if (!found.is_missing()) out = found;
    return Flow::kGo;
  }
  if (holder.is_array() && key.is_number()) {
    const auto items = holder.items();
    std::int64_t at = whole_index(key);
    if (at < 0) at += static_cast<std::int64_t>(items.size());
    if (!is_nan(key) && at >= 0 && at < static_cast<std::int64_t>(items.size()))
      out = items[static_cast<std::size_t>(at)];
    return Flow::kGo;
  }
  if (key.is_object() && (holder.is_array() || holder.is_string())) {
    const Value from = json::find(key, "start");
    const Value to = json::find(key, "end");
    if (from.is_missing() || to.is_missing()) {
      return machine.fail(node, "an object as an index has the fields start and end");
    }
    return slice_value(machine, node, holder, from, to, out);
  }
  if (holder.is_null() && (key.is_string() || key.is_number() || key.is_object())) return Flow::kGo;
  if (holder.is_array() && key.is_array())
    return places_of(machine, node, holder.items(), key.items(), out);
  if (key.is_string()) {
    return machine.fail(node, "cannot look for field {} in {}", json_quoted(key.text()),
                        described(holder));
  }
  return machine.fail(node, "cannot index {} with {}", described(holder), described(key));
}

Flow each_item(Machine& machine, const Node& node, const Value& holder, Sink sink) {
  return walk(machine, node, holder,
              [&](const Value& /*key*/, const Value& item) { return sink(item); });
}

Flow each_entry(Machine& machine, const Node& node, const Value& holder, EntrySink sink) {
  return walk(machine, node, holder, sink);
}

}  // namespace nd::expr
