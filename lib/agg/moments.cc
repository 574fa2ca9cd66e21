// var and stddev of a sample: from the exact sums of the numbers and of their squares, rounded
// once.
//
// var = (n Q - S^2) / (n (n - 1)). S is an ExactSum. Q is kept in two accumulators like it, in
// units of 10^-36 and of 2^-2148: five words in the state for numbers below 1.7e20, more beside it
// for the rest.
#include <cmath>
#include <cstring>
#include <new>

#include "agg/exact_text.h"
#include "agg/families.h"
#include "base/check.h"

namespace nd::agg {
namespace {

using uint128 = unsigned __int128;

constexpr unsigned kSquareDigits = 2 * kScaleDigits;
constexpr unsigned kSquareBinaryPlaces = 2 * kBinaryPlaces;

struct WideSquares {
  FixedInteger<9> decimal;  // below 10^150 for one number and 2^64 of them: 563 bits
  FixedInteger<68> binary;  // below 2^2048 in units of 2^-2148, and 2^64 of them: 4260 bits
};

// square = magnitude^2. Requires: square has twice the words, all 0.
void square_words(std::span<const std::uint64_t> magnitude, std::span<std::uint64_t> square) {
  for (std::size_t i = 0; i < magnitude.size(); ++i) {
    uint128 carry = 0;
    for (std::size_t j = 0; j < magnitude.size(); ++j) {
      carry += static_cast<uint128>(magnitude[i]) * magnitude[j] + square[i + j];
      square[i + j] = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    square[i + magnitude.size()] = static_cast<std::uint64_t>(carry);
  }
}

class Squares {
 public:
  void add(const Term& term, Arena& arena) {
    if (term.kind == Term::Kind::kScaled) {
      const auto bits = static_cast<uint128>(term.scaled);
      const uint128 size = term.scaled < 0 ? 0 - bits : bits;
      const std::uint64_t words[2] = {static_cast<std::uint64_t>(size),
                                      static_cast<std::uint64_t>(size >> 64)};
      std::uint64_t square[4] = {};
      square_words(words, square);
      small_.add(square, 0, false);
    } else if (term.kind == Term::Kind::kDecimal) {
      std::uint64_t square[8] = {};
      square_words(term.decimal, square);
      wide(arena).decimal.add(square, 0, false);
    } else {
      add_binary(term, arena);
    }
  }

  void merge(const Squares& other, Arena& arena) {
    small_.add(other.small_);
    if (other.wide_ == nullptr) return;
    wide(arena).decimal.add(other.wide_->decimal);
    wide(arena).binary.add(other.wide_->binary);
  }

  [[nodiscard]] bool is_flat() const { return wide_ == nullptr; }
  [[nodiscard]] BigInteger decimal() const {
    return wide_ == nullptr ? small_.to_big() : small_.to_big() + wide_->decimal.to_big();
  }
  [[nodiscard]] BigInteger binary() const {
    return wide_ == nullptr ? BigInteger() : wide_->binary.to_big();
  }

  [[nodiscard]] bool set(const BigInteger& decimal, const BigInteger& binary, Arena& arena) {
    if (decimal.is_negative() || binary.is_negative() || decimal.bits() > 9 * 64 - 1 ||
        binary.bits() > 68 * 64 - 1) {
      return false;
    }
    if (decimal.bits() <= kSmallBits) {
      small_.add(decimal.words(), 0, false);
    } else {
      wide(arena).decimal.add(decimal.words(), 0, false);
    }
    if (!binary.is_zero()) wide(arena).binary.add(binary.words(), 0, false);
    return true;
  }

 private:
  // One square has at most 254 bits, so 2^64 of them fit five words.
  static constexpr std::size_t kSmallBits = 254;

  void add_binary(const Term& term, Arena& arena) {
    const uint128 square = static_cast<uint128>(term.mantissa) * term.mantissa;
    const unsigned at = 2 * term.shift;
    const unsigned shift = at % 64;
    std::uint64_t words[3] = {static_cast<std::uint64_t>(square << shift),
                              static_cast<std::uint64_t>((square << shift) >> 64), 0};
    if (shift != 0) words[2] = static_cast<std::uint64_t>(square >> (128 - shift));
    wide(arena).binary.add(words, at / 64, false);
  }

  WideSquares& wide(Arena& arena) {
    if (wide_ == nullptr)
      wide_ = new (arena.allocate(sizeof(WideSquares), alignof(WideSquares))) WideSquares;
    return *wide_;
  }

  FixedInteger<5> small_;
  WideSquares* wide_ = nullptr;
};

struct VarianceState {
  ExactSum sum;
  Squares squares;

  void add(const Inputs& inputs, const Parameter&, Memory& memory) {
    for (const json::Value& number : inputs.x) {
      Term term;
      const Status status = term_of(number, term);
      ND_CHECK(status.has_value());  // Inputs are within the domain
      sum.add(term, memory.arena);
      squares.add(term, memory.arena);
    }
  }
  void merge(const VarianceState& other, Memory& memory) {
    sum.merge(other.sum, memory.arena);
    squares.merge(other.squares, memory.arena);
  }
  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return sum.count() < 2 ? json::Value::null() : number_of(exact(), text);
  }
  void append(const Parameter&, std::string& out) const {
    out.push_back('{');
    sum.append_state(out);
    out.append(",\"dd\":\"");
    append_scaled(out, squares.decimal(), kSquareDigits);
    if (const BigInteger binary = squares.binary(); !binary.is_zero()) {
      out.append("\",\"bb\":\"");
      append_binary(out, binary, kSquareBinaryPlaces);
    }
    out.append("\"}");
  }
  Status parse(const json::Value& content, Memory& memory) {
    const auto broken = [] { return input_error("the state of a variance is damaged"); };
    if (!content.is_object()) return broken();
    sum = ND_TRY(ExactSum::parse_state(content, memory.arena));
    const auto decimal = parse_scaled(member_text(content, "dd"), kSquareDigits);
    const std::string_view binary_text = member_text(content, "bb");
    const auto binary = binary_text.empty() ? std::optional<BigInteger>(BigInteger())
                                            : parse_binary(binary_text, kSquareBinaryPlaces);
    if (!decimal || !binary || !squares.set(*decimal, *binary, memory.arena)) return broken();
    return {};
  }
  [[nodiscard]] bool is_flat() const { return sum.is_flat() && squares.is_flat(); }

  // 0 for fewer than two numbers.
  [[nodiscard]] Rational exact() const {
    if (sum.count() < 2) return {};
    const Rational total = sum.rational();  // numerator / denominator
    Rational square_sum{squares.decimal(), BigInteger::power_of_ten(kSquareDigits)};
    BigInteger numerator = total.numerator;
    BigInteger denominator = total.denominator;
    if (const BigInteger binary = squares.binary(); !binary.is_zero()) {
      square_sum.numerator =
          square_sum.numerator.shifted_left(kSquareBinaryPlaces) + binary * square_sum.denominator;
      square_sum.denominator = square_sum.denominator.shifted_left(kSquareBinaryPlaces);
    }
    // Both over the larger of the two denominators: each is the square of the other's unit, or
    // short of it by 2^-2148.
    if (square_sum.denominator.bits() > (denominator * denominator).bits()) {
      numerator = numerator.shifted_left(kBinaryPlaces);
      denominator = denominator.shifted_left(kBinaryPlaces);
    } else if (square_sum.denominator.bits() < (denominator * denominator).bits()) {
      square_sum.numerator = square_sum.numerator.shifted_left(kSquareBinaryPlaces);
      square_sum.denominator = square_sum.denominator.shifted_left(kSquareBinaryPlaces);
    }
    const BigInteger n = BigInteger::of(sum.count());
    const BigInteger n_less_one = BigInteger::of(sum.count() - 1);
    return {n * square_sum.numerator - numerator * numerator,
            square_sum.denominator * n * n_less_one};
  }
};

// The square root of the variance's nearest double. The variance itself may be beyond the doubles,
// on both sides: its root is then that of variance x 4^-power, x 2^power.
json::Value root_of(Rational variance, Arena& text) {
  constexpr std::int64_t kSafeBits = 1000;
  const auto bits = static_cast<std::int64_t>(variance.numerator.bits()) -
                    static_cast<std::int64_t>(variance.denominator.bits());
  if (variance.numerator.is_zero() || (bits > -kSafeBits && bits < kSafeBits))
    return json::Value::real(std::sqrt(nearest_double(variance)));
  const std::int64_t power = bits / 2;
  BigInteger& scaled = power > 0 ? variance.denominator : variance.numerator;
  scaled = scaled.shifted_left(static_cast<std::size_t>(2 * std::abs(power)));
  const double root = std::sqrt(nearest_double(variance));
  const double value = std::ldexp(root, static_cast<int>(power));
  if (std::isfinite(value)) return json::Value::real(value);
  constexpr int kMantissa = 53;
  const BigInteger mantissa =
      BigInteger::of(static_cast<std::int64_t>(std::ldexp(root, kMantissa)));
  return rounded_beyond_double({mantissa.shifted_left(static_cast<std::size_t>(power - kMantissa))},
                               text);
}

struct DeviationState : VarianceState {
  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return sum.count() < 2 ? json::Value::null() : root_of(VarianceState::exact(), text);
  }
  Rational exact() const = delete;
};

}  // namespace

constinit const StateFunctions kVarianceFunctions = functions_of<VarianceState>();
constinit const StateFunctions kDeviationFunctions = functions_of<DeviationState>();

}  // namespace nd::agg
