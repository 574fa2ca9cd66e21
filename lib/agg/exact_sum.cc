// D holds decimals as whole multiples of 10^-18: 128 bits where they suffice (sums below 1.7e20),
// five words beyond. B is a superaccumulator: every double is a whole multiple of 2^-1074. Cost: 1
// to 2 ns for an integer, 7 ns for the text of a decimal, where strtod alone takes 52. Source:
// Kulisch, "Computer Arithmetic and Validity", chapter 8, for B.
#include "agg/exact_sum.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <new>

#include "base/number.h"

namespace nd::agg {
namespace {

using uint128 = unsigned __int128;

constexpr std::int64_t kMostDigits = 38;
constexpr std::int64_t kHighestPoint = 57;  // below 10^57 = 38 digits with exponent 19
constexpr int kLowestBinary = -static_cast<int>(kBinaryPlaces);

constexpr auto kPowersOfTen = [] {
  std::array<std::uint64_t, 20> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i)
    powers[i] = powers[i - 1] * 10;
  return powers;
}();

// "-12.50" with at most 18 digits in all -> units of 10^-18. false: another form.
bool scan_short_decimal(std::string_view text, __int128& scaled) {
  if (text.size() > 20) return false;
  std::size_t i = !text.empty() && text[0] == '-' ? 1 : 0;
  const bool negative = i == 1;
  std::uint64_t digits = 0;
  std::size_t point = text.size();
  std::size_t count = 0;
  for (; i < text.size(); ++i) {
    const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
    if (digit <= 9) {
      digits = digits * 10 + digit;
      ++count;
    } else if (text[i] == '.' && point == text.size()) {
      point = i;
    } else {
      return false;
    }
  }
  if (count > kScaleDigits) return false;
  const std::size_t places = point == text.size() ? 0 : text.size() - point - 1;
  scaled =
      static_cast<__int128>(static_cast<uint128>(digits) * kPowersOfTen[kScaleDigits - places]);
  if (negative) scaled = -scaled;
  return true;
}

void set_binary(double number, Term& term) {
  int exponent = 0;
  const double fraction = std::frexp(std::fabs(number), &exponent);  // in [0.5, 1)
  auto mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
  int lowest = exponent - 53;
  if (lowest < kLowestBinary) {  // subnormal: the dropped bits are zeros
    mantissa >>= kLowestBinary - lowest;
    lowest = kLowestBinary;
  }
  term.kind = Term::Kind::kBinary;
  term.negative = std::signbit(number);
  term.mantissa = mantissa;
  term.shift = static_cast<unsigned>(lowest - kLowestBinary);
}

bool is_decimal_term(const Decimal& number) {
  const auto count = static_cast<std::int64_t>(number.digits.size());
  return count <= kMostDigits && number.point <= kHighestPoint &&
         number.point - count >= -std::int64_t{kScaleDigits};
}

void set_decimal(const Decimal& number, Term& term) {
  uint128 digits = 0;
  for (const char digit : number.digits)
    digits = digits * 10 + static_cast<unsigned>(digit - '0');
  auto zeros = static_cast<std::size_t>(
      number.point - static_cast<std::int64_t>(number.digits.size()) + kScaleDigits);
  std::uint64_t words[4] = {static_cast<std::uint64_t>(digits),
                            static_cast<std::uint64_t>(digits >> 64), 0, 0};
  while (zeros > 0) {
    const std::size_t step = zeros < 19 ? zeros : 19;
    uint128 carry = 0;
    for (std::uint64_t& word : words) {
      carry += static_cast<uint128>(word) * kPowersOfTen[step];
      word = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    zeros -= step;
  }
  if (words[2] == 0 && words[3] == 0 && words[1] >> 63 == 0) {
    term.kind = Term::Kind::kScaled;
    const auto magnitude = static_cast<__int128>(static_cast<uint128>(words[1]) << 64 | words[0]);
    term.scaled = number.negative ? -magnitude : magnitude;
    return;
  }
  term.kind = Term::Kind::kDecimal;
  term.negative = number.negative;
  std::memcpy(term.decimal, words, sizeof words);
}

Status set_text(std::string_view text, Term& term) {
  if (scan_short_decimal(text, term.scaled)) [[likely]] {
    term.kind = Term::Kind::kScaled;
    return {};
  }
  std::string digits;
  const Decimal decimal = decimal_of(text, digits);
  if (is_decimal_term(decimal)) {
    set_decimal(decimal, term);
    return {};
  }
  const double nearest = to_double(text);
  if (!std::isfinite(nearest)) {
    return input_error("the number {} is beyond the range of a double", text.substr(0, 40));
  }
  set_binary(nearest, term);
  return {};
}

}  // namespace

template <std::size_t N>
void FixedInteger<N>::add(std::span<const std::uint64_t> magnitude, std::size_t offset,
                          bool negative) {
  std::uint64_t carry = 0;
  for (std::size_t i = offset; i < N; ++i) {
    const std::size_t from = i - offset;
    if (from >= magnitude.size() && carry == 0) return;
    const uint128 word =
        static_cast<uint128>(from < magnitude.size() ? magnitude[from] : 0) + carry;
    if (negative) {
      carry = static_cast<uint128>(words[i]) < word ? 1 : 0;
      words[i] -= static_cast<std::uint64_t>(word);
    } else {
      const uint128 sum = words[i] + word;
      words[i] = static_cast<std::uint64_t>(sum);
      carry = static_cast<std::uint64_t>(sum >> 64);
    }
  }
}

template <std::size_t N>
void FixedInteger<N>::add(const FixedInteger& other) {
  uint128 carry = 0;
  for (std::size_t i = 0; i < N; ++i) {
    carry += static_cast<uint128>(words[i]) + other.words[i];
    words[i] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
}

template <std::size_t N>
bool FixedInteger<N>::is_zero() const {
  for (const std::uint64_t word : words) {
    if (word != 0) return false;
  }
  return true;
}

// ExactSum's and Moments'.
template struct FixedInteger<5>;
template struct FixedInteger<9>;
template struct FixedInteger<35>;
template struct FixedInteger<68>;

Status term_of_slow(const json::Value& number, Term& term) {
  switch (number.kind()) {
    case json::Kind::kUint:
      term.kind = Term::Kind::kScaled;
      term.scaled =
          static_cast<__int128>(static_cast<uint128>(number.uint_value()) * std::uint64_t{kScale});
      return {};
    case json::Kind::kDouble: {
      char text[40] = {};
      const auto [end, error] = std::to_chars(text, text + sizeof text, number.double_value());
      return set_text({text, static_cast<std::size_t>(end - text)}, term);
    }
    default:
      return set_text(number.text(), term);
  }
}

Status ExactSum::add(const json::Value& number, Arena& arena) {
  if (number.kind() == json::Kind::kDouble && !std::isfinite(number.double_value())) return {};
  Term term;
  ND_TRY(term_of(number, term));
  add(term, arena);
  return {};
}

ExactSum::Wide& ExactSum::wide(Arena& arena) {
  if (wide_ == nullptr) wide_ = new (arena.allocate(sizeof(Wide), alignof(Wide))) Wide;
  return *wide_;
}

ExactSum::WideBinary& ExactSum::binary(Arena& arena) {
  Wide& all = wide(arena);
  if (all.binary == nullptr) {
    all.binary = new (arena.allocate(sizeof(WideBinary), alignof(WideBinary))) WideBinary;
  }
  return *all.binary;
}

void ExactSum::carry(__int128 term, Arena& arena) {
  const __int128 low = scaled();
  const auto bits = static_cast<uint128>(low);
  const uint128 magnitude = low < 0 ? 0 - bits : bits;
  const std::uint64_t words[2] = {static_cast<std::uint64_t>(magnitude),
                                  static_cast<std::uint64_t>(magnitude >> 64)};
  wide(arena).decimal.add(words, 0, low < 0);
  set_scaled(term);
}

void ExactSum::add_wide(const Term& term, Arena& arena) {
  if (term.kind == Term::Kind::kDecimal) {
    wide(arena).decimal.add(term.decimal, 0, term.negative);
    return;
  }
  const uint128 mantissa = static_cast<uint128>(term.mantissa) << (term.shift % 64);
  const std::uint64_t words[2] = {static_cast<std::uint64_t>(mantissa),
                                  static_cast<std::uint64_t>(mantissa >> 64)};
  binary(arena).add(words, term.shift / 64, term.negative);
}

void ExactSum::merge(const ExactSum& other, Arena& arena) {
  count_ += other.count_;
  add_scaled(other.scaled(), arena);
  if (other.wide_ == nullptr) return;
  wide(arena).decimal.add(other.wide_->decimal);
  if (other.wide_->binary != nullptr) binary(arena).add(*other.wide_->binary);
}

BigInteger ExactSum::decimal_total() const {
  const BigInteger low = BigInteger::of(scaled());
  return wide_ == nullptr ? low : low + wide_->decimal.to_big();
}

Rational ExactSum::rational() const {
  Rational total{decimal_total(), BigInteger::of(std::int64_t{kScale})};
  if (wide_ == nullptr || wide_->binary == nullptr || wide_->binary->is_zero()) return total;
  total.numerator =
      total.numerator.shifted_left(kBinaryPlaces) + wide_->binary->to_big() * total.denominator;
  total.denominator = total.denominator.shifted_left(kBinaryPlaces);
  return total;
}

json::Value ExactSum::value(Arena& text) const {
  if (wide_ == nullptr) {
    const __int128 sum = scaled();
    const __int128 whole = sum / kScale;
    if (whole * kScale == sum && whole >= INT64_MIN && whole <= INT64_MAX) {
      return json::Value::integer(static_cast<std::int64_t>(whole));
    }
  }
  return number_of(rational(), text);
}

}  // namespace nd::agg
