#include "synth/walk.h"

#include "base/check.h"

namespace nd::synth {
namespace {

// x with a * x = 1 modulo m, by the extended Euclidean algorithm. Requires: a and m have no common
// factor.
std::uint32_t inverse(std::int64_t a, std::int64_t m) {
  std::int64_t old_rest = a % m;
  std::int64_t rest = m;
  std::int64_t old_factor = 1;
  std::int64_t factor = 0;
  while (rest != 0) {
    const std::int64_t quotient = old_rest / rest;
    const std::int64_t next_rest = old_rest - quotient * rest;
    old_rest = rest;
    rest = next_rest;
    const std::int64_t next_factor = old_factor - quotient * factor;
    old_factor = factor;
    factor = next_factor;
  }
  ND_CHECK(old_rest == 1);
  return static_cast<std::uint32_t>((old_factor % m + m) % m);
}

}  // namespace

Walk::Walk(std::uint32_t count, std::uint32_t start)
    : count_(count), start_(start % count), inverse_(inverse(stride_of(count), count)) {}

}  // namespace nd::synth
