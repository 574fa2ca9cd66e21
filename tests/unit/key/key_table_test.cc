#include "key/key_table.h"

#include <array>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace nd::key {

TEST_SUITE("key/key_table") {
  TEST_CASE("ids are dense, in order of arrival, and the same as those of a map") {
    std::mt19937_64 random(3);
    KeyTable table;
    std::map<std::string, std::uint32_t> oracle;
    for (int i = 0; i < 50'000; ++i) {
      std::string key(random() % 24, '\0');
      for (char& c : key)
        c = static_cast<char>(random() % 3);
      const auto expected = oracle.emplace(key, static_cast<std::uint32_t>(oracle.size()));
      const auto found = table.find_or_insert(key);
      REQUIRE(found.inserted == expected.second);
      REQUIRE(found.id == expected.first->second);
    }
    CHECK(table.size() == oracle.size());
    const auto keys = table.keys();
    for (const auto& [key, id] : oracle) {
      REQUIRE(table.find(key) == id);
      REQUIRE(keys[id] == key);
    }
    CHECK_FALSE(table.find("not there").has_value());
  }

  TEST_CASE("keys that differ only in zeros at the end are different") {
    KeyTable table;
    const std::string zeros(40, '\0');
    for (std::uint32_t size = 0; size <= 40; ++size) {
      CHECK(table.find_or_insert(std::string_view(zeros).substr(0, size)).id == size);
    }
    CHECK(table.size() == 41);
  }

  TEST_CASE("keys are sorted, whether or not they came in order") {
    std::mt19937_64 random(5);
    for (const int disorder : {0, 1, 100}) {
      std::map<std::string, std::uint32_t> oracle;
      for (int i = 0; i < 3000; ++i) {
        const auto size = random() % 40;
        oracle.emplace(std::string(size, static_cast<char>(random() % 5)) + std::to_string(i % 700),
                       0);
      }
      std::vector<std::string> keys;
      keys.reserve(oracle.size());
      for (const auto& [key, id] : oracle)
        keys.push_back(key);
      for (int i = 0; i < disorder; ++i)
        std::swap(keys[random() % keys.size()], keys[random() % keys.size()]);
      KeyTable table;
      for (const std::string& key : keys)
        oracle[key] = table.find_or_insert(key).id;
      const KeyTable::Sorted sorted = table.sort();
      REQUIRE(sorted.size() == oracle.size());
      std::size_t place = 0;
      for (const auto& [key, id] : oracle) {
        CHECK(sorted.key(place) == key);
        CHECK(sorted.id(place++) == id);
      }
    }
  }

  TEST_CASE("keys get other ids, several the same one") {
    KeyTable table;
    const std::string long_key = "a key that is longer than a slot holds";
    for (const std::string& key : {std::string("a"), std::string(), long_key})
      table.find_or_insert(key);
    table.renumber(std::array<std::uint32_t, 3>{7, 0, 7});
    CHECK(table.find("a") == 7);
    CHECK(table.find("") == 0);
    CHECK(table.find(long_key) == 7);
    CHECK_FALSE(table.find("b").has_value());
  }

  TEST_CASE("every key is given out with its id, until one fails") {
    KeyTable table;
    std::map<std::string, std::uint32_t> wanted;
    for (int i = 0; i < 500; ++i) {
      const std::string key =
          std::to_string(i) + std::string(static_cast<std::size_t>(i % 30), 'x');
      wanted[key] = table.find_or_insert(key).id;
    }
    std::map<std::string, std::uint32_t> got;
    CHECK(table.for_each([&](std::string_view key, std::uint32_t id) -> Status {
      got[std::string(key)] = id;
      return {};
    }));
    CHECK(got == wanted);
    int calls = 0;
    const Status failed = table.for_each([&](std::string_view, std::uint32_t) -> Status {
      ++calls;
      return input_error("no more");
    });
    CHECK(failed.error().message == "no more");
    CHECK(calls == 1);
  }

  TEST_CASE("clear forgets every key") {
    KeyTable table;
    table.find_or_insert("a");
    table.find_or_insert("a key that is longer than a slot holds");
    table.clear();
    CHECK(table.size() == 0);
    CHECK_FALSE(table.find("a").has_value());
    CHECK(table.find_or_insert("b").id == 0);
  }

  TEST_CASE("it says how much memory it holds") {
    KeyTable table;
    const std::size_t before = table.bytes();
    for (int i = 0; i < 10'000; ++i)
      table.find_or_insert("a rather long key number " + std::to_string(i));
    CHECK(table.bytes() > before + std::size_t{10'000} * (24 + 25));
  }
}

}  // namespace nd::key
