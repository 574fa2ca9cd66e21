#include "expr/span.h"

#include <algorithm>

#include "base/utf8.h"

namespace nd::expr {
namespace {

constexpr std::size_t kWindow = 100;  // bytes of the program's line that are shown

// Columns that a terminal gives to a character: 2 in the East Asian wide blocks.
std::size_t columns(char32_t c) {
  const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                    (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                    (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                    (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
  return wide ? 2 : 1;
}

std::size_t columns(std::string_view text) {
  std::size_t total = 0;
  for (std::size_t i = 0; i < text.size();)
    total += columns(utf8::next(text, i));
  return total;
}

}  // namespace

tl::unexpected<Error> syntax_error(std::string_view program, Span span, std::string_view message) {
  const std::size_t at = std::min<std::size_t>(span.begin, program.size());
  const std::size_t before = at == 0 ? std::string_view::npos : program.rfind('\n', at - 1);
  std::size_t line_begin = before == std::string_view::npos ? 0 : before + 1;
  std::size_t line_end = std::min(program.find('\n', at), program.size());
  std::string_view left;
  std::string_view right;
  if (line_end - line_begin > kWindow) {
    if (at - line_begin > kWindow / 2) {
      line_begin = utf8::boundary(program, at - kWindow / 2);
      left = "...";
    }
    if (line_end - line_begin > kWindow) {
      line_end = utf8::boundary(program, line_begin + kWindow);
      right = "...";
    }
  }
  std::string line(program.substr(line_begin, line_end - line_begin));
  std::replace_if(
      line.begin(), line.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  const std::size_t shown_end = std::clamp<std::size_t>(span.end, at, line_end);
  const std::size_t indent = columns(program.substr(line_begin, at - line_begin)) + left.size();
  const std::size_t carets = std::max<std::size_t>(1, columns(program.substr(at, shown_end - at)));
  std::string text(message);
  text.append("\n  ").append(left).append(line).append(right);
  text.append("\n  ").append(indent, ' ').append(carets, '^');
  return usage_error(std::move(text));
}

}  // namespace nd::expr
