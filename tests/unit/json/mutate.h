// mutate: what the tests of warm walks share: lines with one random fault or another.
#pragma once

#include <random>
#include <string>

namespace nd::json::testing {

// One edit of `text`, `margin` bytes at either end left alone: a byte of `bytes` put over or in,
// some bytes taken out, or a piece of the start repeated. Requires: more than 2 * margin bytes.
inline void mutate(std::string& text, const std::string& bytes, std::mt19937& random,
                   std::size_t margin) {
  const std::size_t at = margin + random() % (text.size() - 2 * margin);
  switch (random() % 4) {
    case 0:
      text[at] = bytes[random() % bytes.size()];
      break;
    case 1:
      text.insert(at, 1, bytes[random() % bytes.size()]);
      break;
    case 2:
      text.erase(at, 1 + random() % 3);
      break;
    default:
      text.insert(at, text.substr(margin, random() % 12));
  }
}

}  // namespace nd::json::testing
