// Numbers as decimal text, exactly: parse, compare, print; checked integer arithmetic.
//
// Belongs here: conversions that every layer must agree on to the digit. Does not belong here:
// thousands separators, percent signs and rounding for people (format/number_format.h), sums
// (agg/exact_sum.h).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nd {

// Whether the whole text follows the JSON grammar of a number.
[[nodiscard]] bool is_json_number(std::string_view text);
// JSON's form of a number without sign that is written as people write it: 007, 1., .5
[[nodiscard]] std::string json_number(std::string_view written);

// A decimal number in its one normal form: (-1)^negative x 0.DIGITS x 10^point. DIGITS has neither
// leading nor trailing zeros; zero is no digits, not negative, point 0. Equal numbers have equal
// forms (1.0, 1e0 and 1; -0 and 0).
inline constexpr std::int64_t kFarPoint = 1'000'000'000'000'000'000;
struct Decimal {
  bool negative = false;
  std::int64_t point = 0;
  std::string_view digits;  // view of the buffer given to decimal_of()
  // The decimal digits of the size of a point that has 19 of them or more; `point` is then
  // kFarPoint with its sign. Empty for any other. View of the same buffer.
  std::string_view far_point{};

  [[nodiscard]] bool is_zero() const { return digits.empty(); }
  [[nodiscard]] bool is_integer() const {
    return point >= static_cast<std::int64_t>(digits.size());
  }
};

// The normal form of a JSON number's text. `scratch` owns the digits. Requires: text follows the
// JSON grammar of a number.
[[nodiscard]] Decimal decimal_of(std::string_view text, std::string& scratch);
[[nodiscard]] Decimal decimal_of(std::int64_t number, std::string& scratch);
[[nodiscard]] Decimal decimal_of(std::uint64_t number, std::string& scratch);
// Of the shortest text that reads back as `number`. Requires: number is finite.
[[nodiscard]] Decimal decimal_of(double number, std::string& scratch);

// The order of the numbers themselves, exactly.
[[nodiscard]] std::strong_ordering compare_decimals(const Decimal& a, const Decimal& b);

// Appends the number as JSON text: plain digits where that is no longer than about 21 places, else
// d.ddde±x.
void append_decimal(std::string& out, const Decimal& number);

void append_int(std::string& out, std::int64_t number);
void append_uint(std::string& out, std::uint64_t number);
// The shortest JSON text that reads back as the same double: 0.1, 1e-7, 100, 1e30. -0 is 0.
// NaN and the infinities, which JSON lacks, are null.
void append_double(std::string& out, double number);

// The nearest double of a JSON number's text; infinite where it is beyond the range, 0 where below.
// Requires: text follows the JSON grammar of a number.
[[nodiscard]] double to_double(std::string_view text);

// The whole of text as a decimal integer with an optional '-'; nullopt on anything else or out of
// range.
[[nodiscard]] std::optional<std::int64_t> parse_int64(std::string_view text);
[[nodiscard]] std::optional<std::uint64_t> parse_uint64(std::string_view text);
// The whole of text as a JSON number, as a double; nullopt on anything else or out of range.
[[nodiscard]] std::optional<double> parse_double(std::string_view text);

// nullopt on overflow.
[[nodiscard]] inline std::optional<std::int64_t> checked_multiply(std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  return __builtin_mul_overflow(a, b, &out) ? std::nullopt : std::optional(out);
}

}  // namespace nd
