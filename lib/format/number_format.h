// Numbers as people read them: rounding, thousands separators, percent, K/M/B, 万/亿.
//
// Belongs here: the one rounding and the one layout of every number that is shown anywhere. Does
// not belong here: numbers as data (base/number.h). All work is on the exact decimal digits, so
// integers of any width are exact and no binary fraction leaks into a rounding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/number.h"

namespace nd::format {

enum class NumberStyle : std::uint8_t {
  kPlain,       // 1234567.5
  kGrouped,     // 1,234,567.5
  kPercent,     // 0.1234 is 12.3%
  kPoints,      // 0.1234 is 12.3: percent without its sign
  kSi,          // 1.23M: K, M, B, T (10^3, 10^6, 10^9, 10^12)
  kWords,       // 1.23 million: million, billion, trillion; grouped below a million
  kCjk,         // 123万: 万, 亿, 万亿 (10^4, 10^8, 10^12)
  kScientific,  // 1.2345675e+06: `digits` after the point
  kGeneral,     // 1.23457e+06, 0.0001: `significant` digits; printf's %g
};

struct NumberFormat {
  NumberStyle style = NumberStyle::kPlain;
  // Exactly so many digits after the point. Without: all of them for kPlain and kGrouped, one for
  // kPercent and kPoints; the styles with units show three digits in all, as `significant` does.
  std::optional<int> digits{};
  // '+' before numbers greater than 0.
  bool plus = false;
  // Rounded to so many digits in all instead, before the point too (1,234,567 at 3 is 1,230,000),
  // and no trailing zeros after the point. Not of kPercent and kPoints. At least 1.
  std::optional<int> significant{};
};

enum class Rounding : std::uint8_t {
  kHalfEven,
  kDown,  // to the next number that is not greater
  kUp,    // to the next number that is not smaller
};

// `number` rounded to `places` digits after the decimal point (before it, if negative). The result
// is in normal form, so a negative number that vanishes is plain 0. `scratch` owns the digits.
// Requires: number.digits is not a view of scratch.
[[nodiscard]] Decimal rounded(const Decimal& number, std::int64_t places, Rounding rounding,
                              std::string& scratch);
[[nodiscard]] inline Decimal round_half_even(const Decimal& number, std::int64_t places,
                                             std::string& scratch) {
  return rounded(number, places, Rounding::kHalfEven, scratch);
}

// A number as it is shown: rounded, once, and the unit in which it stands.
struct ShownNumber {
  Decimal number{};             // the rounded number itself, whatever the unit
  std::int64_t exponent = 0;    // the unit is 10^exponent: 6 for million, -2 for percent
  std::string_view unit{};      // " million", "万", "%": its name, with the blank before it
  std::int64_t places = 0;      // digits after the point, in the unit
  bool is_scientific = false;   // a digit, the others after the point, and an exponent
  bool keeps_its_text = false;  // written as JSON writes it, as its zeros would say nothing
};

// How the digits before the point are laid out.
struct DigitLayout {
  char separator = 0;      // between groups of three; 0: none
  std::int64_t least = 1;  // digits, made up with zeros
};

// `scratch` owns the digits of the result. Requires: number.digits is not a view of scratch.
[[nodiscard]] ShownNumber shown_number(const Decimal& number, const NumberFormat& format,
                                       Rounding rounding, std::string& scratch);

// The digits of the size of a number, and its exponent, without sign and unit.
void append_digits(std::string& out, const ShownNumber& shown, const DigitLayout& layout);

// Appends the number in the format. With more than 400 zeros before the point (and, where `digits`
// is not given, more than 6 after it) it is written like 1.5e402, as zeros would say nothing.
void append_number(std::string& out, const Decimal& number, const NumberFormat& format);

// The same of a JSON number's text. Requires: json_number follows the JSON grammar of a number.
void append_number(std::string& out, std::string_view json_number, const NumberFormat& format);

}  // namespace nd::format
