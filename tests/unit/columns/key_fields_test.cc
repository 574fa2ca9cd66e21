#include "columns/key_fields.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/arena.h"
#include "json/tree.h"
#include "key/key_buffer.h"

namespace nd::columns {
namespace {

constexpr std::string_view kOwn[] = {"change", "record"};

Result<KeyFields> made(const std::vector<std::string>& items) {
  json::Schema schema;
  return KeyFields::make(*KeyColumns::compile(items, Marks::kNone, schema, {}), kOwn);
}

// What is appended for keys of these values.
std::string appended(KeyFields& fields, const std::vector<std::string>& values) {
  Arena arena;
  key::KeyEncoder encoder;
  key::KeyBuffer key;
  for (const std::string& value : values)
    REQUIRE(encoder.append(key, *json::parse(value, arena)));
  std::string out = "x";
  fields.append(out, key.view());
  return out;
}

TEST_SUITE_BEGIN("columns/key_fields");

TEST_CASE("keys stand at their paths, in canonical form") {
  KeyFields fields = *made({"a.b", "n=(.x + 1)", "a.c"});
  CHECK(appended(fields, {"1.0", "null", R"({"y":[1e0],"x":"é"})"}) ==
        R"(x{"a":{"b":1,"c":{"x":"é","y":[1]}},"n":null)");
  CHECK(appended(fields, {R"("s")", "true", "-0"}) == R"(x{"a":{"b":"s","c":0},"n":true)");
}

TEST_CASE("the whole record is a field called .") {
  KeyFields fields = *made({"."});
  CHECK(appended(fields, {"[1]"}) == R"(x{".":[1])");
}

TEST_CASE("keys that have no place are refused") {
  CHECK(made({"(.a + 1)"}).error().message == "the key '(.a + 1)' needs a name: NAME=EXPR");
  CHECK(made({"record.x"}).error().message ==
        "the key 'record.x' has the name of a field of the answer; rename it: NAME=record.x");
  CHECK_FALSE(made({"a", "a.b"}));
  CHECK(made({"x.record", "records"}));
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::columns
