// BigInteger: whole numbers of any size, for the last step of exact sums, means and variances.
//
// Belongs here: the few operations that finishing an exact aggregate takes. Not for the hot path:
// it allocates.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nd::agg {

class BigInteger {
 public:
  BigInteger() = default;  // 0
  static BigInteger of(std::int64_t number);
  static BigInteger of(std::uint64_t number);
  static BigInteger of(__int128 number);
  // Words of 64 bits, the lowest first, in two's complement.
  static BigInteger of_words(std::span<const std::uint64_t> words);
  // Decimal digits alone. Requires: every byte is a digit.
  static BigInteger of_digits(std::string_view digits, bool negative);
  // 10^exponent.
  static BigInteger power_of_ten(std::uint64_t exponent);

  [[nodiscard]] bool is_zero() const { return words_.empty(); }
  [[nodiscard]] bool is_negative() const { return negative_; }
  // Bits of the magnitude; 0 for 0.
  [[nodiscard]] std::size_t bits() const;
  // Zero bits below the lowest set bit. Requires: !is_zero().
  [[nodiscard]] std::size_t trailing_zeros() const;
  // The number if it fits.
  [[nodiscard]] std::optional<__int128> to_int128() const;
  // The magnitude's words, the lowest first, without leading zeros.
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
  // Decimal digits, '-' before them if negative.
  [[nodiscard]] std::string to_text() const;

  void negate() { negative_ = !negative_ && !is_zero(); }
  [[nodiscard]] BigInteger shifted_left(std::size_t bits) const;
  // Towards zero.
  [[nodiscard]] BigInteger shifted_right(std::size_t bits) const;

  friend BigInteger operator+(const BigInteger& a, const BigInteger& b);
  friend BigInteger operator-(const BigInteger& a, const BigInteger& b);
  friend BigInteger operator*(const BigInteger& a, const BigInteger& b);
  friend bool operator==(const BigInteger& a, const BigInteger& b) = default;

  struct Division;
  // Rounded towards zero; the remainder has the sign of the numerator. Requires: divisor is not 0.
  [[nodiscard]] static Division divide(const BigInteger& numerator, const BigInteger& divisor);

 private:
  void trim();

  std::vector<std::uint64_t> words_;
  bool negative_ = false;
};

struct BigInteger::Division {
  BigInteger quotient;
  BigInteger remainder;
};

}  // namespace nd::agg
