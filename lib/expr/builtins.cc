#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/nearest_name.h"
#include "expr/builtin.h"
#include "expr/builtin_families.h"

namespace nd::expr {
namespace {

template <class Test>
const Builtin* find_if(Test&& test) {
  for (const Family& family : builtins()) {
    for (const Builtin& builtin : family.builtins) {
      if (test(builtin)) return &builtin;
    }
  }
  return nullptr;
}

}  // namespace

std::size_t Builtin::arity() const {
  if (signature.find('(') == std::string_view::npos) return 0;
  return 1 + static_cast<std::size_t>(std::count(signature.begin(), signature.end(), ';'));
}

std::span<const Family> builtins() {
  static const std::array<Family, 9> kFamilies = {{
      {"Choosing and kinds", basic_builtins()},
      {"Numbers", math_builtins()},
      {"Strings", string_builtins()},
      {"Regular expressions", regex_builtins()},
      {"Sequences of outputs", sequence_builtins()},
      {"Arrays", array_builtins()},
      {"Objects and paths", object_builtins()},
      {"Dates and times", calendar_builtins()},
      {"Dates and times", time_builtins()},
  }};
  return kFamilies;
}

const Builtin* find_builtin(std::string_view name, std::size_t arity) {
  return find_if([&](const Builtin& b) { return b.name == name && b.arity() == arity; });
}

const Builtin* find_builtin(std::string_view name) {
  return find_if([&](const Builtin& b) { return b.name == name; });
}

std::string_view closest_builtin(std::string_view name) {
  if (name.size() > 40) return {};
  NearestName nearest(std::min<std::size_t>(2, name.size() / 3));
  for (const Family& family : builtins()) {
    for (const Builtin& builtin : family.builtins)
      nearest.offer(builtin.name, edit_distance(lower(name), lower(builtin.name)));
  }
  return nearest.name();
}

}  // namespace nd::expr
