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

  // A value of random kind and size: some sets of them are just within the limits, some beyond.
  std::string random_text(std::mt19937_64 & random, std::size_t size) {
    static const std::vector<std::string> kKinds = {"a", "\\u0001", "é", "\\\"", "中", "z"};
    const std::string& unit = kKinds[random() % kKinds.size()];
    std::string text = std::to_string(random() % 50);
    while (text.size() < size)
      text += unit;
    return "\"" + text + "\"";
  }
  std::string random_json(std::mt19937_64 & random) {
    switch (random() % 7) {
      case 0:
        return random_text(random, 1 + random() % 14);
      case 1:
        return random_text(random, 12 + random() % 6);  // around the length that is hashed at once
      case 2:
        return random_text(random, 30 + random() % 300);
      case 3:
        return std::to_string(static_cast<int>(random() % 100)) + ".50";
      case 4:
        return std::to_string(random() % 100);
      case 5:
        return "[" + random_text(random, 5) + ",1.0]";
      default:
        return "{\"k\":" + random_text(random, random() % 60) + "}";
    }
  }

  TEST_CASE("the form is a function of the set alone: any order, split, merge and way over text") {
    std::mt19937_64 random(5);
    int kept = 0;
    constexpr int kRounds = 400;
    for (int round = 0; round < kRounds; ++round) {
      Arena arena;
      std::vector<json::Value> values;
      std::set<std::string> canonical;
      for (std::size_t left = 1 + random() % 24; left > 0; --left) {
        const auto value = json::parse(arena.copy(random_json(random)), arena);
        REQUIRE(value.has_value());
        values.push_back(*value);
        std::string text;
        json::append_canonical(text, *value);
        canonical.insert(text);
      }
      std::size_t bytes = 0;
      for (const std::string& text : canonical)
        bytes += text.size();
      const bool small = canonical.size() <= 16 && bytes <= 1024;
      kept += small ? 1 : 0;
      std::string expected;
      for (int order = 0; order < 6; ++order) {
        std::shuffle(values.begin(), values.end(), random);
        testing::State parts[3] = {testing::State("distinct"), testing::State("distinct"),
                                   testing::State("distinct")};
        for (const json::Value& value : values)
          parts[random() % 3].add(value);
        testing::State read("distinct");
        CHECK(read.parse(parts[0].text()));
        read.merge(parts[1]);
        read.merge(testing::State("distinct"));
        read.merge(parts[2]);
        if (order == 0) expected = read.text();
        REQUIRE(read.text() == expected);
        REQUIRE((expected[0] == '[') == small);
      }
    }
    CHECK(kept > kRounds / 4);
    CHECK(kept < kRounds * 3 / 4);
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

TEST_SUITE("agg/beyond the doubles") {
  std::string of(std::string_view aggregate, const std::vector<const char*>& numbers,
                 json::Value parameter = {}) {
    testing::State state(aggregate, parameter);
    for (const char* number : numbers)
      state.add(json::Value::number_text(number));
    testing::State read(aggregate, parameter);
    CHECK(read.parse(state.text()));
    CHECK(result(read) == result(state));
    return result(state);
  }

  TEST_CASE("a sum is exact: whole, with a fraction, of either sign") {
    // 2 x 9007199254740991 x 2^971, and a half.
    const std::string twice = of("sum", {"1.7976931348623157e308", "1.7976931348623157e308"});
    CHECK(twice.size() == 309);
    CHECK(twice.substr(0, 20) == "35953862697246314162");
    CHECK(twice.substr(299) == "8249716736");
    CHECK(of("sum", {"1.7976931348623157e308", "1.7976931348623157e308", "0.5"}) == twice + ".5");
    CHECK(of("sum", {"-1.7976931348623157e308", "-1.7976931348623157e308"}) == "-" + twice);
    CHECK(of("sum", {"1e308", "1e308", "-1e308"}) == "1e308");
  }

  TEST_CASE("a mean is within the doubles, however large the sum") {
    CHECK(of("mean", {"1.7976931348623157e308", "1.7976931348623157e308"}) ==
          "1.7976931348623157e308");
  }

  TEST_CASE("a variance is exact, or has 17 digits where its decimals never end") {
    CHECK(of("var", {"1e200", "-1e200"}).substr(0, 17) == "19999999999999998");
    CHECK(of("var", {"1e200", "-1e200", "1e200"}) == "1.3333333333333333e400");
    CHECK(of("stddev", {"1e200", "-1e200"}) == "1.414213562373095e200");
    CHECK(of("stddev", {"1.7e308", "-1.7e308"}).substr(0, 16) == "2.40416305603426");
    CHECK(of("stddev", {"1e-200", "-1e-200"}) == "1.414213562373095e-200");
  }

  TEST_CASE("the low end of a bucket, and the middle of two far numbers") {
    CHECK(of("hist", {"-1.5e308"}, json::Value::number_text("1e308")).substr(0, 4) == "[[-2");
    CHECK(of("hist", {"1e300"}, json::Value::number_text("1e-200")) == "[[1e300,1]]");
    CHECK(of("aquantile", {"-1.7e308", "1.7e308"}, json::Value::number_text("0.5")) == "0");
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
