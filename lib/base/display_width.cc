// Width by cluster, after Unicode Standard Annexes 11 (East Asian Width) and 29 (grapheme
// clusters), reduced to what changes a width:
//   - a cluster is as wide as its base; marks, joiners and variation selectors add nothing;
//   - U+FE0F after an emoji asks for the emoji picture: two columns (this covers keycaps);
//   - a skin tone after an emoji, and an emoji after emoji + U+200D, belong to the same picture;
//   - two regional indicators are one flag;
//   - tags (subdivision flags), Hangul vowels and final consonants have no width of their own.
// Ambiguous-width characters (Greek, box drawing, …) count one column.
// Cost: ASCII is two comparisons a byte; any other code point up to three binary searches.
#include "base/display_width.h"

#include <algorithm>
#include <iterator>

#include "base/display_width_tables.h"
#include "base/hex.h"
#include "base/utf8.h"

namespace nd {
namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kEmojiStyle = 0xFE0F;

template <std::size_t N>
bool contains(const unicode::Range (&table)[N], char32_t code_point) {
  const auto* const range =
      std::lower_bound(std::begin(table), std::end(table), code_point,
                       [](const unicode::Range& r, char32_t c) { return r.last < c; });
  return range != std::end(table) && range->first <= code_point;
}

bool is_zero_width(char32_t c) {
  return c >= 0x300 && contains(unicode::kZeroWidth, c);
}
bool is_wide(char32_t c) {
  return c >= 0x1100 && contains(unicode::kWide, c);
}
bool is_emoji(char32_t c) {
  return contains(unicode::kEmoji, c);
}
bool is_regional_indicator(char32_t c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}
bool is_skin_tone(char32_t c) {
  return c >= 0x1F3FB && c <= 0x1F3FF;
}

bool is_printable_ascii(char c) {
  return c >= 0x20 && c < 0x7F;
}

}  // namespace

Cluster cluster_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const char32_t base = utf8::next(text, end);
  std::size_t width = is_control(base) || is_zero_width(base) ? 0 : is_wide(base) ? 2 : 1;
  const bool base_is_emoji = is_emoji(base);
  bool flag_half = is_regional_indicator(base);
  bool joined = false;
  while (end < text.size() && !is_control(base)) {
    std::size_t next_end = end;
    const char32_t next = utf8::next(text, next_end);
    if (is_zero_width(next) && !is_control(next)) {
      if (next == kEmojiStyle && base_is_emoji) width = 2;
      joined = next == kJoiner && base_is_emoji;
    } else if (base_is_emoji && (is_skin_tone(next) || (joined && is_emoji(next)))) {
      width = 2;
      joined = false;
    } else if (flag_half && is_regional_indicator(next)) {
      width = 2;
      flag_half = false;
    } else {
      break;
    }
    end = next_end;
  }
  return {end - at, width};
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    // The last byte is checked too: a mark may follow an ASCII letter.
    if (is_printable_ascii(text[at]) &&
        (at + 1 == text.size() || is_printable_ascii(text[at + 1]))) {
      ++width;
      ++at;
      continue;
    }
    const Cluster cluster = cluster_at(text, at);
    width += cluster.width;
    at += cluster.size;
  }
  return width;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

void append_escaped_control(std::string& out, char32_t code_point) {
  switch (code_point) {
    case '\t':
      out.append("\\t");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    default:
      break;
  }
  const bool is_ascii = code_point < 0x80;
  append_hex(out.append(is_ascii ? "\\x" : "\\u"), code_point, is_ascii ? 2 : 4);
}

void append_visible(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_printable_ascii(text[at])) {
      out.push_back(text[at++]);
      continue;
    }
    const char32_t code_point = utf8::next(text, at);
    if (is_control(code_point)) {
      append_escaped_control(out, code_point);
    } else {
      utf8::append(out, code_point);
    }
  }
}

std::size_t append_truncated(std::string& out, std::string_view text, std::size_t width) {
  std::size_t used = 0;
  std::size_t before_last = 0;  // bytes and columns that leave room for the ellipsis
  std::size_t before_last_width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = cluster_at(text, at);
    if (used + cluster.width > width) {
      out.append(text.substr(0, before_last));
      out.append("…");
      return before_last_width + 1;
    }
    at += cluster.size;
    used += cluster.width;
    if (used < width) {
      before_last = at;
      before_last_width = used;
    }
  }
  out.append(text);
  return used;
}

}  // namespace nd
