// How many terminal columns a UTF-8 text takes, and how to cut or clean it for a screen.
//
// Belongs here: clusters, widths, visible escapes of hidden characters. Does not belong here:
// decoding (base/utf8.h), the escaping that a markup needs (its renderer does that).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nd {

// What a reader sees as one character: a base with its marks, an emoji sequence, a flag.
struct Cluster {
  std::size_t size = 0;   // bytes
  std::size_t width = 0;  // columns: 0, 1 or 2
};

// The cluster that starts at text[at]. Requires: at < text.size().
[[nodiscard]] Cluster cluster_at(std::string_view text, std::size_t at);

// Columns of the whole text. Control characters count 0: escape them first, see append_visible().
[[nodiscard]] std::size_t display_width(std::string_view text);

// Whether the code point must not reach a reader as it is, wherever it stands: C0 and C1 controls,
// DEL, line and paragraph separators, and what changes the direction of the text around it or
// takes no room and says nothing (bidirectional controls, zero-width spaces, byte order marks).
[[nodiscard]] bool is_control(char32_t code_point);

// Whether the next code point of a text must not reach a reader as it is: a control, a joiner
// between characters that never join, or a tag outside a flag. These can hide a text within
// another, or make two look alike. `previous` is 0 before the first code point and kept from call
// to call.
[[nodiscard]] bool is_hidden(char32_t code_point, char32_t& previous);

// Appends the escape by which a hidden character is shown: \t \n \r, else \xHH, \uHHHH or
// \u{HHHHH}.
void append_escaped_control(std::string& out, char32_t code_point);

// Appends text with every hidden character escaped and every invalid byte sequence as U+FFFD.
void append_visible(std::string& out, std::string_view text);

// Appends as many whole clusters of text as fit in `width` columns; if any are left out, the last
// column is `…`. Returns the columns used. Requires: width >= 1.
std::size_t append_truncated(std::string& out, std::string_view text, std::size_t width);

// The same from the other end: where clusters are left out, they are the first ones, and `…` is the
// first column.
std::size_t append_truncated_front(std::string& out, std::string_view text, std::size_t width);

}  // namespace nd
