// random_condition: conditions of and, or and not over given tests, for comparing two ways of
// asking them.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace nd {

// One of the tests where depth is 0, else up to 2^depth of them.
inline std::string random_condition(std::mt19937_64& random, int depth,
                                    const std::vector<std::string>& tests) {
  if (depth == 0) return tests[random() % tests.size()];
  std::string a = random_condition(random, depth - 1, tests);
  const std::string b = random_condition(random, depth - 1, tests);
  switch (random() % 4) {
    case 0:
      return "(" + a + " and " + b + ")";
    case 1:
      return "(" + a + " or " + b + ")";
    case 2:
      return "(" + a + " | not)";
    default:
      return a;
  }
}

}  // namespace nd
