#include "synth/profile.h"

#include <array>
#include <string>

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
  std::string known;
  for (const Profile& profile : kProfiles) {
    if (profile.name == name) return profile;
    if (!known.empty()) known += ", ";
    known += profile.name;
  }
  return usage_error("no profile '" + std::string(name) + "'; there are " + known);
}

}  // namespace nd::synth
