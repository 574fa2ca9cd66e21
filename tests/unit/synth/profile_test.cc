#include "synth/profile.h"

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

TEST_SUITE("synth/profile") {
  TEST_CASE("profiles are found by name") {
    CHECK(find_profile("medium")->daily_plays == 100'000);
    CHECK(find_profile("nano")->play_factor == 1);
  }

  TEST_CASE("an unknown name is a usage error that lists the names") {
    const auto result = find_profile("huge");
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == ErrorKind::kUsage);
    CHECK(result.error().message == "no profile 'huge'; there are nano, small, medium, large");
  }

  TEST_CASE("planted plays grow with all plays") {
    const Profile& nano = profiles().front();
    for (const Profile& profile : profiles()) {
      CHECK(profile.daily_plays == nano.daily_plays * profile.play_factor);
    }
  }
}

}  // namespace
}  // namespace nd::synth
