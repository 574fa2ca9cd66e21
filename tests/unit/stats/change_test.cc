#include "stats/change.h"

#include <doctest/doctest.h>

namespace nd::stats {
namespace {

TEST_SUITE_BEGIN("stats/change");

ChangeFacts whole_months() {
  return {{31, 31}, {31, 31}, 0.9};
}

TEST_CASE("both sides whole: a percentage may be given") {
  CHECK(judge(whole_months()) == ChangeState::kOk);
}

TEST_CASE("a side without any day with data is new or gone, both are partial") {
  ChangeFacts facts = whole_months();
  facts.previous.days = 0;
  CHECK(judge(facts) == ChangeState::kNew);
  facts.current.days = 0;
  CHECK(judge(facts) == ChangeState::kPartial);
  facts.previous.days = 31;
  CHECK(judge(facts) == ChangeState::kGone);
}

TEST_CASE("too few days on either side are partial") {
  ChangeFacts facts = whole_months();
  facts.current.days = 27;
  CHECK(judge(facts) == ChangeState::kPartial);
  facts.current.days = 28;
  CHECK(judge(facts) == ChangeState::kOk);
  facts.previous.days = 1;
  CHECK(judge(facts) == ChangeState::kPartial);
  facts.least_coverage = 0;
  CHECK(judge(facts) == ChangeState::kOk);
}

TEST_CASE("a share that is met exactly is met, although decimals are rounded") {
  for (std::int64_t percent = 0; percent <= 100; ++percent) {
    CAPTURE(percent);
    CHECK(covers({percent, 100}, static_cast<double>(percent) / 100));
    CHECK_FALSE(covers({percent, 100}, static_cast<double>(percent) / 100 + 1e-12));
  }
  CHECK(covers({0, 0}, 1));
}

TEST_CASE("suppressed comes before all, small-base after all") {
  ChangeFacts facts = whole_months();
  facts.small_base = true;
  CHECK(judge(facts) == ChangeState::kSmallBase);
  facts.current.days = 1;
  CHECK(judge(facts) == ChangeState::kPartial);
  facts.previous.days = 0;
  facts.suppressed = true;
  CHECK(judge(facts) == ChangeState::kSuppressed);
}

TEST_CASE("states have the names of the output") {
  CHECK(name_of(ChangeState::kOk) == "ok");
  CHECK(name_of(ChangeState::kNew) == "new");
  CHECK(name_of(ChangeState::kGone) == "gone");
  CHECK(name_of(ChangeState::kPartial) == "partial");
  CHECK(name_of(ChangeState::kSmallBase) == "small-base");
  CHECK(name_of(ChangeState::kSuppressed) == "suppressed");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::stats
