#include "key/key_encoder.h"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/arena.h"
#include "base/padded_view.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::key {
namespace {

std::string encoded(const json::Value& value, Direction direction = Direction::kAscending) {
  KeyEncoder encoder;
  KeyBuffer buffer;
  REQUIRE(encoder.append(buffer, value, direction).has_value());
  return std::string(buffer.view());
}

json::Value parsed(std::string_view text, Arena& arena) {
  auto value = json::parse(text, arena);
  REQUIRE_MESSAGE(value.has_value(), text);
  return *value;
}

// Texts that sit on the borders of the encoding.
const std::vector<std::string>& border_texts() {
  static const std::vector<std::string> texts = {"null",
                                                 "false",
                                                 "true",
                                                 "0",
                                                 "-0",
                                                 "0.0",
                                                 "1",
                                                 "-1",
                                                 "1.0",
                                                 "1e0",
                                                 "10e-1",
                                                 "255",
                                                 "256",
                                                 "-255",
                                                 "-256",
                                                 "65535",
                                                 "65536",
                                                 "1.5",
                                                 "-1.5",
                                                 "1.05",
                                                 "1.50",
                                                 "0.5",
                                                 "-0.5",
                                                 "0.05",
                                                 "1e-300",
                                                 "-1e-300",
                                                 "1e-9999",
                                                 "1e9999",
                                                 "-1e9999",
                                                 "9223372036854775807",
                                                 "-9223372036854775808",
                                                 "-9223372036854775809",
                                                 "18446744073709551615",
                                                 "18446744073709551616",
                                                 "18446744073709551615.5",
                                                 "18446744073709551614.99",
                                                 "123456789012345678901234567890",
                                                 "0.1234567890123456789",
                                                 "99.99",
                                                 "100",
                                                 "100.001",
                                                 "\"\"",
                                                 "\"a\"",
                                                 "\"ab\"",
                                                 "\"a\\u0000\"",
                                                 "\"a\\u0000b\"",
                                                 "\"a\\u0001\"",
                                                 "\"\\u0001\"",
                                                 "\"\\u0000\"",
                                                 "\"\\u0002\"",
                                                 "\"é\"",
                                                 "\"中\"",
                                                 "\"😀\"",
                                                 "\"abcdefgh\"",
                                                 "\"abcdefg\\u0000\"",
                                                 "\"abcdefghi\"",
                                                 "[]",
                                                 "[null]",
                                                 "[1]",
                                                 "[1,2]",
                                                 "[[]]",
                                                 "[\"a\"]",
                                                 "[{}]",
                                                 "{}",
                                                 "{\"a\":1}",
                                                 "{\"a\":2}",
                                                 "{\"b\":0}",
                                                 "{\"a\":1,\"b\":0}",
                                                 "{\"b\":0,\"a\":1}",
                                                 "{\"\":null}",
                                                 "{\"a\":{\"b\":[1,2.5,\"x\"]}}"};
  return texts;
}

int sign(std::strong_ordering order) {
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}
int sign(int order) {
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

}  // namespace

TEST_SUITE("key/key_encoder") {
  TEST_CASE("the order of bytes is the order of values, in both directions") {
    Arena arena;
    std::vector<json::Value> values;
    for (const std::string& text : border_texts())
      values.push_back(parsed(text, arena));
    values.push_back(json::Value());
    values.push_back(json::Value::real(0.1));
    values.push_back(json::Value::real(-0.0));
    values.push_back(json::Value::real(1e22));
    values.push_back(json::Value::real(5e-324));
    for (const json::Value& a : values) {
      for (const json::Value& b : values) {
        const int expected = sign(json::compare(a, b));
        CHECK(sign(encoded(a).compare(encoded(b))) == expected);
        CHECK(
            sign(encoded(a, Direction::kDescending).compare(encoded(b, Direction::kDescending))) ==
            -expected);
      }
    }
  }

  TEST_CASE("random numbers keep their order whatever their form") {
    std::mt19937_64 random(7);
    Arena arena;
    std::vector<json::Value> values;
    for (int i = 0; i < 400; ++i) {
      const auto bits = static_cast<std::int64_t>(random() >> (random() % 64));
      switch (random() % 4) {
        case 0:
          values.push_back(json::Value::integer(random() % 2 == 0 ? bits : -bits));
          break;
        case 1:
          values.push_back(json::Value::unsigned_integer(random()));
          break;
        case 2:
          values.push_back(json::Value::real(static_cast<double>(bits) / 1000.0));
          break;
        default:
          values.push_back(json::Value::number_text(
              arena.copy(std::to_string(bits % 1000) + "." + std::to_string(random() % 100) + "e" +
                         std::to_string(random() % 40))));
      }
    }
    for (const json::Value& a : values) {
      for (const json::Value& b : values) {
        CHECK(sign(encoded(a).compare(encoded(b))) == sign(json::compare(a, b)));
      }
    }
  }

  TEST_CASE("no encoding is the start of another, so keys can stand one after the other") {
    Arena arena;
    std::vector<std::string> all;
    for (const std::string& text : border_texts())
      all.push_back(encoded(parsed(text, arena)));
    for (const std::string& a : all) {
      CHECK(first_value_bytes(a + "\xFF rest") == a.size());
      for (const std::string& b : all)
        CHECK((a == b || b.compare(0, a.size(), a) != 0));
    }
  }

  TEST_CASE("decoding gives the canonical text of the value") {
    Arena arena;
    for (const std::string& text : border_texts()) {
      const json::Value value = parsed(text, arena);
      std::string expected;
      json::append_canonical(expected, value);
      const std::string key = encoded(value) + encoded(json::Value::integer(-7));
      KeyDecoder decoder(key, arena);
      std::string actual;
      json::append_canonical(actual, decoder.next());
      CHECK(actual == expected);
      std::string plain;
      KeyDecoder again(key, arena);
      json::append_value(plain, again.next());
      CHECK(plain == expected);
      CHECK(again.next().int_value() == -7);
      CHECK(again.done());
    }
  }

  TEST_CASE(
      "a raw nested value and its tree are one key, malformed text is an error and leaves "
      "nothing") {
    Arena arena;
    // What follows a raw value is a line's end and padding.
    constexpr std::string_view kText = "{\"b\": [1.0], \"a\":\"x\"}";
    const PaddedString line(std::string(kText) + "\n");
    const json::Value raw =
        json::Value::raw(json::Kind::kObject, line.view().text().substr(0, kText.size()));
    CHECK(encoded(raw) == encoded(parsed("{\"a\":\"x\",\"b\":[1]}", arena)));
    KeyEncoder encoder;
    KeyBuffer buffer;
    buffer.append("before");
    const PaddedString cut("[1,\n");
    const json::Value malformed =
        json::Value::raw(json::Kind::kArray, cut.view().text().substr(0, 3));
    CHECK_FALSE(encoder.append(buffer, malformed).has_value());
    CHECK(buffer.view() == "before");
  }

  TEST_CASE("NaN and the infinities are null") {
    CHECK(encoded(json::Value::real(__builtin_nan(""))) == encoded(json::Value::null()));
    CHECK(encoded(json::Value::real(__builtin_inf())) == encoded(json::Value::null()));
  }
}

}  // namespace nd::key
