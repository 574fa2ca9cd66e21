#include "agg/exact_sum.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/tree.h"
#include "json/writer.h"

namespace nd::agg {
namespace {

std::string result_of(const ExactSum& sum) {
  Arena text;
  std::string out;
  json::append_value(out, sum.value(text));
  return out;
}

std::string state_of(const ExactSum& sum) {
  std::string out = "{";
  sum.append_state(out);
  return out + "}";
}

ExactSum sum_of(const std::vector<std::string>& numbers, Arena& arena) {
  ExactSum sum;
  for (const std::string& text : numbers) {
    const auto value = json::parse(text, arena);
    REQUIRE(value.has_value());
    REQUIRE_MESSAGE(sum.add(*value, arena).has_value(), text);
  }
  return sum;
}

std::string sum_text(const std::vector<std::string>& numbers) {
  Arena arena;
  return result_of(sum_of(numbers, arena));
}

}  // namespace

TEST_SUITE("agg/exact_sum") {
  TEST_CASE("decimals add as decimals") {
    CHECK(sum_text(std::vector<std::string>(10, "0.1")) == "1");
    CHECK(sum_text({"0.1", "0.2"}) == "0.3");
    CHECK(sum_text({"49960556.85", "0.01"}) == "49960556.86");
    CHECK(sum_text({"-0.5", "-0.25"}) == "-0.75");
    CHECK(sum_text({"1.5e3", "0.5"}) == "1500.5");
    CHECK(sum_text({"-0"}) == "0");
  }

  TEST_CASE("what is far apart in size cancels exactly, in every order") {
    std::vector<std::string> numbers = {"-1e308", "1", "1e308"};
    do {
      CHECK(sum_text(numbers) == "1");
    } while (std::next_permutation(numbers.begin(), numbers.end()));
    CHECK(sum_text({"5e-324", "-5e-324", "1e-30", "7"}) == "7");
    CHECK(sum_text({"5e-324"}) == "5e-324");
    CHECK(sum_text({"1.7976931348623157e308", "1.7976931348623157e308"}).size() == 309);
    CHECK(sum_text({"1.7976931348623157e308", "1.7976931348623157e308",
                    "-1.7976931348623157e308"}) == "1.7976931348623157e308");
  }

  TEST_CASE("integers beyond 64 and 128 bits are exact") {
    CHECK(sum_text(std::vector<std::string>(5, "9223372036854775807")) == "46116860184273879035");
    CHECK(sum_text(std::vector<std::string>(5, "18446744073709551615")) == "92233720368547758075");
    CHECK(sum_text({"12345678901234567890123456789012345678"}) ==
          "12345678901234567890123456789012345678");
    CHECK(sum_text({"99999999999999999999999999999999999999", "1"}) == "1e38");
    CHECK(sum_text({"100000000000000000000000"}) == "100000000000000000000000");
    CHECK(sum_text({"1e23"}) == "100000000000000000000000");
    CHECK(sum_text({"1e57", "1", "-1e57"}) == "1");
    CHECK(sum_text({"1e58", "1", "-1e58"}) == "1");
    CHECK(sum_text({"-9223372036854775808", "-9223372036854775808"}) == "-18446744073709551616");
    CHECK(sum_text(std::vector<std::string>(1001, "170000000000000000000.5")) == "1.7017e23");
  }

  TEST_CASE("a number beyond doubles is refused and changes nothing") {
    Arena arena;
    ExactSum sum = sum_of({"1"}, arena);
    CHECK_FALSE(sum.add(json::Value::number_text("1e400"), arena).has_value());
    CHECK(result_of(sum) == "1");
    CHECK(sum.count() == 1);
    CHECK(sum.add(json::Value::number_text("1e-400"), arena).has_value());
    CHECK(result_of(sum) == "1");
  }

  TEST_CASE("random numbers: any order, any split and the way over text give the same state") {
    std::mt19937_64 random(11);
    for (int round = 0; round < 200; ++round) {
      Arena arena;
      std::vector<json::Value> numbers;
      for (std::size_t i = 0; i < 1 + random() % 30; ++i) {
        switch (random() % 4) {
          case 0:
            numbers.push_back(
                json::Value::integer(static_cast<std::int64_t>(random()) >> (random() % 60)));
            break;
          case 1:
            numbers.push_back(json::Value::real(
                std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())),
                           static_cast<int>(random() % 1800) - 1000)));
            break;
          case 2:
            numbers.push_back(json::Value::number_text(arena.copy(
                (random() % 2 == 0 ? "-" : "") + std::to_string(random() >> (random() % 64)) + "." +
                std::to_string(random() % 100000))));
            break;
          default:
            numbers.push_back(json::Value::number_text(
                arena.copy("-7" + std::to_string(random()) + "e" +
                           std::to_string(static_cast<int>(random() % 60) - 30))));
        }
      }
      ExactSum whole;
      for (const auto& number : numbers)
        REQUIRE(whole.add(number, arena).has_value());
      std::shuffle(numbers.begin(), numbers.end(), random);
      ExactSum left;
      ExactSum right;
      const std::size_t cut = random() % (numbers.size() + 1);
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        REQUIRE((i < cut ? left : right).add(numbers[i], arena).has_value());
      }
      const std::string right_state = state_of(right);
      const auto tree = json::parse(right_state, arena);
      REQUIRE(tree.has_value());
      const auto read = ExactSum::parse_state(*tree, arena);
      REQUIRE(read.has_value());
      CHECK(state_of(*read) == right_state);
      left.merge(*read, arena);
      CHECK(state_of(left) == state_of(whole));
      CHECK(result_of(left) == result_of(whole));
    }
  }

  TEST_CASE("a damaged state is refused") {
    Arena arena;
    for (const char* text :
         {"{}", "{\"n\":\"x\",\"d\":\"1\"}", "{\"n\":\"1\",\"d\":\"1..2\"}",
          "{\"n\":\"1\",\"d\":\"\"}", "{\"n\":\"1\",\"d\":\"1\",\"b\":\"zzp1\"}",
          "{\"n\":\"1\",\"d\":\"1\",\"b\":\"1\"}", "{\"n\":\"1\",\"d\":\"1\",\"b\":\"1p5000\"}",
          "{\"n\":1,\"d\":\"1\"}"}) {
      const auto tree = json::parse(text, arena);
      REQUIRE(tree.has_value());
      CHECK_FALSE_MESSAGE(ExactSum::parse_state(*tree, arena).has_value(), text);
    }
  }
}

TEST_SUITE("agg/big_integer") {
  TEST_CASE("division is the inverse of multiplication") {
    std::mt19937_64 random(5);
    const auto some = [&](std::size_t words) {
      std::vector<std::uint64_t> all(words);
      for (auto& word : all)
        word = random() % 8 == 0 ? ~std::uint64_t{0} : random() % 8 == 1 ? 0 : random();
      return BigInteger::of_words(all);
    };
    for (int round = 0; round < 5000; ++round) {
      const BigInteger a = some(1 + random() % 6);
      const BigInteger b = some(1 + random() % 4);
      if (b.is_zero()) continue;
      const auto parts = BigInteger::divide(a, b);
      CHECK(parts.quotient * b + parts.remainder == a);
      CHECK((parts.remainder.is_zero() || parts.remainder.is_negative() == a.is_negative()));
      BigInteger r = parts.remainder;
      BigInteger d = b;
      if (r.is_negative()) r.negate();
      if (d.is_negative()) d.negate();
      CHECK((r - d).is_negative());
    }
  }

  TEST_CASE("the nearest double is what the reader of decimal text gives") {
    std::mt19937_64 random(6);
    for (int round = 0; round < 3000; ++round) {
      const auto mantissa = static_cast<std::int64_t>(random() >> (random() % 60));
      const int power = static_cast<int>(random() % 680) - 340;
      const std::string text = std::to_string(mantissa) + "e" + std::to_string(power);
      Rational number{BigInteger::of(mantissa)};
      if (power >= 0) {
        number.numerator =
            number.numerator * BigInteger::power_of_ten(static_cast<std::uint64_t>(power));
      } else {
        number.denominator = BigInteger::power_of_ten(static_cast<std::uint64_t>(-power));
      }
      CHECK_MESSAGE(nearest_double(number) == std::strtod(text.c_str(), nullptr), text);
    }
  }

  TEST_CASE("text of large numbers") {
    CHECK(BigInteger::power_of_ten(40).to_text() == "1" + std::string(40, '0'));
    CHECK(BigInteger::of_digits("123456789012345678901234567890", true).to_text() ==
          "-123456789012345678901234567890");
    CHECK(BigInteger().to_text() == "0");
  }
}

}  // namespace nd::agg
