// NextKeys: where the keys of the next records most probably stand, while one record is worked on.
//
// Records of one kind look alike: what stands before the key in this one stands before it in the
// next ones. Those are found in what lies behind the key in memory: in the block of records, or as
// far as the page of the key goes, which can be read whatever it is. All of it is a guess that
// costs little: nothing may depend on whether it is right.
//
// Belongs here: guessing places. Does not belong here: what is fetched for them (lookahead.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nd::table {

class NextKeys {
 public:
  // Two for each record, so that they get ahead of it.
  static constexpr std::size_t kMost = 2;
  using Places = std::array<const char*, kMost>;

  // `key`: the text of this record's key, where it stands. `block`: text that can be read now and
  // that the record may be a part of. Puts the next places that were not given before into `out`,
  // and returns how many; at least 16 bytes of the block are behind each.
  [[nodiscard]] std::size_t find(std::string_view key, std::string_view block, Places& out);

 private:
  static constexpr std::size_t kPeriod = 16;  // keys

  [[nodiscard]] const char* find_from(const char* from, const char* end) const;

  const char* sought_ = nullptr;  // up to here
  // The least number of bytes from one key to the next, of the last ones that were found, and of
  // those before.
  std::size_t least_ = SIZE_MAX;
  std::size_t least_before_ = 0;
  std::uint64_t before_ = 0;  // the bytes before a key
  std::size_t count_ = 0;     // of keys
  unsigned resting_ = 0;      // keys to go without guessing, where it was in vain
  unsigned in_vain_ = 0;
};

// Calls fetch(place) for each of the next places.
template <class Fetch>
void fetch_next(NextKeys& next, std::string_view key, std::string_view block, Fetch&& fetch) {
  NextKeys::Places places;
  const std::size_t found = next.find(key, block, places);
  for (std::size_t i = 0; i < found; ++i)
    fetch(places[i]);
}

// The text of a string of at most 15 bytes from its first byte on; longer ones are cut off there.
// Requires: 16 bytes can be read.
[[nodiscard]] std::string_view short_text_at(const char* place);

}  // namespace nd::table
