// Schoolbook arithmetic on 64-bit words; division is Knuth's algorithm D on 32-bit halves (TAOCP
// 2, 4.3.1). Numbers here have at most a few thousand bits, where nothing faster pays.
#include "agg/big_integer.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace nd::agg {
namespace {

using Limbs = std::vector<std::uint64_t>;
using Halves = std::vector<std::uint32_t>;
using uint128 = unsigned __int128;

void trim_limbs(Limbs& words) {
  while (!words.empty() && words.back() == 0)
    words.pop_back();
}

int compare_limbs(const Limbs& a, const Limbs& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

Limbs add_limbs(const Limbs& a, const Limbs& b) {
  Limbs sum(std::max(a.size(), b.size()) + 1);
  uint128 carry = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    carry += i < a.size() ? a[i] : 0;
    carry += i < b.size() ? b[i] : 0;
    sum[i] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  trim_limbs(sum);
  return sum;
}

// Requires: a >= b.
Limbs subtract_limbs(const Limbs& a, const Limbs& b) {
  Limbs difference(a.size());
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const uint128 less = static_cast<uint128>(i < b.size() ? b[i] : 0) + borrow;
    difference[i] = a[i] - static_cast<std::uint64_t>(less);
    borrow = static_cast<uint128>(a[i]) < less ? 1 : 0;
  }
  trim_limbs(difference);
  return difference;
}

Halves halves_of(const Limbs& words) {
  Halves halves;
  halves.reserve(words.size() * 2);
  for (const std::uint64_t word : words) {
    halves.push_back(static_cast<std::uint32_t>(word));
    halves.push_back(static_cast<std::uint32_t>(word >> 32));
  }
  while (!halves.empty() && halves.back() == 0)
    halves.pop_back();
  return halves;
}

Limbs limbs_of(const Halves& halves) {
  Limbs words((halves.size() + 1) / 2);
  for (std::size_t i = 0; i < halves.size(); ++i) {
    words[i / 2] |= static_cast<std::uint64_t>(halves[i]) << (i % 2 * 32);
  }
  trim_limbs(words);
  return words;
}

// Divides in place, gives the remainder. Requires: divisor is not 0.
std::uint64_t divide_by_word(Limbs& words, std::uint64_t divisor) {
  uint128 remainder = 0;
  for (std::size_t i = words.size(); i-- > 0;) {
    remainder = remainder << 64 | words[i];
    words[i] = static_cast<std::uint64_t>(remainder / divisor);
    remainder %= divisor;
  }
  trim_limbs(words);
  return static_cast<std::uint64_t>(remainder);
}

// One digit of the quotient: u[at .. at + v.size()] / v, which is subtracted from u.
std::uint32_t quotient_digit(Halves& u, const Halves& v, std::size_t at) {
  const std::size_t n = v.size();
  const std::uint64_t top = static_cast<std::uint64_t>(u[at + n]) << 32 | u[at + n - 1];
  std::uint64_t digit = top / v[n - 1];
  std::uint64_t rest = top % v[n - 1];
  while (digit >> 32 != 0 || digit * v[n - 2] > (rest << 32 | u[at + n - 2])) {
    --digit;
    rest += v[n - 1];
    if (rest >> 32 != 0) break;
  }
  std::uint64_t carry = 0;
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t product = digit * v[i] + carry;
    carry = product >> 32;
    const std::int64_t difference = static_cast<std::int64_t>(u[at + i]) - borrow -
                                    static_cast<std::int64_t>(static_cast<std::uint32_t>(product));
    u[at + i] = static_cast<std::uint32_t>(difference);
    borrow = difference < 0 ? 1 : 0;
  }
  const std::int64_t difference =
      static_cast<std::int64_t>(u[at + n]) - borrow - static_cast<std::int64_t>(carry);
  u[at + n] = static_cast<std::uint32_t>(difference);
  if (difference >= 0) return static_cast<std::uint32_t>(digit);
  // The guess was one too large: add the divisor back.
  std::uint64_t up = 0;
  for (std::size_t i = 0; i < n; ++i) {
    up += static_cast<std::uint64_t>(u[at + i]) + v[i];
    u[at + i] = static_cast<std::uint32_t>(up);
    up >>= 32;
  }
  u[at + n] += static_cast<std::uint32_t>(up);
  return static_cast<std::uint32_t>(digit - 1);
}

// numerator becomes the remainder; gives the quotient. Requires: divisor has at least two halves.
Limbs divide_long(Limbs& numerator, const Limbs& divisor) {
  Halves v = halves_of(divisor);
  const int shift = std::countl_zero(v.back());
  Halves u = halves_of(numerator);
  const auto shift_up = [shift](Halves& halves) {
    std::uint32_t carry = 0;
    for (std::uint32_t& half : halves) {
      const std::uint64_t wide = static_cast<std::uint64_t>(half) << shift | carry;
      half = static_cast<std::uint32_t>(wide);
      carry = static_cast<std::uint32_t>(wide >> 32);
    }
    return carry;
  };
  shift_up(v);
  u.push_back(shift_up(u));
  Halves quotient(u.size() - v.size());
  for (std::size_t at = quotient.size(); at-- > 0;)
    quotient[at] = quotient_digit(u, v, at);
  // The remainder, shifted back.
  std::uint32_t carry = 0;
  for (std::size_t i = u.size(); i-- > 0;) {
    const std::uint64_t wide = static_cast<std::uint64_t>(carry) << 32 | u[i];
    carry = u[i];
    u[i] = static_cast<std::uint32_t>(wide >> shift);
  }
  numerator = limbs_of(u);
  return limbs_of(quotient);
}

}  // namespace

void BigInteger::trim() {
  trim_limbs(words_);
  if (words_.empty()) negative_ = false;
}

BigInteger BigInteger::of(std::uint64_t number) {
  BigInteger big;
  if (number != 0) big.words_.push_back(number);
  return big;
}

BigInteger BigInteger::of(std::int64_t number) {
  return of(static_cast<__int128>(number));
}

BigInteger BigInteger::of(__int128 number) {
  BigInteger big;
  const auto bits = static_cast<uint128>(number);
  const uint128 magnitude = number < 0 ? 0 - bits : bits;
  big.words_ = {static_cast<std::uint64_t>(magnitude), static_cast<std::uint64_t>(magnitude >> 64)};
  big.negative_ = number < 0;
  big.trim();
  return big;
}

BigInteger BigInteger::of_words(std::span<const std::uint64_t> words) {
  BigInteger big;
  big.words_.assign(words.begin(), words.end());
  big.negative_ = !words.empty() && words.back() >> 63 != 0;
  if (big.negative_) {
    std::uint64_t carry = 1;
    for (std::uint64_t& word : big.words_) {
      word = ~word + carry;
      carry = carry != 0 && word == 0 ? 1 : 0;
    }
    // The lowest number has a magnitude of one bit more.
    if (carry != 0) big.words_.push_back(1);
  }
  big.trim();
  return big;
}

BigInteger BigInteger::of_digits(std::string_view digits, bool negative) {
  BigInteger big;
  for (const char digit : digits) {
    uint128 carry = static_cast<unsigned>(digit - '0');
    for (std::uint64_t& word : big.words_) {
      carry += static_cast<uint128>(word) * 10;
      word = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    if (carry != 0) big.words_.push_back(static_cast<std::uint64_t>(carry));
  }
  big.negative_ = negative;
  big.trim();
  return big;
}

BigInteger BigInteger::power_of_ten(std::uint64_t exponent) {
  BigInteger result = of(std::uint64_t{1});
  BigInteger square = of(std::uint64_t{10});
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = result * square;
    if (exponent > 1) square = square * square;
  }
  return result;
}

std::size_t BigInteger::bits() const {
  if (words_.empty()) return 0;
  return words_.size() * 64 - static_cast<std::size_t>(std::countl_zero(words_.back()));
}

std::size_t BigInteger::trailing_zeros() const {
  std::size_t i = 0;
  while (words_[i] == 0)
    ++i;
  return i * 64 + static_cast<std::size_t>(std::countr_zero(words_[i]));
}

std::optional<__int128> BigInteger::to_int128() const {
  if (bits() > 127) return std::nullopt;
  uint128 magnitude = words_.empty() ? 0 : words_[0];
  if (words_.size() > 1) magnitude |= static_cast<uint128>(words_[1]) << 64;
  const auto number = static_cast<__int128>(magnitude);
  return negative_ ? -number : number;
}

std::string BigInteger::to_text() const {
  if (words_.empty()) return "0";
  constexpr std::uint64_t kBillions = 1'000'000'000'000'000'000;  // 18 digits at a time
  Limbs rest = words_;
  std::string backwards;
  while (!rest.empty()) {
    std::uint64_t part = divide_by_word(rest, kBillions);
    for (int i = 0; i < 18 && (part != 0 || !rest.empty()); ++i) {
      backwards.push_back(static_cast<char>('0' + part % 10));
      part /= 10;
    }
  }
  if (negative_) backwards.push_back('-');
  std::reverse(backwards.begin(), backwards.end());
  return backwards;
}

BigInteger BigInteger::shifted_left(std::size_t bits) const {
  if (is_zero()) return *this;
  BigInteger out;
  out.negative_ = negative_;
  const std::size_t skip = bits / 64;
  const unsigned shift = bits % 64;
  out.words_.assign(skip + words_.size() + 1, 0);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const uint128 wide = static_cast<uint128>(words_[i]) << shift;
    out.words_[skip + i] |= static_cast<std::uint64_t>(wide);
    out.words_[skip + i + 1] = static_cast<std::uint64_t>(wide >> 64);
  }
  out.trim();
  return out;
}

BigInteger BigInteger::shifted_right(std::size_t bits) const {
  BigInteger out;
  out.negative_ = negative_;
  const unsigned shift = bits % 64;
  for (std::size_t i = bits / 64; i < words_.size(); ++i) {
    const std::uint64_t above = i + 1 < words_.size() ? words_[i + 1] : 0;
    out.words_.push_back(
        static_cast<std::uint64_t>((static_cast<uint128>(above) << 64 | words_[i]) >> shift));
  }
  out.trim();
  return out;
}

BigInteger operator+(const BigInteger& a, const BigInteger& b) {
  BigInteger out;
  if (a.negative_ == b.negative_) {
    out.words_ = add_limbs(a.words_, b.words_);
    out.negative_ = a.negative_;
  } else if (compare_limbs(a.words_, b.words_) >= 0) {
    out.words_ = subtract_limbs(a.words_, b.words_);
    out.negative_ = a.negative_;
  } else {
    out.words_ = subtract_limbs(b.words_, a.words_);
    out.negative_ = b.negative_;
  }
  out.trim();
  return out;
}

BigInteger operator-(const BigInteger& a, const BigInteger& b) {
  BigInteger minus = b;
  minus.negate();
  return a + minus;
}

BigInteger operator*(const BigInteger& a, const BigInteger& b) {
  BigInteger out;
  out.words_.assign(a.words_.size() + b.words_.size(), 0);
  for (std::size_t i = 0; i < a.words_.size(); ++i) {
    uint128 carry = 0;
    for (std::size_t j = 0; j < b.words_.size(); ++j) {
      carry += static_cast<uint128>(a.words_[i]) * b.words_[j] + out.words_[i + j];
      out.words_[i + j] = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    out.words_[i + b.words_.size()] = static_cast<std::uint64_t>(carry);
  }
  out.negative_ = a.negative_ != b.negative_;
  out.trim();
  return out;
}

BigInteger::Division BigInteger::divide(const BigInteger& numerator, const BigInteger& divisor) {
  ND_CHECK(!divisor.is_zero());
  Division out;
  out.remainder = numerator;
  if (compare_limbs(numerator.words_, divisor.words_) < 0) return out;
  if (divisor.bits() <= 32) {
    out.quotient.words_ = numerator.words_;
    out.remainder.words_ = {divide_by_word(out.quotient.words_, divisor.words_[0])};
  } else {
    out.quotient.words_ = divide_long(out.remainder.words_, divisor.words_);
  }
  out.quotient.negative_ = numerator.negative_ != divisor.negative_;
  out.quotient.trim();
  out.remainder.trim();
  return out;
}

}  // namespace nd::agg
