#include "format/number_format.h"

#include <algorithm>
#include <span>

namespace nd::format {
namespace {

// Zeros that are written out between the digits of a number and its decimal point.
constexpr std::int64_t kMaxPaddingZeros = 400;
// The digits of a number with a unit, where none are asked for.
constexpr std::int64_t kSignificantDigits = 3;

struct Unit {
  std::int64_t exponent;  // of ten
  std::string_view suffix;
};

constexpr Unit kSiUnits[] = {{0, ""}, {3, "K"}, {6, "M"}, {9, "B"}, {12, "T"}};
constexpr Unit kWordUnits[] = {{0, ""}, {6, " million"}, {9, " billion"}, {12, " trillion"}};
constexpr Unit kCjkUnits[] = {{0, ""}, {4, "万"}, {8, "亿"}, {12, "万亿"}};

enum class Grouping { kNone, kThousands };

// `number` x 10^power.
Decimal scaled(Decimal number, std::int64_t power) {
  if (!number.is_zero()) number.point += power;
  return number;
}

bool is_out_of_reach(const Decimal& number) {
  return number.point - static_cast<std::int64_t>(number.digits.size()) > kMaxPaddingZeros;
}

// Digits after the point that the number has.
std::int64_t fraction_digits(const Decimal& number) {
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(number.digits.size()) - number.point);
}

// The digit that stands for 10^-index x 10^(point - 1); zeros surround the digits.
char digit_at(const Decimal& number, std::int64_t index) {
  if (index < 0 || index >= static_cast<std::int64_t>(number.digits.size())) return '0';
  return number.digits[static_cast<std::size_t>(index)];
}

// Writes an already rounded number with `places` digits after the point.
void append_fixed(std::string& out, const Decimal& number, std::int64_t places, Grouping grouping) {
  if (number.negative) out.push_back('-');
  if (number.point <= 0) out.push_back('0');
  for (std::int64_t i = 0; i < number.point; ++i) {
    const std::int64_t left = number.point - i;
    if (grouping == Grouping::kThousands && i > 0 && left % 3 == 0) out.push_back(',');
    out.push_back(digit_at(number, i));
  }
  if (places <= 0) return;
  out.push_back('.');
  for (std::int64_t i = 0; i < places; ++i)
    out.push_back(digit_at(number, number.point + i));
}

void append_with_digits(std::string& out, const Decimal& number, std::optional<int> digits,
                        Grouping grouping) {
  std::string scratch;
  const Decimal rounded = digits ? round_half_even(number, *digits, scratch) : number;
  constexpr std::int64_t kTiny = -6;
  const bool tiny = !digits && rounded.point < kTiny && !rounded.is_zero();
  if (is_out_of_reach(rounded) || tiny) {
    append_decimal(out, rounded);
    return;
  }
  append_fixed(out, rounded, digits ? *digits : fraction_digits(rounded), grouping);
}

// Digits after the point of a number with a unit: as asked, or three digits in all.
std::int64_t places_for(const Decimal& number, std::optional<int> digits) {
  if (digits) return *digits;
  return std::max<std::int64_t>(0, kSignificantDigits - number.point);
}

void append_with_unit(std::string& out, const Decimal& number, std::optional<int> digits,
                      std::span<const Unit> units) {
  std::size_t u = units.size() - 1;
  while (u > 0 && number.point <= units[u].exponent)
    --u;
  std::string scratch;
  Decimal shown;
  for (;; ++u) {
    const Decimal in_unit = scaled(number, -units[u].exponent);
    shown = round_half_even(in_unit, places_for(in_unit, digits), scratch);
    // 999,960 rounds to 1000K, which is 1M.
    const bool is_last = u + 1 == units.size();
    if (is_last || shown.point <= units[u + 1].exponent - units[u].exponent) break;
  }
  const Grouping grouping = units.data() == kCjkUnits ? Grouping::kNone : Grouping::kThousands;
  append_with_digits(out, shown, digits, grouping);
  out.append(units[u].suffix);
}

}  // namespace

Decimal round_half_even(const Decimal& number, std::int64_t places, std::string& scratch) {
  const auto size = static_cast<std::int64_t>(number.digits.size());
  const std::int64_t kept = number.point + places;
  if (kept >= size) {
    scratch.assign(number.digits);
    return {number.negative, number.point, scratch};
  }
  if (kept < 0) return {};
  const auto head = static_cast<std::size_t>(kept);
  scratch.assign(number.digits.substr(0, head));
  const std::string_view tail = number.digits.substr(head);
  const bool last_is_odd = head > 0 && (scratch.back() - '0') % 2 == 1;
  const bool up = tail[0] > '5' || (tail[0] == '5' && (tail.size() > 1 || last_is_odd));
  std::int64_t point = number.point;
  if (up) {
    while (!scratch.empty() && scratch.back() == '9')
      scratch.pop_back();
    if (scratch.empty()) {
      scratch.push_back('1');
      ++point;
    } else {
      ++scratch.back();
    }
  } else {
    scratch.resize(scratch.find_last_not_of('0') + 1);
  }
  if (scratch.empty()) return {};
  return {number.negative, point, scratch};
}

void append_number(std::string& out, const Decimal& number, const NumberFormat& format) {
  const std::size_t start = out.size();
  switch (format.style) {
    case NumberStyle::kPlain:
      if (format.digits) {
        append_with_digits(out, number, format.digits, Grouping::kNone);
      } else {
        append_decimal(out, number);
      }
      break;
    case NumberStyle::kGrouped:
      append_with_digits(out, number, format.digits, Grouping::kThousands);
      break;
    case NumberStyle::kPercent:
      append_with_digits(out, scaled(number, 2), format.digits.value_or(1), Grouping::kThousands);
      out.push_back('%');
      break;
    case NumberStyle::kSi:
      append_with_unit(out, number, format.digits, kSiUnits);
      break;
    case NumberStyle::kWords:
      append_with_unit(out, number, format.digits, kWordUnits);
      break;
    case NumberStyle::kCjk:
      append_with_unit(out, number, format.digits, kCjkUnits);
      break;
  }
  // The sign goes by what is shown: 0.0004 as 0.0% has none, like -0.0004.
  const bool shows_more_than_zero =
      out[start] != '-' && out.find_first_of("123456789", start) != std::string::npos;
  if (format.plus && shows_more_than_zero) out.insert(start, 1, '+');
}

void append_number(std::string& out, std::string_view json_number, const NumberFormat& format) {
  std::string scratch;
  const Decimal number = decimal_of(json_number, scratch);
  if (!number.far_point.empty()) {
    out.append(json_number);  // no style makes it easier to read
    return;
  }
  append_number(out, number, format);
}

}  // namespace nd::format
