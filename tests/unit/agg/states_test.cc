// distinct, quantile, var and the others that keep more than a number: against plain ways to
// calculate the same.
#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "agg/memory.h"
#include "agg/state_harness.h"

namespace nd::agg {
namespace {

std::string result(testing::State& state) {
  std::string out;
  json::append_value(out, state.finish());
  return out;
}

}  // namespace

TEST_SUITE("agg/distinct") {
  TEST_CASE("values are kept while they are at most 16 and 1 KiB, whatever their order") {
    std::mt19937_64 random(1);
    for (const std::int64_t size : {1, 15, 16, 17, 100}) {
      testing::State up("distinct");
      testing::State down("distinct");
      for (std::int64_t i = 0; i < size; ++i)
        up.add(json::Value::integer(i));
      for (std::int64_t i = size; i-- > 0;)
        down.add(json::Value::integer(i));
      CHECK(up.text() == down.text());
      CHECK((up.text()[0] == '[') == (size <= 16));
      CHECK(result(up) == std::to_string(size));
    }
    const std::string half(600, 'x');
    testing::State longer("distinct");
    longer.add(json::Value::string(half));
    CHECK(longer.text()[0] == '[');
    longer.add(json::Value::string("y" + half));
    CHECK(longer.text()[0] == '"');
    CHECK(result(longer) == "2");
  }

  TEST_CASE("equal values count once, in any form") {
    testing::State state("distinct");
    for (const char* text : {"1.0", "1e0", "10e-1"})
      state.add(json::Value::number_text(text));
    state.add(json::Value::integer(1));
    state.add(json::Value::real(1));
    CHECK(state.text() == "[1]");
    state.add(json::Value::string("1"));
    state.add(json::Value::boolean(true));
    CHECK(state.text() == "[true,1,\"1\"]");
  }

  TEST_CASE("the same as a set, over merges and text") {
    std::mt19937_64 random(2);
    for (int round = 0; round < 50; ++round) {
      std::set<std::uint64_t> expected;
      testing::State whole("distinct");
      for (int part = 0; part < 4; ++part) {
        testing::State state("distinct");
        const std::size_t size = random() % (round % 2 == 0 ? 12 : 3000);
        for (std::size_t i = 0; i < size; ++i) {
          const std::uint64_t value = random() % 2000;
          expected.insert(value);
          state.add(json::Value::unsigned_integer(value));
        }
        testing::State read("distinct");
        CHECK(read.parse(state.text()));
        CHECK(read.text() == state.text());
        whole.merge(read);
      }
      CHECK(result(whole) == std::to_string(expected.size()));
    }
  }
}

TEST_SUITE("agg/moments") {
  TEST_CASE("the variance has no cancellation") {
    testing::State state("var");
    for (const std::int64_t x :
         {1'000'000'000'000'000'001, 1'000'000'000'000'000'002, 1'000'000'000'000'000'003}) {
      state.add(json::Value::integer(x));
    }
    CHECK(result(state) == "1");
    testing::State tenths("var");
    for (int i = 0; i < 10; ++i)
      tenths.add(json::Value::number_text("0.1"));
    CHECK(result(tenths) == "0");
  }

  TEST_CASE(
      "the same as two passes in long double, for every kind of number, over merges and text") {
    std::mt19937_64 random(3);
    for (int round = 0; round < 200; ++round) {
      testing::State whole("var");
      testing::State parts[2] = {testing::State("var"), testing::State("var")};
      std::vector<long double> numbers;
      const double scale = std::pow(10.0, static_cast<int>(random() % 60) - 30);
      for (std::size_t i = 0; i < 2 + random() % 20; ++i) {
        const double x = (static_cast<double>(random() % 2'000'000) - 1e6) / 3 * scale;
        numbers.push_back(x);
        whole.add(json::Value::real(x));
        parts[random() % 2].add(json::Value::real(x));
      }
      long double mean = 0;
      for (const long double x : numbers)
        mean += x / static_cast<long double>(numbers.size());
      long double squares = 0;
      for (const long double x : numbers)
        squares += (x - mean) * (x - mean);
      const auto expected =
          static_cast<double>(squares / static_cast<long double>(numbers.size() - 1));
      CHECK(whole.finish().to_double() == doctest::Approx(expected).epsilon(1e-12));
      testing::State read("var");
      CHECK(read.parse(parts[0].text()));
      parts[1].merge(read);
      CHECK(parts[1].text() == whole.text());
      CHECK(result(parts[1]) == result(whole));
    }
  }
}

TEST_SUITE("agg/quantiles") {
  TEST_CASE("the same as sorting and interpolating") {
    std::mt19937_64 random(4);
    for (int round = 0; round < 200; ++round) {
      testing::State state("quantile", json::Value::number_text("0.3"));
      std::vector<double> numbers;
      for (std::size_t i = 0; i < 1 + random() % 50; ++i) {
        const auto x = static_cast<std::int64_t>(random() % 40) - 20;
        numbers.push_back(static_cast<double>(x));
        state.add(json::Value::integer(x));
      }
      std::sort(numbers.begin(), numbers.end());
      const double rank = 0.3 * static_cast<double>(numbers.size() - 1);
      const auto low = static_cast<std::size_t>(rank);
      const double high = numbers[std::min(low + 1, numbers.size() - 1)];
      CHECK(state.finish().to_double() ==
            doctest::Approx(numbers[low] +
                            (high - numbers[low]) * (rank - static_cast<double>(low))));
    }
  }

  TEST_CASE("what can be exact is: no rounding of decimals or wide integers") {
    testing::State state("median");
    state.add(json::Value::number_text("0.1"));
    state.add(json::Value::number_text("0.2"));
    CHECK(result(state) == "0.15");
    testing::State wide("median");
    wide.add(json::Value::integer(9007199254740993));
    CHECK(result(wide) == "9007199254740993");
  }
}

TEST_SUITE("agg/memory") {
  TEST_CASE("released blocks are used again, large ones go back to the system") {
    Pool pool;
    void* const small = pool.allocate(100);
    pool.release(small, 100);
    CHECK(pool.allocate(128) == small);
    const std::size_t before = pool.bytes();
    void* const large = pool.allocate(1 << 20);
    CHECK(pool.bytes() >= before + (1 << 20));
    CHECK(pool.largest() == 1 << 20);
    pool.release(large, 1 << 20);
    CHECK(pool.bytes() == before);
    (void)pool.allocate(1 << 20);
    pool.reset();
    CHECK(pool.bytes() <= before);
  }
}

}  // namespace nd::agg
