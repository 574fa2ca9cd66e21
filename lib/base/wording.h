// The wording that messages share: data in quotes, and lists of names.
//
// Belongs here: how a text and a list are put into a sentence. Does not belong here: the sentences;
// control characters, which whoever prints a message makes visible (cli/message.h).
#pragma once

#include <string>
#include <string_view>

#include "base/utf8.h"

namespace nd {

// 'text'; of a text of more than `most` bytes its start: 'tex...'.
[[nodiscard]] inline std::string in_quotes(std::string_view text, std::size_t most = 100) {
  std::string out = "'";
  out += utf8::cut(text, most);
  out += text.size() > most ? "...'" : "'";
  return out;
}

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
