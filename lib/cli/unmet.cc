#include "cli/unmet.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/wording.h"
#include "cli/message.h"

namespace nd::cli {

namespace {

std::string_view last_segment(std::string_view path) {
  return path.substr(std::min(path.rfind('.'), path.size()));
}

// The field that was probably meant: one that is spelled nearly so, or stands within another one.
std::string_view nearest(const io::UnmetField& field) {
  const std::vector<std::string_view> names(field.names.begin(), field.names.end());
  if (const std::string_view near = near_miss(field.path, names); !near.empty()) return near;
  const auto within = std::find_if(names.begin(), names.end(), [&](std::string_view name) {
    return last_segment(name) == last_segment(field.path);
  });
  return within == names.end() ? closest(field.path, names) : *within;
}

}  // namespace

std::string unmet_text(const io::UnmetField& field) {
  constexpr std::size_t kLongest = 100;
  return fmt::format("no record{} has the field {}; the nearest is {}",
                     field.where.empty() ? "" : " of " + in_quotes(field.where),
                     field.path.substr(0, kLongest), nearest(field).substr(0, kLongest));
}

}  // namespace nd::cli
