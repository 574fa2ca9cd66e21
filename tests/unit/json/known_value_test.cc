#include "json/known_value.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"

namespace nd::json {

TEST_SUITE("json/known_value") {
  TEST_CASE("it is the values that are equal to it, of those that fit, and no others") {
    std::vector<std::string> texts = {"",
                                      "a",
                                      "ab",
                                      "abc",
                                      "abd",
                                      "123",
                                      "0123456789abcdef",
                                      "0123456789abcdeg",
                                      "0123456789abcdef0"};
    // So that reads beyond one of them end in another's place.
    std::vector<PaddedString> places;
    std::vector<Value> values = {Value(),           Value::null(),       Value::boolean(true),
                                 Value::integer(3), Value::integer(123), Value::real(3.0),
                                 Value::array({})};
    for (const std::string& text : texts) {
      places.emplace_back(text + "xyz");
      values.push_back(Value::string(places.back().view().text().substr(0, text.size())));
    }
    KnownValue known;
    CHECK(!known.is(Value()));
    for (const Value& one : values) {
      const bool is_text = one.is_string() && !one.text().empty() && one.text().size() <= 16;
      const bool fits = is_text || one.kind() == Kind::kInt || one.is_null();
      CHECK(known.set(one) == fits);
      for (const Value& other : values) {
        const bool same_kind = one.kind() == other.kind();
        CHECK(known.is(other) == (fits && same_kind && equal(one, other)));
      }
    }
  }

  TEST_CASE("it keeps its own text") {
    std::string text = "play\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    KnownValue known;
    REQUIRE(known.set(Value::string(std::string_view(text).substr(0, 4))));
    text[0] = 'x';
    CHECK(!known.is(Value::string(std::string_view(text).substr(0, 4))));
    text[0] = 'p';
    CHECK(known.is(Value::string(std::string_view(text).substr(0, 4))));
  }
}

}  // namespace nd::json
