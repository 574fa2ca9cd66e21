#include "group/period_fill.h"

#include <doctest/doctest.h>

#include "base/arena.h"
#include "json/tree.h"
#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::group {
namespace {

std::string encoded(std::string_view tuple) {
  Arena arena;
  const auto tree = json::parse(tuple, arena);
  REQUIRE(tree.has_value());
  key::KeyEncoder encoder;
  key::KeyBuffer buffer;
  for (const json::Value& value : tree->items())
    REQUIRE(encoder.append(buffer, value).has_value());
  return std::string(buffer.view());
}

std::string decoded(std::string_view key) {
  Arena arena;
  std::string out;
  for (key::KeyDecoder decoder(key, arena); !decoder.done();) {
    out.push_back(' ');
    json::append_value(out, decoder.next());
  }
  return out;
}

std::string missing(const std::vector<std::string>& tuples, time::PeriodKind kind) {
  std::vector<std::string> keys;
  for (const std::string& tuple : tuples)
    keys.push_back(encoded(tuple));
  const std::vector<std::string_view> views(keys.begin(), keys.end());
  const auto found = missing_periods(views, 2, kind);
  if (!found) return found.error().message;
  std::string out;
  for (const std::string& key : *found)
    out += decoded(key) + ";";
  return out;
}

}  // namespace

TEST_SUITE("group/period_fill") {
  TEST_CASE("every combination of the other keys gets every period") {
    CHECK(missing({"[\"2024-02-28\",1]", "[\"2024-03-01\",2]"}, time::PeriodKind::kDay) ==
          " \"2024-02-28\" 2; \"2024-02-29\" 1; \"2024-02-29\" 2; \"2024-03-01\" 1;");
    CHECK(missing({"[\"x\",\"2023-11\"]", "[\"x\",\"2024-01\"]"}, time::PeriodKind::kMonth) ==
          " \"x\" \"2023-12\";");
  }

  TEST_CASE("groups without a period stay as they are") {
    CHECK(missing({"[null,1]", "[\"2024-01-01\",1]", "[\"2024-01-02\",1]"}, time::PeriodKind::kDay)
              .empty());
    CHECK(missing({}, time::PeriodKind::kDay).empty());
  }

  TEST_CASE("a key of such periods is needed") {
    CHECK(missing({"[\"2024-01\",1]"}, time::PeriodKind::kDay) ==
          "--fill day: no key holds a day in every group");
    CHECK(missing({"[\"2024-01-01\",1]", "[\"later\",1]"}, time::PeriodKind::kDay) ==
          "--fill day: no key holds a day in every group");
    CHECK(missing({"[null,1]"}, time::PeriodKind::kDay) ==
          "--fill day: no key holds a day in every group");
  }
}

}  // namespace nd::group
