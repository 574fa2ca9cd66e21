// Tolerance: how far two numbers may lie apart and still count as the same.
#pragma once

#include <string_view>

#include "agg/rational.h"
#include "base/result.h"
#include "json/field_path.h"
#include "json/value.h"

namespace nd::compare {

// A distance, or a share of the older number's magnitude. Both ends belong to it.
class Tolerance {
 public:
  // "5", "0.01" or "0.1%". kUsage where it is none, or below 0.
  static Result<Tolerance> parse(std::string_view text);

  // Whether `newer` is near enough to `older`, decided exactly. No number beyond the range of a
  // double is near another one. Requires: both are numbers.
  [[nodiscard]] bool holds(const json::Value& older, const json::Value& newer) const;

 private:
  Tolerance(agg::Rational bound, bool relative);

  [[nodiscard]] bool holds_exactly(const json::Value& older, const json::Value& newer) const;

  agg::Rational bound_;
  double rough_bound_;  // the double next to it
  bool relative_;
};

// The tolerance of a field, and of every number within it.
struct FieldTolerance {
  json::FieldPath path;  // no segments: every number of the record
  Tolerance tolerance;

  // "plays=0.1%", split at the last '='. kUsage otherwise.
  static Result<FieldTolerance> parse(std::string_view text);
};

}  // namespace nd::compare
