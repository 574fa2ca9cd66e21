#include "columns/window.h"

#include "base/number.h"

namespace nd::columns {

Status parse_into(std::string_view text, Window& out) {
  const auto bad = [&] {
    return usage_error(
        "'{}' is neither a number of records nor a time such as 90s, 10m, 36h, 7d, 2w", text);
  };
  const auto too_small = [&] { return usage_error("'{}' is not more than 0", text); };
  if (const auto records = parse_int64(text)) {
    if (*records < 1) return too_small();
    out = {Window::Kind::kRecords, *records, 0};
    return {};
  }
  if (text.size() < 2) return bad();
  std::int64_t unit = 0;
  switch (text.back()) {
    case 's':
      unit = 1;
      break;
    case 'm':
      unit = 60;
      break;
    case 'h':
      unit = 3600;
      break;
    case 'd':
      unit = 86'400;
      break;
    case 'w':
      unit = std::int64_t{7} * 86'400;
      break;
    default:
      return bad();
  }
  const auto count = parse_int64(text.substr(0, text.size() - 1));
  if (!count) return bad();
  if (*count < 1) return too_small();
  const auto seconds = checked_multiply(*count, unit);
  if (!seconds) return bad();
  out = {Window::Kind::kTime, 0, *seconds};
  return {};
}

}  // namespace nd::columns
