// The wording that messages share: data in quotes, and lists of names.
//
// Belongs here: how a text and a list are put into a sentence. Does not belong here: the sentences.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nd {

// Data for a message: at most `most` bytes of it, whole characters, and "..." where it was cut;
// control characters and what is no UTF-8 as \x0a.
[[nodiscard]] std::string excerpt(std::string_view data, std::size_t most = 120);

// The excerpt in quotes: 'text', 'tex...'.
[[nodiscard]] std::string in_quotes(std::string_view text, std::size_t most = 100);

// "a, b, c", of what text_of(item) says.
template <class Range, class TextOf>
[[nodiscard]] std::string joined(const Range& items, const TextOf& text_of) {
  std::string out;
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ", ";
    first = false;
    out += text_of(item);
  }
  return out;
}
// Of items that are texts.
template <class Range>
[[nodiscard]] std::string joined(const Range& items) {
  return joined(items, [](std::string_view item) { return item; });
}

}  // namespace nd
