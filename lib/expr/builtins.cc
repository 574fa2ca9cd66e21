#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "expr/builtin.h"
#include "expr/builtin_families.h"

namespace nd::expr {
namespace {

// Steps (insert, delete, replace, swap neighbours) from one word to another.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> steps(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t k = 0; k <= b.size(); ++k) {
      if (i == 0 || k == 0) {
        steps[i][k] = i + k;
        continue;
      }
      const std::size_t replaced = steps[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1);
      steps[i][k] = std::min({steps[i - 1][k] + 1, steps[i][k - 1] + 1, replaced});
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) {
        steps[i][k] = std::min(steps[i][k], steps[i - 2][k - 2] + 1);
      }
    }
  }
  return steps[a.size()][b.size()];
}

std::string small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

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
  std::string_view best;
  std::size_t best_steps = std::min<std::size_t>(3, 1 + name.size() / 3);
  if (name.size() > 40) return best;
  for (const Family& family : builtins()) {
    for (const Builtin& builtin : family.builtins) {
      const std::size_t steps = distance(small_letters(name), small_letters(builtin.name));
      if (steps >= best_steps) continue;
      best = builtin.name;
      best_steps = steps;
    }
  }
  return best;
}

}  // namespace nd::expr
