#include "compare/mix.h"

#include <cstdint>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

using agg::BigInteger;
using agg::Rational;

Rational number(std::int64_t top, std::int64_t bottom = 1) {
  return {BigInteger::of(top), BigInteger::of(bottom)};
}

bool same(const Rational& a, const Rational& b) {
  return (a - b).is_zero();
}

SegmentChange segment(std::int64_t n1, std::int64_t b1, std::int64_t n0, std::int64_t b0) {
  return {{number(n1), number(b1)}, {number(n0), number(b0)}};
}

Rational change_of(const SegmentChange& total) {
  return total.current.top / total.current.base - total.previous.top / total.previous.base;
}

TEST_SUITE_BEGIN("compare/mix");

TEST_CASE("the three terms by hand") {
  // Weights go from 1/4 and 3/4 to 3/4 and 1/4, ratios from 10 % and 30 % to 12 % and 31 %.
  const std::vector<SegmentChange> segments = {segment(36, 300, 10, 100),
                                               segment(31, 100, 90, 300)};
  const MixTerms terms = mix_of(segments);
  CHECK(same(terms.within, number(125, 10000)));
  CHECK(same(terms.mix, number(-1, 10)));
  CHECK(same(terms.interaction, number(5, 1000)));
  CHECK(is_reversed(segments, total_of(segments)));
}

TEST_CASE("a segment that is new or gone is mix alone") {
  const std::vector<SegmentChange> segments = {segment(10, 100, 10, 100), segment(90, 100, 0, 0)};
  const SegmentChange total = total_of(segments);
  const MixTerms terms = mix_of(segments);
  CHECK(terms.within.is_zero());
  CHECK(same(terms.mix, number(4, 10)));
  CHECK(terms.interaction.is_zero());
  const MixTerms part = part_of_mix(segments[1], total);
  CHECK(part.within.is_zero());
  CHECK(same(part.mix, number(4, 10)));  // half of the weight, 80 points above the ratio before
  CHECK(same(part_of_mix(segments[0], total).mix, {}));
}

TEST_CASE("the direction of the whole against those of the segments") {
  const auto reversed = [](const std::vector<SegmentChange>& segments) {
    return is_reversed(segments, total_of(segments));
  };
  CHECK_FALSE(reversed({segment(2, 10, 1, 10), segment(1, 10, 2, 20)}));
  // Unchanged ratios, and a whole that rises.
  CHECK(reversed({segment(1, 10, 1, 10), segment(9, 18, 1, 2)}));
  CHECK_FALSE(reversed({segment(1, 10, 1, 10)}));
  // There is nothing to go by.
  CHECK_FALSE(reversed({segment(1, 10, 0, 0), segment(0, 0, 1, 5)}));
}

TEST_CASE("the terms sum to the change, and the segments' parts to the terms") {
  std::mt19937 random(5);
  const auto below = [&](std::int64_t most) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint32_t>(most));
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<SegmentChange> segments;
    const std::int64_t count = 1 + below(round % 7 == 0 ? 60 : 5);
    for (std::int64_t i = 0; i < count; ++i) {
      SegmentChange made = segment(below(50) - 10, below(6), below(50) - 10, below(6));
      if (below(3) == 0) made.current.top = number(below(1000), 1 + below(12));
      segments.push_back(made);
    }
    const SegmentChange total = total_of(segments);
    if (total.current.base.is_zero() || total.previous.base.is_zero()) continue;
    const MixTerms terms = mix_of(segments);
    CHECK(same(terms.within + terms.mix + terms.interaction, change_of(total)));
    MixTerms sum;
    for (const SegmentChange& of : segments) {
      const MixTerms part = part_of_mix(of, total);
      sum = {sum.within + part.within, sum.mix + part.mix, sum.interaction + part.interaction};
    }
    CHECK(same(sum.within, terms.within));
    CHECK(same(sum.mix, terms.mix));
    CHECK(same(sum.interaction, terms.interaction));
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
