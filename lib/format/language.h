// Languages: the words that a number brings into a sentence, one row for each language.
//
// Belongs here: words for units, for points and for how a rounded number stands to the exact one.
// Does not belong here: when each of them is used (phrase.h).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "format/number_format.h"

namespace nd::format {

// How the number that is shown stands to the exact one; see Phrase.
enum class Claim : std::uint8_t { kOver, kNearly, kReached, kExactly };

struct Language {
  std::string_view name;                   // as --lang has it
  NumberStyle units;                       // of `~`
  char separator;                          // of the digits before the point, with `~`; 0: none
  std::array<std::string_view, 4> claims;  // by Claim, with the blank behind where one stands there
  std::string_view point;                  // one percentage point, with the blank before it
  std::string_view points;                 // any other number of them
};

[[nodiscard]] std::span<const Language> languages();

}  // namespace nd::format
