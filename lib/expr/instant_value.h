// Instants of values: a number as an instant, an instant as a number.
#pragma once

#include <utility>

#include "base/result.h"
#include "expr/builtin.h"
#include "expr/machine.h"
#include "time/instant.h"

namespace nd::expr {

// The value of a Result, or an error of the machine with its message.
template <class T>
Flow unwrap(const Call& call, Result<T>&& result, T& out) {
  if (!result) return call.machine.fail(call.node, result.error().message);
  out = *std::move(result);
  return Flow::kGo;
}

// Requires: number.is_number().
[[nodiscard]] Flow instant_of(const Call& call, const json::Value& number, time::EpochUnit unit,
                              time::Instant& out);

// Seconds with their fraction, exactly: an integer, or a number's text.
[[nodiscard]] Flow seconds_value(const Call& call, time::Instant instant, json::Value& out);

}  // namespace nd::expr
