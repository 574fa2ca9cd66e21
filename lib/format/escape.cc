// Markdown: escaped are the characters that CommonMark and GitHub give a meaning within a paragraph
// or a cell (| \ ` * [ ] < & ~ $ and _ outside words), what GitHub makes a link of by itself (://
// and www.) and, at the start of the text, what would begin a block there: # > + - = 1. and a
// blank, four of which are code.
#include "format/escape.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/display_width.h"
#include "base/utf8.h"

namespace nd::format {
namespace {

constexpr std::string_view kCodeIndent = "    ";

bool is_word_byte(char c) {
  return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Whether the first character of text could be taken for the start of a block.
bool starts_block(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] == '#' || text[0] == '>' || text[0] == '=') return true;
  if (text[0] != '-' && text[0] != '+') return false;
  return text.size() == 1 || text[1] == ' ' || text[1] == text[0];
}

// Where text starts like an ordered list ("12. "), the place of the character after the digits.
std::size_t list_mark(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && is_digit(text[i]))
    ++i;
  if (i == 0 || i == text.size() || (text[i] != '.' && text[i] != ')'))
    return std::string_view::npos;
  return i + 1 == text.size() || text[i + 1] == ' ' ? i : std::string_view::npos;
}

bool ends_with_www(std::string_view text) {
  if (text.size() < 3) return false;
  const std::string_view end = text.substr(text.size() - 3);
  return std::all_of(end.begin(), end.end(), [](char c) { return c == 'w' || c == 'W'; });
}

bool needs_backslash(std::string_view text, std::size_t at) {
  constexpr std::string_view kAlways = "|\\`*[]<&~$";
  const char c = text[at];
  if (kAlways.find(c) != std::string_view::npos) return true;
  if (c == ':') return text.substr(at, 3) == "://";
  if (c == '.') return ends_with_www(text.substr(0, at));
  if (c != '_') return false;
  // An underscore between two word characters is no emphasis.
  const bool inside =
      at > 0 && at + 1 < text.size() && is_word_byte(text[at - 1]) && is_word_byte(text[at + 1]);
  return !inside;
}

}  // namespace

void append_markdown(std::string& out, std::string_view text) {
  const std::size_t mark = list_mark(text);
  if (starts_block(text)) out.push_back('\\');
  char32_t previous = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t code_point = utf8::next(text, at);
    if (code_point == '\r' && at < text.size() && text[at] == '\n') continue;
    if (code_point == '\n' || code_point == '\r') {
      out.append("<br>");
    } else if (is_hidden(code_point, previous)) {
      out.push_back('\\');  // the escape's own backslash is text
      append_escaped_control(out, code_point);
    } else {
      if (start == mark || needs_backslash(text, start)) out.push_back('\\');
      utf8::append(out, code_point);
    }
  }
}

void append_html(std::string& out, std::string_view text) {
  char32_t previous = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = utf8::next(text, at);
    const bool is_hidden_here = is_hidden(code_point, previous);
    switch (code_point) {
      case '&':
        out.append("&amp;");
        continue;
      case '<':
        out.append("&lt;");
        continue;
      case '>':
        out.append("&gt;");
        continue;
      case '"':
        out.append("&quot;");
        continue;
      case '\'':
        out.append("&#39;");
        continue;
      case '\r':
        if (at < text.size() && text[at] == '\n') continue;
        [[fallthrough]];
      case '\n':
        out.append("<br>");
        continue;
      default:
        break;
    }
    if (is_hidden_here) {
      append_escaped_control(out, code_point);
    } else {
      utf8::append(out, code_point);
    }
  }
}

void append_escaped(std::string& out, std::string_view text, Markup markup) {
  switch (markup) {
    case Markup::kNone:
      append_visible(out, text);
      break;
    case Markup::kMarkdown:
      if (text.starts_with(kCodeIndent)) {
        out.append("&#32;");
        text.remove_prefix(1);
      }
      append_markdown(out, text);
      break;
    case Markup::kHtml:
      append_html(out, text);
      break;
  }
}

}  // namespace nd::format
