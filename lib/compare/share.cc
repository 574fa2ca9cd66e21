#include "compare/share.h"

#include <string>

#include "base/number.h"
#include "base/wording.h"

namespace nd::compare {

Status parse_into(std::string_view text, Share& out) {
  constexpr double kPercent = 100;
  const bool is_percentage = text.ends_with('%');
  const auto number = parse_double(is_percentage ? text.substr(0, text.size() - 1) : text);
  const double most = is_percentage ? kPercent : 1;
  if (!number || !(*number >= 0 && *number <= most)) {
    const bool meant_percent = number && *number > 1 && *number <= kPercent;
    return usage_error("{} is not a share such as 0.9 or 90%{}", in_quotes(text),
                       meant_percent ? "; did you mean '" + std::string(text) + "%'?" : "");
  }
  out.of_one = *number / most;
  return {};
}

}  // namespace nd::compare
