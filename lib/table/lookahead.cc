#include "table/lookahead.h"

#include "table/lookup.h"

namespace nd::table {

// Fetches the place of the key, and the row of an earlier one, whose place has come.
void Lookahead::note(const Lookup& table, std::string_view key) {
  Guess& guess = guesses_[count_ % kGuesses];
  if (!key::encode_short(key, guess.key)) return;
  guess.hash = table.prefetch(guess.key);
  if (++count_ <= kBetween || !table.has_many_values()) return;
  const Guess& earlier = guesses_[(count_ - 1 - kBetween) % kGuesses];
  table.prefetch_row(earlier.key, earlier.hash);
}

void Lookahead::advance(const Lookup& table, std::string_view key, std::string_view block) {
  fetch_next(next_, key, block, [&](const char* place) { note(table, short_text_at(place)); });
}

}  // namespace nd::table
