// Profile: the size of the synthetic platform, in four steps from a test's to a cluster's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"

namespace nd::synth {

struct Profile {
  std::string_view name;
  std::uint64_t daily_plays;    // in July 2023
  std::uint32_t play_factor;    // plays: times the nano platform's
  std::uint32_t author_factor;  // creators and their posts
  std::uint32_t user_factor;    // users, searches
};

// From the smallest to the largest.
[[nodiscard]] std::span<const Profile> profiles();
// Error: no such profile, with the names that exist.
[[nodiscard]] Result<Profile> find_profile(std::string_view name);

}  // namespace nd::synth
