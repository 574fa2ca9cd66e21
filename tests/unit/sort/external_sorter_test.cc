#include "sort/external_sorter.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "sort/keyed_pairs.h"

namespace nd::sort {
namespace {

ExternalSorter::Options options(std::uint64_t memory, Duplicates duplicates = Duplicates::kKeep,
                                unsigned jobs = 1) {
  return {memory, "/tmp", jobs, duplicates};
}

struct Sorted {
  std::vector<Pair> pairs;
  bool spilled = false;
};

Sorted sorted(const std::vector<Pair>& pairs, const ExternalSorter::Options& how) {
  ExternalSorter sorter(how);
  for (const auto& [key, text] : pairs)
    REQUIRE(sorter.add(key, text).has_value());
  Sorted out;
  REQUIRE(sorter
              .drain([&](const KeyedText& keyed) -> Status {
                out.pairs.emplace_back(keyed.key, keyed.text);
                return {};
              })
              .has_value());
  out.spilled = sorter.spilled();
  return out;
}

// The oracle: a stable sort, and of equal keys the first if that is asked for.
std::vector<Pair> expected(std::vector<Pair> pairs, Duplicates duplicates) {
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.first < b.first; });
  if (duplicates == Duplicates::kDropLater) {
    pairs.erase(std::unique(pairs.begin(), pairs.end(),
                            [](const Pair& a, const Pair& b) { return a.first == b.first; }),
                pairs.end());
  }
  return pairs;
}

// `different`: how many keys there may be; `prefix`: what they all start with.
std::vector<Pair> random_pairs(std::mt19937& random, std::size_t count, std::size_t different,
                               std::string_view prefix) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t number = random() % different;
    const std::string tail = std::string(number % 13, 'x') + std::to_string(number * 7919);
    pairs.emplace_back(key_of(std::string(prefix) + tail),
                       "text " + std::to_string(i) + std::string(random() % 90, '.'));
  }
  return pairs;
}

}  // namespace

TEST_SUITE("sort/external_sorter") {
  TEST_CASE("nothing gives nothing") {
    CHECK(sorted({}, options(1 << 20)).pairs.empty());
  }

  TEST_CASE(
      "keys that differ behind eight bytes, keys of few bytes and the empty string sort as they "
      "should") {
    std::vector<Pair> pairs;
    for (const char* text : {"same-prefix-b", "same-prefix-a", "", "same-prefix-", "s",
                             "same-prefix-ab", "zz", "same-pre"}) {
      pairs.emplace_back(key_of(text), text);
    }
    CHECK(sorted(pairs, options(1 << 20)).pairs == expected(pairs, Duplicates::kKeep));
  }

  TEST_CASE("any memory, any number of threads and any keys give what a stable sort gives") {
    std::mt19937 random(11);
    for (const std::string_view prefix :
         {"", "2024-07-01T12:34:56.",
          "a-prefix-that-is-longer-than-the-sixty-four-bytes-that-are-looked-at--"}) {
      for (const std::size_t different : {1, 5, 300, 1000000}) {
        const auto pairs = random_pairs(random, 3000, different, prefix);
        for (const auto duplicates : {Duplicates::kKeep, Duplicates::kDropLater}) {
          const auto wanted = expected(pairs, duplicates);
          for (const std::uint64_t memory : {1, 10'000, 50'000, 100'000'000}) {
            CAPTURE(different);
            CAPTURE(memory);
            CHECK(sorted(pairs, options(memory, duplicates)).pairs == wanted);
          }
        }
      }
    }
  }

  TEST_CASE("threads do not change the result") {
    std::mt19937 random(12);
    const auto pairs = random_pairs(random, 200'000, 1000, "");
    CHECK(sorted(pairs, options(std::uint64_t{1} << 30, Duplicates::kKeep, 3)).pairs ==
          expected(pairs, Duplicates::kKeep));
  }

  TEST_CASE("keys that arrive in order, also over several runs, stay in order") {
    std::vector<Pair> pairs;
    pairs.reserve(2000);
    for (int i = 0; i < 2000; ++i)
      pairs.emplace_back(key_of(std::to_string(100'000 + i / 3)), std::to_string(i));
    CHECK(sorted(pairs, options(1 << 20)).pairs == pairs);
    CHECK(sorted(pairs, options(5000)).pairs == pairs);
  }

  TEST_CASE("what fits into memory is not written to disk, what does not is") {
    std::mt19937 random(13);
    const auto pairs = random_pairs(random, 3000, 1000000, "");
    CHECK_FALSE(sorted(pairs, options(8 << 20)).spilled);
    CHECK(sorted(pairs, options(100'000)).spilled);
  }

  TEST_CASE("repetitions that are dropped take no memory") {
    std::vector<Pair> pairs;
    pairs.reserve(20'000);
    for (int i = 0; i < 20'000; ++i)
      pairs.emplace_back(key_of(std::to_string(i % 100)), std::string(100, 'x'));
    CHECK_FALSE(sorted(pairs, options(100'000, Duplicates::kDropLater)).spilled);
  }

  TEST_CASE("repetitions that come after many different keys are dropped too") {
    std::vector<Pair> pairs;
    pairs.reserve(100'000);
    for (int i = 0; i < 100'000; ++i)
      pairs.emplace_back(key_of(std::to_string(i)), std::to_string(i));
    for (int i = 0; i < 100'000; ++i)
      pairs.emplace_back(key_of(std::to_string(i % 10)), "later");
    CHECK(sorted(pairs, options(2 << 20, Duplicates::kDropLater)).pairs ==
          expected(pairs, Duplicates::kDropLater));
  }

  TEST_CASE("a text larger than the memory is sorted all the same") {
    std::vector<Pair> pairs;
    for (const char* text : {"c", "a", "b"})
      pairs.emplace_back(key_of(text), std::string(300'000, *text));
    pairs.emplace_back(key_of("ab"), "small");
    CHECK(sorted(pairs, options(20'000)).pairs == expected(pairs, Duplicates::kKeep));
  }

  TEST_CASE("an error of the receiver ends the draining and is returned") {
    ExternalSorter sorter(options(1 << 20));
    REQUIRE(sorter.add(key_of("a"), "1").has_value());
    REQUIRE(sorter.add(key_of("b"), "2").has_value());
    int calls = 0;
    const auto status = sorter.drain([&](const KeyedText&) -> Status {
      ++calls;
      return system_error("full");
    });
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().message == "full");
    CHECK(calls == 1);
  }

  TEST_CASE("a temporary directory that is not there is a system error") {
    ExternalSorter sorter({1, "/no/such/directory", 1, Duplicates::kKeep});
    REQUIRE(sorter.add(key_of("a"), "1").has_value());
    const auto status = sorter.add(key_of("b"), "2");
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().kind == ErrorKind::kSystem);
  }
}

}  // namespace nd::sort
