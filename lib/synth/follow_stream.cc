#include "synth/follow_stream.h"

#include <array>

#include "synth/social_streams.h"

namespace nd::synth {

void FollowStream::append(Place place, std::int64_t recv_ms, std::string& out) const {
  constexpr std::array<std::string_view, 4> kTabs = {"feature", "profile", "live_room", "search"};
  Dice dice = this->dice(place);
  const auto total = static_cast<std::uint32_t>(counts().total());
  const Bond bond = this->bond(walked(counts().before(place.day) + place.ordinal, total));
  append_envelope(place, "follow", recv_ms, out);
  append_user(bond.user, out);
  append_numbered(R"(,"author_id":"a)", bond.author, out);
  append_action(action_, kTabs[dice.below(kTabs.size())], out);
  out += '}';
}

}  // namespace nd::synth
