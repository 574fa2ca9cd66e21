// ExactSum: the sum of any numbers, without rounding and whatever their order.
//
// Two accumulators that never mix. D: numbers whose text is a decimal of at most 38 significant
// digits with exponents from 10^-18 to 10^56, in units of 10^-18. B: for any other number the
// double nearest to it, in units of 2^-1074. A computed double enters by its shortest text. The sum
// is D + B, rounded once, when it is asked for.
//
// Belongs here: the accumulators. Does not belong here: which aggregate they serve (sums.cc,
// moments.cc).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "agg/rational.h"
#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"

namespace nd::agg {

// A whole number of N words in two's complement. Wraps; its users choose N so that it cannot.
template <std::size_t N>
struct FixedInteger {
  std::uint64_t words[N] = {};

  // Adds (or subtracts) a magnitude whose lowest word stands at `offset`.
  void add(std::span<const std::uint64_t> magnitude, std::size_t offset, bool negative);
  void add(const FixedInteger& other);
  [[nodiscard]] bool is_zero() const;
  [[nodiscard]] BigInteger to_big() const { return BigInteger::of_words(words); }
};

// A number as D or B takes it.
struct Term {
  enum class Kind : std::uint8_t { kScaled, kDecimal, kBinary } kind = Kind::kScaled;
  bool negative = false;          // of decimal and binary
  __int128 scaled = 0;            // kScaled: in units of 10^-18
  std::uint64_t decimal[4] = {};  // kDecimal: magnitude in units of 10^-18
  std::uint64_t mantissa = 0;     // kBinary: magnitude mantissa x 2^(shift - 1074)
  unsigned shift = 0;
};

// The number as a term. kInput for a number beyond the range of a double. Requires: is_number(),
// and finite.
[[nodiscard]] Status term_of_slow(const json::Value& number, Term& term);

// 10^18: the unit of D.
inline constexpr std::int64_t kScale = 1'000'000'000'000'000'000;
inline constexpr unsigned kScaleDigits = 18;
// B is in units of 2^-1074, the smallest double.
inline constexpr unsigned kBinaryPlaces = 1074;

[[nodiscard]] inline Status term_of(const json::Value& number, Term& term) {
  if (number.kind() == json::Kind::kInt) [[likely]] {
    term.kind = Term::Kind::kScaled;
    term.scaled = static_cast<__int128>(number.int_value()) * kScale;
    return {};
  }
  return term_of_slow(number, term);
}

// Trivially destructible; what does not fit its 32 bytes lies in the arena of the calls that add,
// which must be the same one each time and outlive it.
class ExactSum {
 public:
  void add(const Term& term, Arena& arena) {
    ++count_;
    if (term.kind == Term::Kind::kScaled) [[likely]] {
      add_scaled(term.scaled, arena);
    } else {
      add_wide(term, arena);
    }
  }
  void add(std::int64_t number, Arena& arena) {
    ++count_;
    add_scaled(static_cast<__int128>(number) * kScale, arena);
  }
  // Any number; a number beyond the range of a double is kInput, and the sum as before. Requires:
  // is_number(); a NaN or an infinity counts for nothing, as null does.
  Status add(const json::Value& number, Arena& arena);
  void merge(const ExactSum& other, Arena& arena);

  // How many numbers.
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] Rational rational() const;
  // Whether the 32 bytes are all there is.
  [[nodiscard]] bool is_flat() const { return wide_ == nullptr; }
  // The sum as a number, as number_of() gives it.
  [[nodiscard]] json::Value value(Arena& text) const;

  // Appends `"n":"3","d":"1.5"`, and `,"b":"-1f3p-10"` (hexadecimal odd integer, power of two)
  // where B is not 0.
  void append_state(std::string& out) const;
  // Reads it back from the members of a tree object. kInput if it is no such state.
  [[nodiscard]] static Result<ExactSum> parse_state(const json::Value& object, Arena& arena);

 private:
  // |D| < 10^75 for one number and 2^64 numbers: 314 bits. |B| < 2^1024, in units of 2^-1074: 2163
  // bits.
  using WideDecimal = FixedInteger<5>;
  using WideBinary = FixedInteger<35>;
  struct Wide {
    WideDecimal decimal;
    WideBinary* binary = nullptr;
  };

  void add_scaled(__int128 term, Arena& arena) {
    __int128 sum = 0;
    if (__builtin_add_overflow(scaled(), term, &sum)) [[unlikely]] {
      carry(term, arena);
      return;
    }
    set_scaled(sum);
  }
  void add_wide(const Term& term, Arena& arena);
  void carry(__int128 term, Arena& arena);
  Wide& wide(Arena& arena);
  WideBinary& binary(Arena& arena);
  [[nodiscard]] BigInteger decimal_total() const;

  [[nodiscard]] __int128 scaled() const {
    return static_cast<__int128>(static_cast<unsigned __int128>(high_) << 64 | low_);
  }
  void set_scaled(__int128 sum) {
    low_ = static_cast<std::uint64_t>(sum);
    high_ = static_cast<std::uint64_t>(static_cast<unsigned __int128>(sum) >> 64);
  }

  std::uint64_t low_ = 0;  // the low part of D; two words, so that states need no alignment of 16
  std::uint64_t high_ = 0;
  std::uint64_t count_ = 0;
  Wide* wide_ = nullptr;  // the rest of D, and B; null until something does not fit
};
static_assert(sizeof(ExactSum) == 32);

// The number by the rule of sums: an integer if it is one below 1e38, else the nearest double.
// Beyond the range of a double: exactly, as text; where the decimals never end, to 17 significant
// digits. Text lies in `text`.
[[nodiscard]] json::Value number_of(const Rational& number, Arena& text);
// To 17 significant digits. Requires: beyond the range of a double.
[[nodiscard]] json::Value rounded_beyond_double(const Rational& number, Arena& text);
// Any number below 10^kMostPoint exactly; one below 1e-400 is 0. Requires: is_number(), finite.
inline constexpr std::int64_t kMostPoint = 700;
[[nodiscard]] Rational rational_of(const json::Value& number);
// kInput for a number beyond the range of a double. Requires: is_number().
[[nodiscard]] Status check_range(const json::Value& number);

}  // namespace nd::agg
