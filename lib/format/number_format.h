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
  kPlain,    // 1234567.5
  kGrouped,  // 1,234,567.5
  kPercent,  // 0.1234 is 12.3%
  kSi,       // 1.23M: K, M, B, T (10^3, 10^6, 10^9, 10^12)
  kWords,    // 1.23 million: million, billion, trillion; grouped below a million
  kCjk,      // 123万: 万, 亿, 万亿 (10^4, 10^8, 10^12)
};

struct NumberFormat {
  NumberStyle style = NumberStyle::kPlain;
  // Exactly so many digits after the point. Without: all of them for kPlain and kGrouped, one for
  // kPercent; the styles with units show three digits, never fewer than stand before the point, and
  // no trailing zeros.
  std::optional<int> digits;
  // '+' before numbers greater than 0.
  bool plus = false;
};

// `number` rounded to `places` digits after the decimal point (before it, if negative), half to
// even. The result is in normal form, so a negative number that vanishes is plain 0. `scratch` owns
// the digits. Requires: number.digits is not a view of scratch.
[[nodiscard]] Decimal round_half_even(const Decimal& number, std::int64_t places,
                                      std::string& scratch);

// Appends the number in the format. With more than 400 zeros before the point (and, where `digits`
// is not given, more than 6 after it) it is written like 1.5e402, as zeros would say nothing.
void append_number(std::string& out, const Decimal& number, const NumberFormat& format);

// The same of a JSON number's text. Requires: json_number follows the JSON grammar of a number.
void append_number(std::string& out, std::string_view json_number, const NumberFormat& format);

}  // namespace nd::format
