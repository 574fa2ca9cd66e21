// The state of an exact sum as text and back, and numbers as quotients of whole numbers.
#include <cmath>

#include "agg/exact_sum.h"
#include "agg/exact_text.h"
#include "base/check.h"
#include "base/number.h"

namespace nd::agg {
void ExactSum::append_state(std::string& out) const {
  out.append("\"n\":\"");
  append_uint(out, count_);
  out.append("\",\"d\":\"");
  append_scaled(out, decimal_total(), kScaleDigits);
  out.push_back('"');
  if (wide_ == nullptr || wide_->binary == nullptr || wide_->binary->is_zero()) return;
  out.append(",\"b\":\"");
  append_binary(out, wide_->binary->to_big(), kBinaryPlaces);
  out.push_back('"');
}

Result<ExactSum> ExactSum::parse_state(const json::Value& object, Arena& arena) {
  const auto broken = [] { return input_error("the state of a sum is damaged"); };
  const auto count = parse_uint64(member_text(object, "n"));
  const auto decimal = parse_scaled(member_text(object, "d"), kScaleDigits);
  if (!count || !decimal) return broken();
  ExactSum sum;
  sum.count_ = *count;
  if (const auto small = decimal->to_int128()) {
    sum.set_scaled(*small);
  } else {
    if (decimal->bits() > 319) return broken();
    sum.wide(arena).decimal.add(decimal->words(), 0, decimal->is_negative());
  }
  const std::string_view binary_text = member_text(object, "b");
  if (!binary_text.empty()) {
    const auto binary = parse_binary(binary_text, kBinaryPlaces);
    if (!binary || binary->bits() > 2239) return broken();
    sum.binary(arena).add(binary->words(), 0, binary->is_negative());
  }
  return sum;
}

namespace {

// QUOTIENT x 10^-places as a number's text.
json::Value decimal_text(const BigInteger& quotient, std::size_t places, Arena& text) {
  std::string digits = quotient.to_text();
  if (quotient.is_negative()) digits.erase(0, 1);
  const auto point = static_cast<std::int64_t>(digits.size()) - static_cast<std::int64_t>(places);
  digits.erase(digits.find_last_not_of('0') + 1);
  std::string out;
  append_decimal(out, {quotient.is_negative(), point, digits});
  return json::Value::number_text(text.copy(out));
}

// A number beyond the range of a double: exactly where its decimals end.
json::Value beyond_double(const Rational& number, Arena& text) {
  // Of a denominator of twos and fives neither comes more often than it has bits.
  const std::size_t places = number.denominator.bits();
  const auto shifted =
      BigInteger::divide(number.numerator * BigInteger::power_of_ten(places), number.denominator);
  return shifted.remainder.is_zero() ? decimal_text(shifted.quotient, places, text)
                                     : rounded_beyond_double(number, text);
}

}  // namespace

json::Value rounded_beyond_double(const Rational& number, Arena& text) {
  constexpr std::size_t kDigits = 17;
  const auto whole = BigInteger::divide(number.numerator, number.denominator);
  const std::size_t sign = whole.quotient.is_negative() ? 1 : 0;
  const std::size_t dropped = whole.quotient.to_text().size() - sign - kDigits;
  const BigInteger unit = number.denominator * BigInteger::power_of_ten(dropped);
  auto kept = BigInteger::divide(number.numerator, unit);
  // Half of a unit or more goes up in size.
  const BigInteger twice = kept.remainder.shifted_left(1);
  const BigInteger rest = twice.is_negative() ? twice + unit : unit - twice;
  if (rest.is_negative() || rest.is_zero())
    kept.quotient = kept.quotient + BigInteger::of(std::int64_t{sign != 0 ? -1 : 1});
  std::string digits = kept.quotient.to_text().substr(sign);
  const auto point = static_cast<std::int64_t>(digits.size() + dropped);
  digits.erase(digits.find_last_not_of('0') + 1);
  std::string out;
  append_decimal(out, {sign != 0, point, digits});
  return json::Value::number_text(text.copy(out));
}

json::Value number_of(const Rational& number, Arena& text) {
  const auto whole = BigInteger::divide(number.numerator, number.denominator);
  constexpr std::size_t kIntegerBits = 127;  // 1e38 has 127
  if (whole.remainder.is_zero() && whole.quotient.bits() <= kIntegerBits) {
    const std::string digits = whole.quotient.to_text();
    const std::size_t sign = whole.quotient.is_negative() ? 1 : 0;
    if (digits.size() - sign <= 38) {
      if (const auto small = parse_int64(digits)) return json::Value::integer(*small);
      if (const auto large = parse_uint64(digits)) return json::Value::unsigned_integer(*large);
      return json::Value::number_text(text.copy(digits));
    }
  }
  const double nearest = nearest_double(number);
  return std::isfinite(nearest) ? json::Value::real(nearest) : beyond_double(number, text);
}

Rational rational_of(const json::Value& number) {
  ND_CHECK(number.is_number());
  std::string digits;
  Decimal decimal;
  switch (number.kind()) {
    case json::Kind::kInt:
      return Rational{BigInteger::of(number.int_value())};
    case json::Kind::kUint:
      return Rational{BigInteger::of(number.uint_value())};
    case json::Kind::kDouble:
      decimal = decimal_of(number.double_value(), digits);
      break;
    default:
      decimal = decimal_of(number.text(), digits);
  }
  constexpr std::int64_t kLowest = -400;  // of exponents: far below a double
  ND_CHECK(decimal.point <= kMostPoint);
  if (decimal.point < kLowest) return {};
  Rational out{BigInteger::of_digits(decimal.digits, decimal.negative)};
  const std::int64_t power = decimal.point - static_cast<std::int64_t>(decimal.digits.size());
  if (power >= 0) {
    out.numerator = out.numerator * BigInteger::power_of_ten(static_cast<std::uint64_t>(power));
  } else {
    out.denominator = BigInteger::power_of_ten(static_cast<std::uint64_t>(-power));
  }
  return out;
}

Status check_range(const json::Value& number) {
  constexpr std::size_t kShort = 300;
  if (number.kind() != json::Kind::kNumberText) return {};
  const std::string_view text = number.text();
  if (text.size() < kShort && text.find_first_of("eE") == std::string_view::npos) return {};
  if (std::isfinite(to_double(text))) return {};
  return input_error("the number {} is beyond the range of a double", text.substr(0, 40));
}

}  // namespace nd::agg
