#include "synth/profile.h"

#include <array>
#include <string>

#include "base/wording.h"

namespace nd::synth {
namespace {

constexpr std::array<Profile, 4> kProfiles = {{
    {"nano", 250, 1, 1, 1},
    {"small", 2'500, 10, 10, 10},
    {"medium", 100'000, 400, 10, 100},
    {"large", 1'000'000, 4'000, 100, 1'000},
}};

}  // namespace

std::span<const Profile> profiles() {
  return kProfiles;
}

Result<Profile> find_profile(std::string_view name) {
  for (const Profile& profile : kProfiles) {
    if (profile.name == name) return profile;
  }
  const auto name_of = [](const Profile& profile) { return profile.name; };
  return usage_error("no profile {}; there are {}", in_quotes(name), joined(kProfiles, name_of));
}

}  // namespace nd::synth
