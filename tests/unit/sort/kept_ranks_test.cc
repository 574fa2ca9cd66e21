#include "sort/kept_ranks.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/value.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"

namespace nd::sort {
namespace {

// As KeepRank makes them.
std::string rank_of(const json::Value& value, Keep keep) {
  key::KeyBuffer out;
  key::KeyEncoder encoder;
  const auto direction =
      keep == Keep::kMin ? key::Direction::kAscending : key::Direction::kDescending;
  REQUIRE(encoder.append(out, value, direction).has_value());
  return std::string(out.view());
}

// Of many kinds and lengths, and the one of null.
std::vector<std::string> ranks(Keep keep) {
  std::vector<std::string> out = {"\xff", rank_of(json::Value::boolean(true), keep)};
  for (unsigned bits = 0; bits < 63; ++bits) {
    for (const std::int64_t by : {-1, 0, 1}) {
      out.push_back(rank_of(json::Value::integer((std::int64_t{1} << bits) + by), keep));
      out.push_back(rank_of(json::Value::integer(-(std::int64_t{1} << bits) + by), keep));
    }
  }
  for (const char* const number : {"0.5", "1.5", "1000000000000.5", "16777216.25", "1e300", "-2.5"})
    out.push_back(rank_of(json::Value::number_text(number), keep));
  for (std::size_t size = 0; size < 20; ++size) {
    for (const char last : {'a', 'b', '\1', '\x7f'}) {
      const std::string text = std::string(size, 'a') + last;
      out.push_back(rank_of(json::Value::string(text), keep));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

TEST_SUITE("sort/kept_ranks") {
  TEST_CASE("kept ranks compare as their bytes do, also once they stand for another one") {
    for (const Keep keep : {Keep::kMin, Keep::kMax}) {
      KeptRanks kept(keep, 1024);
      const std::vector<std::string> all = ranks(keep);
      std::mt19937 random(17);
      for (const std::string& a : all) {
        const KeptRanks::Kept as_it_is = kept.keep(a);
        KeptRanks::Kept replaced = kept.keep(all[random() % all.size()]);
        replaced = kept.replace(replaced, all[random() % all.size()]);
        replaced = kept.replace(replaced, a);
        for (const std::string& b : all) {
          CAPTURE(a);
          CAPTURE(b);
          CHECK(kept.is_before(b, as_it_is) == (b < a));
          CHECK(kept.is_before(b, replaced) == (b < a));
        }
      }
    }
  }

  TEST_CASE(
      "short ones take nothing but their words, and a long one is written over where it fits") {
    KeptRanks kept(Keep::kMin, 1024);
    CHECK_FALSE(
        kept.keep(rank_of(json::Value::integer(1'735'689'600'000'000), Keep::kMin)).is_long);
    CHECK_FALSE(kept.keep(rank_of(json::Value::string("2024-02"), Keep::kMin)).is_long);
    CHECK(kept.bytes() == 0);
    const std::string first = rank_of(json::Value::string("2024-02-29T12:00:00Z"), Keep::kMin);
    CHECK(kept.bytes_with(first) >= first.size());
    KeptRanks::Kept rank = kept.keep(first);
    const std::uint64_t held = kept.bytes();
    CHECK(rank.is_long);
    for (int i = 0; i < 10'000; ++i)
      rank = kept.replace(rank, rank_of(json::Value::string("2024-02-29T11:00:00Z"), Keep::kMin));
    CHECK(kept.bytes() == held);
  }
}

}  // namespace nd::sort
