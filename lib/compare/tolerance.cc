#include "compare/tolerance.h"

#include <cfloat>
#include <cmath>
#include <utility>

#include "agg/exact_sum.h"
#include "base/arena.h"
#include "base/wording.h"
#include "json/tree.h"

namespace nd::compare {
namespace {

agg::BigInteger magnitude(agg::BigInteger number) {
  if (number.is_negative()) number.negate();
  return number;
}

}  // namespace

Tolerance::Tolerance(agg::Rational bound, bool relative)
    : bound_(std::move(bound)), rough_bound_(agg::nearest_double(bound_)), relative_(relative) {}

Result<Tolerance> Tolerance::parse(std::string_view text) {
  std::string_view digits = text;
  const bool relative = digits.ends_with('%');
  if (relative) digits.remove_suffix(1);
  Arena arena;
  const Result<json::Value> number = json::parse(digits, arena);
  if (!number || !number->is_number() || !agg::check_range(*number))
    return usage_error("{} is no tolerance such as 0.1% or 5", in_quotes(text));
  agg::Rational bound = agg::rational_of(*number);
  if (bound.numerator.is_negative())
    return usage_error("the tolerance {} is below 0", in_quotes(text));
  constexpr std::int64_t kPercent = 100;
  if (relative) bound.denominator = bound.denominator * agg::BigInteger::of(kPercent);
  return Tolerance(std::move(bound), relative);
}

// Doubles decide wherever their rounding cannot matter, so that nothing is allocated for most
// pairs.
bool Tolerance::holds(const json::Value& older, const json::Value& newer) const {
  if (!agg::check_range(older) || !agg::check_range(newer)) return json::equal(older, newer);
  const double from = older.to_double();
  const double to = newer.to_double();
  const double distance = std::fabs(to - from);
  const double bound = relative_ ? rough_bound_ * std::fabs(from) : rough_bound_;
  constexpr double kRoundings = 8 * DBL_EPSILON;
  const double doubt = kRoundings * (std::fabs(from) + std::fabs(to) + bound) + DBL_MIN;
  if (distance > bound + doubt) return false;
  if (distance + doubt < bound) return true;
  return holds_exactly(older, newer);
}

bool Tolerance::holds_exactly(const json::Value& older, const json::Value& newer) const {
  const agg::Rational from = agg::rational_of(older);
  agg::Rational distance = agg::rational_of(newer) - from;
  distance.numerator = magnitude(std::move(distance.numerator));
  agg::Rational bound = bound_;
  if (relative_) {
    bound.numerator = bound.numerator * magnitude(from.numerator);
    bound.denominator = bound.denominator * from.denominator;
  }
  return !(distance - bound).is_positive();
}

Result<FieldTolerance> FieldTolerance::parse(std::string_view text) {
  const std::size_t sign = text.rfind('=');
  if (sign == std::string_view::npos || sign == 0)
    return usage_error("{} is no FIELD=TOLERANCE such as plays=0.1%", in_quotes(text));
  json::FieldPath path = ND_TRY(json::FieldPath::parse(text.substr(0, sign)));
  return FieldTolerance{std::move(path), ND_TRY(Tolerance::parse(text.substr(sign + 1)))};
}

}  // namespace nd::compare
