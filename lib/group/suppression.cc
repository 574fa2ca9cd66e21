#include "group/suppression.h"

#include <algorithm>
#include <numeric>

#include "base/number.h"

namespace nd::group {

Status parse_into(std::string_view text, MinGroup& out) {
  const auto broken = [&] {
    return usage_error("'{}' is not of the form N:NAME or N:NAME:drop", text);
  };
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return broken();
  const auto least = parse_uint64(text.substr(0, colon));
  if (!least || *least == 0) return broken();
  std::string_view name = text.substr(colon + 1);
  MinGroup::Mode mode = MinGroup::Mode::kMask;
  if (name.ends_with(":drop")) {
    mode = MinGroup::Mode::kDrop;
    name.remove_suffix(5);
  } else if (name.ends_with(":mask")) {
    name.remove_suffix(5);
  }
  if (name.empty()) return broken();
  out = {*least, std::string(name), mode};
  return {};
}

Hidden suppress(std::span<const std::uint64_t> people, std::uint64_t least, TotalShown total) {
  Hidden hidden{std::vector<bool>(people.size()), false};
  std::vector<std::size_t> order(people.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return people[a] < people[b]; });
  // Those that are hidden are the first ones of `order`.
  std::size_t count = 0;
  std::uint64_t sum = 0;
  const auto hide_next = [&] {
    hidden.groups[order[count]] = true;
    // Past `least` the exact sum does not matter.
    sum = std::min(least, sum + std::min(least, people[order[count]]));
    ++count;
  };
  while (count < order.size() && people[order[count]] < least)
    hide_next();
  if (total == TotalShown::kNo || count == 0) return hidden;
  while (count < order.size() && (count < 2 || sum < least))
    hide_next();
  hidden.total = count < 2 || sum < least;
  return hidden;
}

}  // namespace nd::group
