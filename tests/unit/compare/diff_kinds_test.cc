#include "compare/diff_kinds.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "key/key_encoder.h"

namespace nd::compare {
namespace {

using json::Value;

TEST_SUITE_BEGIN("compare/diff_kinds");

void note(DiffKinds& kinds, std::size_t side, const std::vector<Value>& values) {
  key::KeyBuffer key;
  key::KeyEncoder encoder;
  for (const Value& value : values)
    REQUIRE(encoder.append(key, value).has_value());
  kinds.note(side, key.view());
}

std::string told(const DiffKinds& kinds) {
  const auto clash = kinds.clash();
  if (!clash) return "none";
  return std::to_string(clash->column) + " " + std::string(clash->kinds[0]) + " " +
         std::string(clash->kinds[1]);
}

TEST_CASE("one kind on either side, and null beside it") {
  DiffKinds kinds(1);
  CHECK(told(kinds) == "none");
  note(kinds, 0, {Value::string("1")});
  CHECK(told(kinds) == "none");
  note(kinds, 1, {Value::integer(-1)});
  note(kinds, 1, {Value::null()});
  CHECK(told(kinds) == "0 a string a number");
  note(kinds, 1, {Value::string("1")});
  CHECK(told(kinds) == "none");
}

TEST_CASE("the second column, behind texts of any length") {
  DiffKinds kinds(2);
  note(kinds, 0, {Value::string("a longer text"), Value::boolean(true)});
  note(kinds, 1, {Value::string(""), Value::integer(1'000'000)});
  CHECK(told(kinds) == "1 a boolean a number");
}

TEST_CASE("every kind is told by its name") {
  const std::vector<std::pair<Value, std::string_view>> all = {
      {Value::boolean(false), "a boolean"},      {Value::integer(0), "a number"},
      {Value::number_text("-1e-9"), "a number"}, {Value::number_text("1e400"), "a number"},
      {Value::string("x"), "a string"},          {Value::array({}), "an array"},
      {Value::object({}), "an object"}};
  for (const auto& [older, older_name] : all) {
    for (const auto& [newer, newer_name] : all) {
      DiffKinds kinds(1);
      note(kinds, 0, {older});
      note(kinds, 1, {newer});
      CHECK(told(kinds) == (older_name == newer_name
                                ? "none"
                                : "0 " + std::string(older_name) + " " + std::string(newer_name)));
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
