#include "format/number_format.h"

#include <algorithm>
#include <span>

namespace nd::format {
namespace {

// Zeros that are written out between the digits of a number and its decimal point.
constexpr std::int64_t kMaxPaddingZeros = 400;
// The digits of a number with a unit, where none are asked for.
constexpr int kSignificantDigits = 3;

struct Unit {
  std::int64_t exponent;  // of ten
  std::string_view suffix;
};

constexpr Unit kSiUnits[] = {{0, ""}, {3, "K"}, {6, "M"}, {9, "B"}, {12, "T"}};
constexpr Unit kWordUnits[] = {{0, ""}, {6, " million"}, {9, " billion"}, {12, " trillion"}};
constexpr Unit kCjkUnits[] = {{0, ""}, {4, "万"}, {8, "亿"}, {12, "万亿"}};

constexpr Unit kPercentUnit = {-2, "%"};
constexpr Unit kPointUnit = {-2, ""};

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

// Writes the size of an already rounded number with `places` digits after the point.
void append_fixed(std::string& out, const Decimal& number, std::int64_t places,
                  const DigitLayout& layout) {
  const std::int64_t before = std::max({number.point, layout.least, std::int64_t{1}});
  for (std::int64_t left = before; left > 0; --left) {
    if (layout.separator != 0 && left < before && left % 3 == 0) out.push_back(layout.separator);
    out.push_back(digit_at(number, number.point - left));
  }
  if (places <= 0) return;
  out.push_back('.');
  for (std::int64_t i = 0; i < places; ++i)
    out.push_back(digit_at(number, number.point + i));
}

// As C and Python write it: d.ddde+07.
void append_scientific(std::string& out, const Decimal& number, std::int64_t places,
                       const DigitLayout& layout) {
  Decimal mantissa = number;
  const std::int64_t exponent = number.is_zero() ? 0 : number.point - 1;
  if (!number.is_zero()) mantissa.point = 1;
  append_fixed(out, mantissa, places, layout);
  out.append(exponent < 0 ? "e-" : "e+");
  const std::int64_t size = exponent < 0 ? -exponent : exponent;
  if (size < 10) out.push_back('0');
  append_int(out, size);
}

// Marks what would be little but zeros.
ShownNumber checked(ShownNumber shown, bool has_places) {
  constexpr std::int64_t kTiny = -6;
  const Decimal in_unit = scaled(shown.number, -shown.exponent);
  const bool is_tiny = !has_places && in_unit.point < kTiny && !in_unit.is_zero();
  shown.keeps_its_text = is_out_of_reach(in_unit) || is_tiny;
  return shown;
}

// In a unit that the format names.
ShownNumber in_one_unit(const Decimal& number, const NumberFormat& format, const Unit& unit,
                        Rounding rounding, std::string& scratch) {
  const bool is_share = unit.exponent != 0;
  const std::optional<int> digits = is_share ? format.digits.value_or(1) : format.digits;
  ShownNumber shown{number, unit.exponent, unit.suffix};
  if (format.significant && !is_share) {
    shown.number = rounded(number, *format.significant - number.point, rounding, scratch);
  } else if (digits) {
    shown.number = rounded(number, *digits - unit.exponent, rounding, scratch);
  }
  shown.places = digits.value_or(0);
  if (!digits) shown.places = fraction_digits(scaled(shown.number, -unit.exponent));
  return checked(shown, digits.has_value());
}

// The greatest unit that a number with so many digits before its point reaches.
std::size_t unit_of(std::int64_t point, std::span<const Unit> units) {
  std::size_t u = units.size() - 1;
  while (u > 0 && point <= units[u].exponent)
    --u;
  return u;
}

// In the unit that suits it once it is rounded: 999,960 rounds to 1000K, which is 1M.
ShownNumber in_best_unit(const Decimal& number, const NumberFormat& format,
                         std::span<const Unit> units, Rounding rounding, std::string& scratch) {
  ShownNumber shown;
  std::size_t u = 0;
  if (format.significant || !format.digits) {
    const std::int64_t significant = format.significant.value_or(kSignificantDigits);
    shown.number = rounded(number, significant - number.point, rounding, scratch);
    u = unit_of(shown.number.point, units);
  } else {
    for (u = unit_of(number.point, units);; ++u) {
      shown.number = rounded(number, *format.digits - units[u].exponent, rounding, scratch);
      const bool is_last = u + 1 == units.size();
      if (is_last || shown.number.point <= units[u + 1].exponent) break;
    }
  }
  shown.exponent = units[u].exponent;
  shown.unit = units[u].suffix;
  shown.places = format.digits.value_or(0);
  if (!format.digits) shown.places = fraction_digits(scaled(shown.number, -shown.exponent));
  return checked(shown, format.digits.has_value());
}

// `digits` after the point of d.ddde+07.
ShownNumber as_scientific(const Decimal& number, int digits, Rounding rounding,
                          std::string& scratch) {
  ShownNumber shown;
  shown.number = rounded(number, digits + 1 - number.point, rounding, scratch);
  shown.places = digits;
  shown.is_scientific = true;
  return shown;
}

// printf's %g: scientific where the exponent is below -4 or has no digit left for it.
ShownNumber as_general(const Decimal& number, int significant, Rounding rounding,
                       std::string& scratch) {
  ShownNumber shown;
  shown.number = rounded(number, significant - number.point, rounding, scratch);
  const std::int64_t exponent = shown.number.is_zero() ? 0 : shown.number.point - 1;
  shown.is_scientific = exponent < -4 || exponent >= significant;
  shown.places = shown.is_scientific ? static_cast<std::int64_t>(shown.number.digits.size()) - 1
                                     : fraction_digits(shown.number);
  return shown;
}

char separator_of(NumberStyle style) {
  return style == NumberStyle::kPlain || style == NumberStyle::kCjk ? '\0' : ',';
}

// Whether rounding goes away from 0. `tail`: the digits that fall away, at least one of them no 0.
bool goes_up(Rounding rounding, bool negative, bool last_is_odd, std::string_view tail) {
  if (rounding == Rounding::kDown) return negative;
  if (rounding == Rounding::kUp) return !negative;
  return tail[0] > '5' || (tail[0] == '5' && (tail.size() > 1 || last_is_odd));
}

}  // namespace

Decimal rounded(const Decimal& number, std::int64_t places, Rounding rounding,
                std::string& scratch) {
  if (number.is_zero()) return {};
  const auto size = static_cast<std::int64_t>(number.digits.size());
  const std::int64_t kept = number.point + places;
  if (kept >= size) {
    scratch.assign(number.digits);
    return {number.negative, number.point, scratch};
  }
  if (kept < 0) {
    if (!goes_up(rounding, number.negative, false, "0")) return {};
    scratch.assign("1");
    return {number.negative, 1 - places, scratch};
  }
  const auto head = static_cast<std::size_t>(kept);
  scratch.assign(number.digits.substr(0, head));
  const std::string_view tail = number.digits.substr(head);
  const bool last_is_odd = head > 0 && (scratch.back() - '0') % 2 == 1;
  std::int64_t point = number.point;
  if (goes_up(rounding, number.negative, last_is_odd, tail)) {
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

ShownNumber shown_number(const Decimal& number, const NumberFormat& format, Rounding rounding,
                         std::string& scratch) {
  constexpr int kCDigits = 6;  // C's and Python's, where none are asked for
  switch (format.style) {
    case NumberStyle::kPlain:
    case NumberStyle::kGrouped:
      break;
    case NumberStyle::kPercent:
      return in_one_unit(number, format, kPercentUnit, rounding, scratch);
    case NumberStyle::kPoints:
      return in_one_unit(number, format, kPointUnit, rounding, scratch);
    case NumberStyle::kSi:
      return in_best_unit(number, format, kSiUnits, rounding, scratch);
    case NumberStyle::kWords:
      return in_best_unit(number, format, kWordUnits, rounding, scratch);
    case NumberStyle::kCjk:
      return in_best_unit(number, format, kCjkUnits, rounding, scratch);
    case NumberStyle::kScientific:
      return as_scientific(number, format.digits.value_or(kCDigits), rounding, scratch);
    case NumberStyle::kGeneral:
      return as_general(number, format.significant.value_or(kCDigits), rounding, scratch);
  }
  return in_one_unit(number, format, {0, ""}, rounding, scratch);
}

void append_digits(std::string& out, const ShownNumber& shown, const DigitLayout& layout) {
  Decimal in_unit = scaled(shown.number, -shown.exponent);
  in_unit.negative = false;
  if (shown.keeps_its_text) {
    append_decimal(out, in_unit);
  } else if (shown.is_scientific) {
    append_scientific(out, in_unit, shown.places, layout);
  } else {
    append_fixed(out, in_unit, shown.places, layout);
  }
}

void append_number(std::string& out, const Decimal& number, const NumberFormat& format) {
  std::string scratch;
  const ShownNumber shown = shown_number(number, format, Rounding::kHalfEven, scratch);
  // The sign goes by what is shown: 0.0004 as 0.0% has none, like -0.0004.
  if (shown.number.negative) out.push_back('-');
  if (format.plus && !shown.number.negative && !shown.number.is_zero()) out.push_back('+');
  const bool is_bare = format.style == NumberStyle::kPlain && !format.digits && !format.significant;
  if (is_bare) {
    Decimal size = shown.number;
    size.negative = false;
    append_decimal(out, size);
  } else {
    append_digits(out, shown, {.separator = separator_of(format.style)});
  }
  out.append(shown.unit);
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
