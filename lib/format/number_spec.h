// NumberSpec: how a value is laid out: the format specification of Python and fmt, and units.
//
//   [[FILL]ALIGN][SIGN][0][WIDTH][, or _][.PRECISION][TYPE]
//
// TYPE is one of d f F e E g G % s as there, or ours: p pp (percentage points), ~ 万 K (units).
//
// Belongs here: the syntax; sign, zeros and fill around the digits. Does not belong here: rounding
// (number_format.h), words (phrase.h), braces (template.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/number.h"
#include "base/result.h"
#include "format/language.h"
#include "format/number_format.h"

namespace nd::format {

struct NumberSpec {
  enum class Align : std::uint8_t { kByKind, kLeft, kRight, kCenter, kBehindSign };
  enum class Sign : std::uint8_t { kMinus, kPlus, kBlank };
  enum class Type : std::uint8_t {
    kAny,         // a number or a text, as it comes
    kText,        // s
    kInteger,     // d
    kFixed,       // f
    kScientific,  // e
    kGeneral,     // g
    kPercent,     // %
    kPoints,      // p
    kPointWords,  // pp
    kUnit,        // ~ in the words of the language, 万, K: `units` says which
  };
  static constexpr std::size_t kMostPlaces = 1000;  // of width and precision

  const Language* language = nullptr;  // must outlive it
  std::string fill = " ";              // one character
  Align align = Align::kByKind;
  Sign sign = Sign::kMinus;
  std::size_t width = 0;  // columns
  char separator = 0;     // between thousands; 0: none, or the unit's own
  std::optional<int> precision{};
  Type type = Type::kAny;
  NumberStyle units = NumberStyle::kPlain;
  bool has_fixed_digits = false;  // kUnit: the precision counts digits after the point (f~)
  bool is_upper = false;          // E, G
  bool has_zeros = false;         // 0 before the width, which only a number can have

  // Reads a specification off the front of `text`, as far as it goes. kUsage: parts that do not go
  // together, width or precision beyond kMostPlaces, one of Python's types that is none of these.
  [[nodiscard]] static Result<NumberSpec> parse(std::string_view& text, const Language& language);

  // Whether a number stands as it came.
  [[nodiscard]] bool leaves_numbers() const;
  // Whether a text cannot be shown.
  [[nodiscard]] bool needs_number() const;
};

// The number as the specification shows it. `scratch` owns the digits. Requires: number.digits is
// no view of scratch.
[[nodiscard]] ShownNumber shown_number(const Decimal& number, const NumberSpec& spec,
                                       Rounding rounding, std::string& scratch);

// Whether "1" stands before its unit.
[[nodiscard]] bool shows_one(const ShownNumber& shown);

// Sign, digits and unit of such a number, in the width.
void append_shown(std::string& out, const ShownNumber& shown, const NumberSpec& spec);

// Text of so many columns in the width; `by_kind` is where it stands where the specification does
// not say it.
void append_filled(std::string& out, std::string_view text, std::size_t columns,
                   const NumberSpec& spec, NumberSpec::Align by_kind);

}  // namespace nd::format
