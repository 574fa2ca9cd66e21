// Lookahead: fetches the rows that the next records will look up, while this one is worked on. In a
// large table every look-up waits for memory twice; of several records at a time it waits once.
//
// Records of one kind look alike: what stands before the key in this one stands before it in the
// next ones. Those are found in what lies behind the key in memory: in the block of records, or as
// far as the page of the key goes, which can be read whatever it is. All of it is a guess that
// costs little: nothing depends on whether it is right.
//
// Belongs here: guessing. Does not belong here: looking up (lookup.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "key/short_key.h"

namespace nd::table {

class Lookup;

// One for each look-up of a thread.
class Lookahead {
 public:
  // `key`: the text that is looked up now, where it stands in its record. `block`: text that can be
  // read now and that the record may be a part of.
  void advance(const Lookup& table, std::string_view key, std::string_view block);

 private:
  struct Guess {
    key::ShortKey key;
    std::uint64_t hash = 0;
  };

  static constexpr std::size_t kGuesses = 16;  // a power of two
  static constexpr std::size_t kBetween = 4;   // guesses from the place of a key to that of its row

  [[nodiscard]] const char* find(const char* from, const char* end) const;
  void note(const Lookup& table, const char* key);

  const char* sought_ = nullptr;  // up to here
  // The least number of bytes from one key to the next, of the last ones that were found, and of
  // those before.
  std::size_t least_ = SIZE_MAX;
  std::size_t least_before_ = 0;
  std::uint64_t before_ = 0;  // the bytes before a key
  std::array<Guess, kGuesses> guesses_;
  std::size_t count_ = 0;
  unsigned resting_ = 0;  // look-ups to go without guessing, where it was in vain
  unsigned in_vain_ = 0;
};

}  // namespace nd::table
