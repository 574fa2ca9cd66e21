#include "base/simd.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>

#include <doctest/doctest.h>

namespace {

using nd::simd::Bytes;

constexpr nd::simd::BytePair kPair('{', '\\');

struct Results {
  bool operator==(const Results&) const = default;

  std::uint64_t equal_char = 0;
  std::uint64_t equal = 0;
  std::uint64_t pair = 0;
  std::uint64_t at_most = 0;
  std::uint64_t below = 0;
  std::uint64_t combined = 0;
  std::uint64_t smaller = 0;
  bool any = false;
  std::uint64_t counted = 0;
};

#define ND_SIMD_KERNELS "base/simd_kernel.inc"
#include "base/simd_kernels.inc"

Results byte_by_byte(const std::string& a, const std::string& b) {
  Results results;
  for (std::size_t i = 0; i < 32; ++i) {
    const auto first = static_cast<unsigned char>(a[i]);
    const auto second = static_cast<unsigned char>(b[i]);
    const auto bit = [i](bool set) { return std::uint64_t{set} << i; };
    results.equal_char |= bit(first == 'a');
    results.equal |= bit(first == second);
    results.pair |= bit(first == '{' || first == '\\');
    results.at_most |= bit(first <= 0x80);
    results.below |= bit(first < ' ' || first >= 0x80);
    results.combined |= bit((first < 0x20 || first == 'a') && second != 'a');
    results.smaller |= bit(static_cast<unsigned char>(first - 3) >= second);
    results.counted += first == 'a' ? 255 : 0;
  }
  results.any = results.equal_char != 0;
  return results;
}

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& c : text)
    c = random() % 2 == 0 ? static_cast<char>(random()) : "a{\\;["[random() % 5];
  return text;
}

}  // namespace

TEST_SUITE("base/simd") {
  TEST_CASE("every operation is what it says of each byte, in every form") {
    std::mt19937 random(5);
    const auto forms = ND_SIMD_FORMS(operate);
    for (int i = 0; i < 20'000; ++i) {
      const std::string a = random_text(random, 32);
      const std::string b = random_text(random, 32);
      for (const auto form : {forms.baseline, forms.quickest()}) {
        Results results;
        form(a.data(), b.data(), results);
        REQUIRE(results == byte_by_byte(a, b));
      }
    }
  }

  TEST_CASE("searches find the first and all") {
    std::mt19937 random(6);
    for (int i = 0; i < 2000; ++i) {
      std::string text = random_text(random, 64);
      std::replace(text.begin(), text.end(), 'x', 'y');
      const std::size_t at = random() % 48;
      text[at] = 'x';
      const auto is_x = [](Bytes bytes) { return bytes.equal('x'); };
      CHECK(nd::simd::find(text.data(), is_x) == text.data() + at);
      CHECK(nd::simd::find_all<64>(text.data(), is_x) == std::uint64_t{1} << at);
    }
  }

  TEST_CASE("bytes are put together") {
    std::string text(16, '\0');
    nd::simd::pushed_back('>', Bytes::load("0123456789abcdef")).store(text.data());
    CHECK(text == ">0123456789abcde");
    std::uint64_t words[2] = {0x0123456789abcdef, 0xfedcba9876543210};
    nd::simd::of_words(words[0], words[1]).store(text.data());
    CHECK(text == std::string(reinterpret_cast<const char*>(words), 16));
  }
}
