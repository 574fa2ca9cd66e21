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

constexpr char32_t kNonJoiner = 0x200C;
constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kEmojiStyle = 0xFE0F;
constexpr char32_t kBlackFlag = 0x1F3F4;  // the base of the flags of England, Scotland, Wales

// Beyond C0 and C1: bidirectional controls, zero-width spaces, invisible operators, annotations,
// the byte order mark. Source: Unicode Technical Report 36, "Unicode Security Considerations".
constexpr unicode::Range kControls[] = {{0x61C, 0x61C},   {0x180E, 0x180E}, {0x200B, 0x200B},
                                        {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
                                        {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}};
// The blocks of scripts in which a joiner or non-joiner changes how letters are drawn: Arabic to
// the scripts of South-East Asia, Mongolian, and their later extensions.
constexpr unicode::Range kJoiningScripts[] = {
    {0x600, 0x109F},  {0x1780, 0x18AF}, {0x1CD0, 0x1CFF},   {0xA840, 0xABFF},
    {0xFB50, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10A00, 0x11FFF}, {0x1E900, 0x1E95F}};

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

bool is_tag(char32_t c) {
  return c >= 0xE0020 && c <= 0xE007F;
}
// Whether a joiner behind c can mean something: emoji make pictures, letters of some scripts join.
bool is_joined(char32_t c) {
  if (c < 0x600) return c == 0xA9 || c == 0xAE;
  return c == kEmojiStyle || is_emoji(c) || is_zero_width(c) || contains(kJoiningScripts, c);
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
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  return c >= 0x61C && contains(kControls, c);
}

bool is_hidden(char32_t code_point, char32_t& previous) {
  bool hides = is_control(code_point);
  if (code_point == kNonJoiner || code_point == kJoiner) hides = !is_joined(previous);
  if (is_tag(code_point)) hides = previous != kBlackFlag && !is_tag(previous);
  previous = hides ? 0 : code_point;
  return hides;
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
  if (code_point < 0x80) {
    append_hex(out.append("\\x"), code_point, 2);
  } else if (code_point <= 0xFFFF) {
    append_hex(out.append("\\u"), code_point, 4);
  } else {
    append_hex(out.append("\\u{"), code_point, 5);
    out.push_back('}');
  }
}

void append_visible(std::string& out, std::string_view text) {
  char32_t previous = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (is_printable_ascii(text[at])) {
      previous = static_cast<unsigned char>(text[at]);
      out.push_back(text[at++]);
      continue;
    }
    const char32_t code_point = utf8::next(text, at);
    if (is_hidden(code_point, previous)) {
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

std::size_t append_truncated_front(std::string& out, std::string_view text, std::size_t width) {
  std::size_t left = display_width(text);
  if (left <= width) {
    out.append(text);
    return left;
  }
  std::size_t at = 0;
  while (at < text.size() && left + 1 > width) {
    const Cluster cluster = cluster_at(text, at);
    at += cluster.size;
    left -= cluster.width;
  }
  out.append("…").append(text.substr(at));
  return left + 1;
}

}  // namespace nd
