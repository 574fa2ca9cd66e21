#include "agg/exact_text.h"

#include <algorithm>
#include <charconv>

#include "base/number.h"

namespace nd::agg {
namespace {

// The magnitude in hexadecimal without leading zeros.
void append_hex(std::string& out, const BigInteger& number) {
  const auto words = number.words();
  for (std::size_t i = words.size(); i-- > 0;) {
    char digits[17] = {};
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, words[i], 16);
    const auto count = static_cast<std::size_t>(end - digits);
    if (i + 1 != words.size()) out.append(16 - count, '0');
    out.append(digits, count);
  }
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
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
  if (!all_digits(digits)) return std::nullopt;
  digits.append(places - fraction.size(), '0');
  return BigInteger::of_digits(digits, negative);
}

void append_binary(std::string& out, const BigInteger& number, std::size_t places) {
  const std::size_t zeros = number.trailing_zeros();
  if (number.is_negative()) out.push_back('-');
  append_hex(out, number.shifted_right(zeros));
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
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    number = number.shifted_left(4) + BigInteger::of(std::int64_t{digit ? c - '0' : c - 'a' + 10});
  }
  number = number.shifted_left(static_cast<std::size_t>(*power + lowest));
  if (negative) number.negate();
  return number;
}

std::string_view member_text(const json::Value& object, std::string_view key) {
  const json::Value value = json::find(object, key);
  return value.is_string() ? value.text() : std::string_view();
}

}  // namespace nd::agg
