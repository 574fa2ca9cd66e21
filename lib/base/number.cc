#include "base/number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/ascii.h"

namespace nd {
namespace {

// The exponent of a number's text: its sign, and its digits without zeros before them.
struct Exponent {
  bool negative = false;
  std::string_view digits;
};

Exponent exponent_of(std::string_view text) {
  Exponent exponent;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    exponent.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  exponent.digits = text;
  return exponent;
}

// Adds to a whole number in decimal digits. Requires: the sum is not negative.
void add_to_digits(std::string& digits, std::int64_t addend) {
  for (std::size_t i = digits.size(); addend != 0; --i) {
    if (i == 0) digits.insert(i++, 1, '0');
    const std::int64_t sum = digits[i - 1] - '0' + addend;
    const std::int64_t digit = (sum % 10 + 10) % 10;
    digits[i - 1] = static_cast<char>('0' + digit);
    addend = (sum - digit) / 10;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
}

// Drops the zeros at both ends of scratch and makes the normal form of it.
Decimal normalize(bool negative, std::int64_t point, std::string& scratch) {
  const std::size_t first = scratch.find_first_not_of('0');
  if (first == std::string::npos) {
    scratch.clear();
    return {};
  }
  const std::size_t last = scratch.find_last_not_of('0');
  const auto digits = std::string_view(scratch).substr(first, last - first + 1);
  return {negative, point - static_cast<std::int64_t>(first), digits};
}

// Adds an exponent to the point. Requires: scratch holds the digits.
void move_point(Decimal& number, const Exponent& exponent, std::string& scratch) {
  constexpr std::size_t kNear = 17;  // far above any number of digits around the point
  const auto sign = [&](std::int64_t size) { return exponent.negative ? -size : size; };
  if (exponent.digits.size() <= kNear) {
    number.point += sign(parse_int64(exponent.digits).value_or(0));
    return;
  }
  std::string far(exponent.digits);
  add_to_digits(far, sign(number.point));
  if (const auto near = parse_int64(far); near && *near < kFarPoint) {
    number.point = sign(*near);
    return;
  }
  number.point = sign(kFarPoint);
  const std::size_t digits_at = static_cast<std::size_t>(number.digits.data() - scratch.data());
  const std::size_t far_at = scratch.size();
  scratch += far;
  number.digits = std::string_view(scratch).substr(digits_at, number.digits.size());
  number.far_point = std::string_view(scratch).substr(far_at);
}

template <class T>
std::optional<T> parse_whole(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

template <class T>
Decimal decimal_of_integer(T number, std::string& scratch) {
  char buffer[24] = {};
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  const bool negative = buffer[0] == '-';
  scratch.assign(buffer + (negative ? 1 : 0), end);
  return normalize(negative, static_cast<std::int64_t>(scratch.size()), scratch);
}

}  // namespace

bool is_json_number(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < text.size() && is_digit(text[i]))
      ++i;
    return i - from;
  };
  if (i < text.size() && text[i] == '-') ++i;
  const bool zero = i < text.size() && text[i] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

std::string json_number(std::string_view written) {
  const std::size_t exponent_at = std::min(written.find_first_of("eE"), written.size());
  std::string_view mantissa = written.substr(0, exponent_at);
  if (mantissa.ends_with('.')) mantissa.remove_suffix(1);
  while (mantissa.size() > 1 && mantissa[0] == '0' && is_digit(mantissa[1]))
    mantissa.remove_prefix(1);
  std::string text = mantissa.starts_with('.') ? "0" : "";
  text.append(mantissa).append(written.substr(exponent_at));
  return text;
}

Decimal decimal_of(std::string_view text, std::string& scratch) {
  scratch.clear();
  const bool negative = !text.empty() && text[0] == '-';
  std::int64_t point = 0;
  bool in_fraction = false;
  std::size_t i = negative ? 1 : 0;
  for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
    if (text[i] == '.') {
      in_fraction = true;
      continue;
    }
    scratch.push_back(text[i]);
    if (!in_fraction) ++point;
  }
  Decimal number = normalize(negative, point, scratch);
  if (i < text.size() && !number.is_zero())
    move_point(number, exponent_of(text.substr(i + 1)), scratch);
  return number;
}

Decimal decimal_of(std::int64_t number, std::string& scratch) {
  return decimal_of_integer(number, scratch);
}
Decimal decimal_of(std::uint64_t number, std::string& scratch) {
  return decimal_of_integer(number, scratch);
}

Decimal decimal_of(double number, std::string& scratch) {
  char buffer[40] = {};
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific);
  return decimal_of(std::string_view(buffer, static_cast<std::size_t>(end - buffer)), scratch);
}

std::strong_ordering compare_decimals(const Decimal& a, const Decimal& b) {
  const auto sign = [](const Decimal& d) { return d.is_zero() ? 0 : d.negative ? -1 : 1; };
  if (const auto order = sign(a) <=> sign(b); order != 0) return order;
  if (a.is_zero()) return std::strong_ordering::equal;
  const Decimal& small = a.negative ? b : a;
  const Decimal& large = a.negative ? a : b;
  if (const auto order = small.point <=> large.point; order != 0) return order;
  if (!small.far_point.empty()) {
    // The farther below 0 the point lies, the smaller is the number.
    const std::string_view x = small.point < 0 ? large.far_point : small.far_point;
    const std::string_view y = small.point < 0 ? small.far_point : large.far_point;
    const auto order = x.size() != y.size() ? x.size() <=> y.size() : x.compare(y) <=> 0;
    if (order != 0) return order;
  }
  return small.digits.compare(large.digits) <=> 0;
}

void append_decimal(std::string& out, const Decimal& number) {
  if (number.is_zero()) {
    out.push_back('0');
    return;
  }
  if (number.negative) out.push_back('-');
  const auto count = static_cast<std::int64_t>(number.digits.size());
  constexpr std::int64_t kPlainPlaces = 21;
  if (number.point > 0 && (number.point <= kPlainPlaces || number.point <= count)) {
    if (number.point >= count) {
      out.append(number.digits);
      out.append(static_cast<std::size_t>(number.point - count), '0');
      return;
    }
    const auto whole = static_cast<std::size_t>(number.point);
    out.append(number.digits.substr(0, whole));
    out.push_back('.');
    out.append(number.digits.substr(whole));
    return;
  }
  if (number.point <= 0 && number.point > -6) {
    out.append("0.");
    out.append(static_cast<std::size_t>(-number.point), '0');
    out.append(number.digits);
    return;
  }
  out.push_back(number.digits[0]);
  if (count > 1) {
    out.push_back('.');
    out.append(number.digits.substr(1));
  }
  out.push_back('e');
  if (number.far_point.empty()) {
    append_int(out, number.point - 1);
    return;
  }
  std::string far(number.far_point);
  add_to_digits(far, number.point < 0 ? 1 : -1);
  if (number.point < 0) out.push_back('-');
  out.append(far);
}

void append_int(std::string& out, std::int64_t number) {
  char buffer[24] = {};
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, end);
}

void append_uint(std::string& out, std::uint64_t number) {
  char buffer[24] = {};
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, end);
}

void append_double(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out.append("null");
    return;
  }
  std::string scratch;
  append_decimal(out, decimal_of(number, scratch));
}

double to_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  std::string scratch;
  const Decimal decimal = decimal_of(text, scratch);
  const double size = decimal.point > 0 ? std::numeric_limits<double>::infinity() : 0.0;
  return decimal.negative ? -size : size;
}

std::optional<std::int64_t> parse_int64(std::string_view text) {
  return parse_whole<std::int64_t>(text);
}
std::optional<std::uint64_t> parse_uint64(std::string_view text) {
  return parse_whole<std::uint64_t>(text);
}

std::optional<double> parse_double(std::string_view text) {
  if (!is_json_number(text)) return std::nullopt;
  const double value = to_double(text);
  if (std::isinf(value)) return std::nullopt;
  return value;
}

}  // namespace nd
