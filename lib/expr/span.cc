#include "expr/span.h"

#include <algorithm>

#include "base/display_width.h"
#include "base/utf8.h"

namespace nd::expr {
namespace {

constexpr std::size_t kWindow = 100;  // bytes of the program's line that are shown

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
  const std::string_view shown = line;
  const std::size_t indent = left.size() + display_width(shown.substr(0, at - line_begin));
  const std::size_t carets =
      std::max<std::size_t>(1, display_width(shown.substr(at - line_begin, shown_end - at)));
  std::string text(message);
  text.append("\n  ").append(left).append(line).append(right);
  text.append("\n  ").append(indent, ' ').append(carets, '^');
  return usage_error(std::move(text));
}

}  // namespace nd::expr
