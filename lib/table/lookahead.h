// Lookahead: fetches the rows that the next records will look up, while this one is worked on. In a
// large table every look-up waits for memory twice; of several records at a time it waits once.
//
// Belongs here: what is fetched when. Does not belong here: guessing which records are next
// (next_keys.h), looking up (lookup.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "key/short_key.h"
#include "table/next_keys.h"

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

  void note(const Lookup& table, std::string_view key);

  NextKeys next_;
  std::array<Guess, kGuesses> guesses_;
  std::size_t count_ = 0;
};

}  // namespace nd::table
