#include "compare/compare_options.h"

#include "base/number.h"
#include "base/wording.h"

namespace nd::compare {

std::string_view word_of(Basis basis) {
  return basis == Basis::kDaily ? "daily" : basis == Basis::kTotal ? "total" : "matched";
}

Spellings<std::optional<Basis>> basis_words() {
  Spellings<std::optional<Basis>> words;
  for (const Basis basis : {Basis::kDaily, Basis::kTotal, Basis::kMatched})
    words.emplace_back(word_of(basis), basis);
  return words;
}

}  // namespace nd::compare
