#include "cli/message.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace nd::cli {

namespace {

constexpr std::size_t kQuotedBytes = 100;

// Edits (insert, delete, replace, swap of neighbours) that make `b` of `a`: the restricted
// Damerau-Levenshtein distance (Boytsov 2011), O(|a| |b|).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    rows[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j)
    rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.size()][b.size()];
}

void append_hex(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

void append_visible(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte != 0x7f) {
    out += c;
  } else if (c == '\t') {
    out += ' ';
  } else {
    out += "\\x";
    append_hex(out, c);
  }
}

// C1 control characters (U+0080 to U+009F) are C2 80 to C2 9F in UTF-8; some terminals obey them.
bool is_c1(std::string_view text, std::size_t i) {
  return text[i] == '\xc2' && i + 1 < text.size() &&
         static_cast<unsigned char>(text[i + 1]) >= 0x80 &&
         static_cast<unsigned char>(text[i + 1]) < 0xa0;
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  if (text.size() <= kQuotedBytes) {
    out += text;
  } else {
    std::size_t cut = kQuotedBytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80)
      --cut;  // between characters
    out += text.substr(0, cut);
    out += "...";
  }
  out += '\'';
  return out;
}

std::string_view near_miss(std::string_view word, const std::vector<std::string_view>& known) {
  if (word.size() > kQuotedBytes) return {};
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    std::size_t edits = distance(word, candidate);
    // What was cut short counts as near: --lim for --limit.
    if (word.size() >= 2 && candidate.starts_with(word)) edits = 1;
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

std::string_view closest(std::string_view word, const std::vector<std::string_view>& known) {
  word = word.substr(0, kQuotedBytes);
  std::string_view best;
  std::size_t least = SIZE_MAX;
  for (const std::string_view candidate : known) {
    const std::size_t edits = distance(word, candidate.substr(0, kQuotedBytes));
    if (edits >= least) continue;
    least = edits;
    best = candidate;
  }
  return best;
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
        out += "\\u00";
        append_hex(out, line[++i]);
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
