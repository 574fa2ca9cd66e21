#include "cli/message.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/hex.h"
#include "base/nearest_name.h"
#include "base/wording.h"

namespace nd::cli {

namespace {

constexpr std::size_t kLongestWord = 100;

void append_visible(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte != 0x7f) {
    out += c;
  } else if (c == '\t') {
    out += ' ';
  } else {
    append_hex(out += "\\x", c);
  }
}

// C1 control characters (U+0080 to U+009F) are C2 80 to C2 9F in UTF-8; some terminals obey them.
bool is_c1(std::string_view text, std::size_t i) {
  return text[i] == '\xc2' && i + 1 < text.size() &&
         static_cast<unsigned char>(text[i + 1]) >= 0x80 &&
         static_cast<unsigned char>(text[i + 1]) < 0xa0;
}

}  // namespace

std::string_view near_miss(std::string_view word, const std::vector<std::string_view>& known) {
  if (word.size() > kLongestWord) return {};
  NearestName nearest(std::max<std::size_t>(1, word.size() / 3));
  for (const std::string_view name : known) {
    // What was cut short counts as near: --lim for --limit.
    const bool begins = word.size() >= 2 && name.starts_with(word);
    nearest.offer(name, begins ? 1 : edit_distance(word, name));
  }
  return nearest.name();
}

std::string_view closest(std::string_view word, const std::vector<std::string_view>& known) {
  word = word.substr(0, kLongestWord);
  NearestName nearest(SIZE_MAX);
  for (const std::string_view name : known)
    nearest.offer(name, edit_distance(word, name.substr(0, kLongestWord)));
  return nearest.name();
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view meant = near_miss(word, known);
  return meant.empty() ? std::string() : "; did you mean " + in_quotes(meant) + "?";
}

std::string message_lines(std::string_view tool, std::string_view message) {
  std::string out;
  std::size_t start = 0;
  while (true) {
    const std::size_t end = std::min(message.find('\n', start), message.size());
    const std::string_view line = message.substr(start, end - start);
    out += tool;
    out += ": ";
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (is_c1(line, i)) {
        append_hex(out += "\\u00", line[++i]);
      } else {
        append_visible(out, line[i]);
      }
    }
    out += '\n';
    start = end + 1;
    if (start >= message.size()) return out;
  }
}

}  // namespace nd::cli
