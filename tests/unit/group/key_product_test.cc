#include "group/key_product.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::group {
namespace {

using Texts = std::vector<std::string>;

void fill(KeyProduct& product, const std::vector<Texts>& keys) {
  product.clear();
  for (const Texts& values : keys) {
    for (const std::string& value : values) {
      product.bytes().append(value);
      product.end_value();
    }
    product.end_key();
  }
}

Texts all_of(KeyProduct& product) {
  Texts all;
  while (const std::size_t count = product.next_batch()) {
    REQUIRE(count <= KeyProduct::kBatch);
    for (std::size_t i = 0; i < count; ++i)
      all.emplace_back(product.key(i).text());
  }
  REQUIRE(product.next_batch() == 0);
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_SUITE("group/key_product") {
  TEST_CASE("every combination of different values is made once") {
    KeyProduct product;
    fill(product, {{"a", "b", "a"}});
    CHECK(all_of(product) == Texts{"a", "b"});
    fill(product, {{"a", "b", "a"}, {"x"}, {"1", "1", "2"}});
    CHECK(all_of(product) == Texts{"ax1", "ax2", "bx1", "bx2"});
    fill(product, {{"a"}});
    CHECK(all_of(product) == Texts{"a"});
  }

  TEST_CASE("where a key has no value there is no combination") {
    KeyProduct product;
    for (const std::vector<Texts>& keys :
         {std::vector<Texts>{{}}, {{}, {"a"}}, {{"a"}, {}}, {{"a", "b"}, {}, {"c"}}}) {
      fill(product, keys);
      CHECK(all_of(product).empty());
    }
  }

  TEST_CASE("the same as sets, on random values of few and many, short and long") {
    std::mt19937_64 random(31);
    KeyProduct product;
    for (int round = 0; round < 300; ++round) {
      std::vector<Texts> keys(1 + random() % 3);
      // All encodings of a key have one length here, so that combinations cannot look alike.
      std::set<std::string> expected = {""};
      for (Texts& values : keys) {
        const std::size_t length = 1 + random() % 40;
        values.resize(random() % 25);
        for (std::string& value : values) {
          value.assign(length, 'x');
          value[random() % length] = static_cast<char>('a' + random() % 4);
        }
        std::set<std::string> longer;
        for (const std::string& begin : expected) {
          for (const std::string& value : values)
            longer.insert(begin + value);
        }
        expected = longer;
      }
      fill(product, keys);
      REQUIRE(all_of(product) == Texts(expected.begin(), expected.end()));
    }
  }
}

}  // namespace nd::group
