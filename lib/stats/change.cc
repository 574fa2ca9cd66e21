#include "stats/change.h"

namespace nd::stats {

std::string_view name_of(ChangeState state) {
  switch (state) {
    case ChangeState::kOk:
      return "ok";
    case ChangeState::kNew:
      return "new";
    case ChangeState::kGone:
      return "gone";
    case ChangeState::kPartial:
      return "partial";
    case ChangeState::kSmallBase:
      return "small-base";
    case ChangeState::kSuppressed:
      break;
  }
  return "suppressed";
}

bool covers(const Coverage& coverage, double least) {
  if (coverage.expected <= 0) return true;
  // The quotient is the double nearest to the share, as a share typed in decimal is: 55 of 100
  // reaches 0.55.
  return static_cast<double>(coverage.days) / static_cast<double>(coverage.expected) >= least;
}

ChangeState judge(const ChangeFacts& facts) {
  if (facts.suppressed) return ChangeState::kSuppressed;
  if (facts.current.days == 0 && facts.previous.days == 0) return ChangeState::kPartial;
  if (facts.previous.days == 0) return ChangeState::kNew;
  if (facts.current.days == 0) return ChangeState::kGone;
  if (!covers(facts.current, facts.least_coverage) ||
      !covers(facts.previous, facts.least_coverage)) {
    return ChangeState::kPartial;
  }
  return facts.small_base ? ChangeState::kSmallBase : ChangeState::kOk;
}

}  // namespace nd::stats
