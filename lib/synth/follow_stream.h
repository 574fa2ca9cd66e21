// FollowStream: follows and unfollows that a plant needs, one for each of its people.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "synth/audience.h"
#include "synth/event_stream.h"

namespace nd::synth {

// Who follows whom.
struct Bond {
  UserNumber user = 0;
  AuthorNumber author = 0;
};

class FollowStream : public EventStream {
 public:
  // `action` is follow or unfollow, and lives as long as the stream.
  FollowStream(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::string_view action)
      : EventStream(seed, number, std::move(counts), 0), action_(action) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const final;

 protected:
  // Each of 0 .. counts().total() - 1 once.
  [[nodiscard]] virtual Bond bond(std::uint32_t index) const = 0;

 private:
  std::string_view action_;
};

}  // namespace nd::synth
