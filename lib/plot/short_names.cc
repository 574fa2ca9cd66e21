#include "plot/short_names.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>

#include "base/display_width.h"

namespace nd::plot {
namespace {

// How many bytes of whole characters two texts begin with alike.
std::size_t common_size(std::string_view a, std::string_view b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size()) {
    const Cluster in_a = cluster_at(a, at);
    const Cluster in_b = cluster_at(b, at);
    if (a.substr(at, in_a.size) != b.substr(at, in_b.size)) break;
    at += in_a.size;
  }
  return at;
}

std::string_view without_blanks_behind(std::string_view text) {
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

// The name from `from` on, behind as much of its beginning as there is room for; at least so much
// that it says what kind of name it is, where the end has to be cut anyway.
std::string from_difference(std::string_view name, std::size_t from, const NameCutter& cutter) {
  constexpr int kLeastBefore = 2;  // characters
  const std::string rest = std::string(cutter.ellipsis).append(name.substr(from));
  const bool is_cut = !cutter.fits(rest);
  std::string best = rest;
  int characters = 0;
  for (std::size_t at = 0; at < from;) {
    at += cluster_at(name, at).size;
    const std::string longer = std::string(without_blanks_behind(name.substr(0, at))) + rest;
    const bool is_too_long = is_cut ? characters == kLeastBefore : !cutter.fits(longer);
    if (is_too_long) break;
    ++characters;
    best = longer;
  }
  return cutter.cut(best);
}

}  // namespace

std::vector<std::string> short_names(const std::vector<std::string>& names,
                                     const NameCutter& cutter) {
  std::vector<std::string> texts;
  std::map<std::string, std::set<std::string_view>> names_of;  // by text
  for (const std::string& name : names) {
    texts.push_back(cutter.cut(name));
    names_of[texts.back()].insert(name);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& alike = names_of[texts[i]];
    if (alike.size() < 2) continue;
    // Of sorted texts, a neighbour has the longest common beginning.
    const auto place = alike.find(names[i]);
    std::size_t from = 0;
    if (place != alike.begin()) from = common_size(names[i], *std::prev(place));
    if (std::next(place) != alike.end())
      from = std::max(from, common_size(names[i], *std::next(place)));
    texts[i] = from_difference(names[i], from, cutter);
  }
  return texts;
}

}  // namespace nd::plot
