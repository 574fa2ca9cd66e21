// With n over b for a segment's ratio, B for the sum of bases, and sums over the segments with a
// ratio on both sides:
//   within      = (P - sum n0) / B0             where P = sum b0 n1 / b1
//   mix         = Q / B1 - sum n0 / B0          where Q = sum b1 n0 / b0
//   interaction = sum n1 / B1 - P / B0 - Q / B1 + sum n0 / B0
// and the rest goes to mix. Only P and Q have many denominators; they are summed in pairs of pairs,
// so that the numbers are long in the last steps alone.
#include "compare/mix.h"

#include <cstddef>
#include <span>
#include <utility>

namespace nd::compare {
namespace {

using agg::BigInteger;
using agg::Fraction;
using agg::Rational;

// A whole number without its denominator.
Rational reduced(Rational number) {
  auto parts = BigInteger::divide(number.numerator, number.denominator);
  if (!parts.remainder.is_zero()) return number;
  return {std::move(parts.quotient)};
}

Rational sum_of(std::span<const Rational> numbers) {
  if (numbers.empty()) return {};
  if (numbers.size() == 1) return numbers[0];
  const std::size_t half = numbers.size() / 2;
  return reduced(sum_of(numbers.first(half)) + sum_of(numbers.subspan(half)));
}

template <class Part>
Rational sum_over(const std::vector<SegmentChange>& segments, Part&& part) {
  std::vector<Rational> parts;
  parts.reserve(segments.size());
  for (const SegmentChange& segment : segments)
    parts.push_back(reduced(part(segment)));
  return sum_of(parts);
}

// The same of the segments with a ratio on both sides.
template <class Part>
Rational sum_of_both(const std::vector<SegmentChange>& segments, Part&& part) {
  return sum_over(segments, [&](const SegmentChange& segment) {
    return has_both(segment) ? part(segment) : Rational();
  });
}

Rational ratio_of(const Fraction& fraction) {
  return fraction.top / fraction.base;
}

}  // namespace

bool has_both(const SegmentChange& segment) {
  return !segment.current.base.is_zero() && !segment.previous.base.is_zero();
}

SegmentChange total_of(const std::vector<SegmentChange>& segments) {
  return {{sum_over(segments, [](const auto& s) { return s.current.top; }),
           sum_over(segments, [](const auto& s) { return s.current.base; })},
          {sum_over(segments, [](const auto& s) { return s.previous.top; }),
           sum_over(segments, [](const auto& s) { return s.previous.base; })}};
}

MixTerms mix_of(const std::vector<SegmentChange>& segments) {
  const SegmentChange total = total_of(segments);
  const Rational n1 = sum_of_both(segments, [](const auto& s) { return s.current.top; });
  const Rational n0 = sum_of_both(segments, [](const auto& s) { return s.previous.top; });
  const Rational p = sum_of_both(
      segments, [](const auto& s) { return s.previous.base * s.current.top / s.current.base; });
  const Rational q = sum_of_both(
      segments, [](const auto& s) { return s.current.base * s.previous.top / s.previous.base; });
  const Rational& b1 = total.current.base;
  const Rational& b0 = total.previous.base;
  const Rational rest = (total.current.top - n1) / b1 - (total.previous.top - n0) / b0;
  return {(p - n0) / b0, q / b1 - n0 / b0 + rest, n1 / b1 - p / b0 - q / b1 + n0 / b0};
}

MixTerms part_of_mix(const SegmentChange& segment, const SegmentChange& total) {
  const Rational w1 = segment.current.base / total.current.base;
  const Rational w0 = segment.previous.base / total.previous.base;
  const Rational whole = ratio_of(total.previous);
  const Rational gain = w1 - w0;
  if (!has_both(segment)) {
    const Rational change =
        segment.current.top / total.current.base - segment.previous.top / total.previous.base;
    return {{}, change - gain * whole, {}};
  }
  const Rational before = ratio_of(segment.previous);
  const Rational change = ratio_of(segment.current) - before;
  return {w0 * change, gain * (before - whole), gain * change};
}

bool is_reversed(const std::vector<SegmentChange>& segments, const SegmentChange& total) {
  const int whole = (ratio_of(total.current) - ratio_of(total.previous)).sign();
  bool any = false;
  for (const SegmentChange& segment : segments) {
    if (!has_both(segment)) continue;
    if ((ratio_of(segment.current) - ratio_of(segment.previous)).sign() == whole) return false;
    any = true;
  }
  return any;
}

}  // namespace nd::compare
