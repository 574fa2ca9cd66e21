// The change of a ratio split by segments: into what happened within them and what their weights
// did.
//
// With the weight w of a segment (its part of the base) and its ratio r, before (0) and now (1):
// within is the sum of w0 (r1 - r0), mix that of (w1 - w0) r0, interaction that of (w1 - w0)
// (r1 - r0). The three sum to the change of the whole ratio, exactly. (Kitagawa 1955, with the
// interaction apart.)
//
// Belongs here: the exact arithmetic. Does not belong here: what the segments are.
#pragma once

#include <vector>

#include "agg/rational.h"

namespace nd::compare {

// A segment's share of both sides of the ratio; all 0 where it has no data.
struct SegmentChange {
  agg::Fraction current;
  agg::Fraction previous;
};

struct MixTerms {
  agg::Rational within;
  agg::Rational mix;
  agg::Rational interaction;
};

// Whether the segment has a ratio on both sides. One that has not, new or gone, is mix alone.
[[nodiscard]] bool has_both(const SegmentChange& segment);

// The terms of all segments together. Requires: neither sum of bases is 0.
[[nodiscard]] MixTerms mix_of(const std::vector<SegmentChange>& segments);

// One segment's part of them; its mix is (w1 - w0) (r0 - R0), where R0 is the whole ratio before,
// so that it says whether the segment that grew was better than the rest. They sum to the same.
// total: the sums over all segments.
[[nodiscard]] MixTerms part_of_mix(const SegmentChange& segment, const SegmentChange& total);

// Whether the whole ratio changed in another direction than that of every segment with a ratio on
// both sides (Simpson's paradox); false if there is no such segment.
[[nodiscard]] bool is_reversed(const std::vector<SegmentChange>& segments,
                               const SegmentChange& total);

// The sums over all segments.
[[nodiscard]] SegmentChange total_of(const std::vector<SegmentChange>& segments);

}  // namespace nd::compare
