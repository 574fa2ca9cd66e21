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

// Whether the field would be $NAME without its dollar.
bool is_bound(const io::UnmetField& field, const Bindings& bindings) {
  const std::string_view name = std::string_view(field.path).substr(1);
  const auto has_name = [&](const auto& bound) { return bound.first == name; };
  return field.where.empty() &&
         (std::any_of(bindings.lets.begin(), bindings.lets.end(), has_name) ||
          std::any_of(bindings.arguments.begin(), bindings.arguments.end(), has_name));
}

}  // namespace

std::string unmet_text(const io::UnmetField& field, const Bindings& bindings) {
  constexpr std::size_t kLongest = 100;
  const std::string what = fmt::format("no record{} has the field {}",
                                       field.where.empty() ? "" : " of " + in_quotes(field.where),
                                       field.path.substr(0, kLongest));
  if (is_bound(field, bindings))
    return fmt::format("{}; did you mean ${}?", what, field.path.substr(1));
  return fmt::format("{}; the nearest is {}", what, nearest(field).substr(0, kLongest));
}

}  // namespace nd::cli
