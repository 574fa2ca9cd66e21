#include "agg/exact_text.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/hex.h"
#include "base/number.h"

namespace nd::agg {
namespace {

// The magnitude in hexadecimal without leading zeros.
void append_magnitude(std::string& out, const BigInteger& number) {
  const auto words = number.words();
  if (words.empty()) return;
  char first[16];
  out.append(first, std::to_chars(first, first + sizeof first, words.back(), 16).ptr);
  for (std::size_t i = words.size() - 1; i-- > 0;)
    append_hex(out, words[i], 16);
}

}  // namespace

void append_scaled(std::string& out, const BigInteger& number, std::size_t places) {
  std::string text = number.to_text();
  if (number.is_negative()) {
    out.push_back('-');
    text.erase(0, 1);
  }
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  const std::size_t point = text.size() - places;
  out.append(text, 0, point);
  const std::size_t last = text.find_last_not_of('0');
  if (last == std::string::npos || last < point) return;
  out.push_back('.');
  out.append(text, point, last + 1 - point);
}

std::optional<BigInteger> parse_scaled(std::string_view text, std::size_t places) {
  constexpr std::size_t kMostDigits = 400;
  const bool negative = text.substr(0, 1) == "-";
  if (negative) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  const std::string_view fraction =
      point < text.size() ? text.substr(point + 1) : std::string_view();
  if (digits.empty() || fraction.size() > places || digits.size() > kMostDigits)
    return std::nullopt;
  digits.append(fraction);
  if (!is_digits(digits)) return std::nullopt;
  digits.append(places - fraction.size(), '0');
  return BigInteger::of_digits(digits, negative);
}

void append_binary(std::string& out, const BigInteger& number, std::size_t places) {
  const std::size_t zeros = number.trailing_zeros();
  if (number.is_negative()) out.push_back('-');
  append_magnitude(out, number.shifted_right(zeros));
  out.push_back('p');
  append_int(out, static_cast<std::int64_t>(zeros) - static_cast<std::int64_t>(places));
}

std::optional<BigInteger> parse_binary(std::string_view text, std::size_t places) {
  constexpr std::size_t kMostDigits = 1200;
  constexpr std::int64_t kHighestPower = 2200;
  const bool negative = text.substr(0, 1) == "-";
  if (negative) text.remove_prefix(1);
  const std::size_t power_at = text.find('p');
  if (power_at == std::string_view::npos || power_at == 0 || power_at > kMostDigits)
    return std::nullopt;
  const auto power = parse_int64(text.substr(power_at + 1));
  const auto lowest = static_cast<std::int64_t>(places);
  if (!power || *power < -lowest || *power > kHighestPower) return std::nullopt;
  BigInteger number;
  for (const char c : text.substr(0, power_at)) {
    if (hex_value(c) < 0 || c != lower(c)) return std::nullopt;
    number = number.shifted_left(4) + BigInteger::of(std::int64_t{hex_value(c)});
  }
  number = number.shifted_left(static_cast<std::size_t>(*power + lowest));
  if (negative) number.negate();
  return number;
}

}  // namespace nd::agg
