#include "expr/instant_value.h"

#include <cmath>
#include <string>

#include "base/number.h"

namespace nd::expr {

using json::Kind;
using json::Value;
using time::EpochUnit;
using time::Instant;

Flow instant_of(const Call& call, const Value& number, EpochUnit unit, Instant& out) {
  switch (number.kind()) {
    case Kind::kInt:
      return unwrap(call, Instant::from_epoch(number.int_value(), unit), out);
    case Kind::kDouble:
      if (unit == EpochUnit::kSeconds || !std::isfinite(number.double_value())) {
        return unwrap(call, Instant::from_epoch_seconds(number.double_value()), out);
      }
      break;
    default:
      break;
  }
  std::string scratch;
  const Decimal decimal = number.kind() == Kind::kUint ? decimal_of(number.uint_value(), scratch)
                          : number.kind() == Kind::kDouble
                              ? decimal_of(number.double_value(), scratch)
                              : decimal_of(number.text(), scratch);
  return unwrap(call, Instant::from_epoch(decimal, unit), out);
}

Flow seconds_value(const Call& call, Instant instant, Value& out) {
  out = Value::integer(instant.seconds());
  if (instant.nanos() == 0) return Flow::kGo;
  std::string& text = call.machine.scratch();
  time::append_seconds(text, instant);
  Value kept;
  ND_FLOW(call.machine.make_string(call.node, text, kept));
  out = Value::number_text(kept.text());
  return Flow::kGo;
}

}  // namespace nd::expr
