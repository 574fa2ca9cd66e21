#include "table/moment.h"

#include <string>

#include <doctest/doctest.h>

#include "json/tree.h"

namespace nd::table {
namespace {

class Reader {
 public:
  explicit Reader(const char* first) { REQUIRE(timeline_.learn(value(first))); }

  // Whether a is before b; "*" where one is no moment of the timeline.
  std::string before(const char* a, const char* b) {
    const auto first = timeline_.read(value(a));
    const auto second = timeline_.read(value(b));
    if (!first || !second) return "*";
    return first->before(*second) ? "yes" : "no";
  }

 private:
  json::Value value(const char* text) { return *json::parse(text, arena_); }

  Arena arena_;
  Timeline timeline_;
};

TEST_SUITE("table/moment") {
  TEST_CASE("numbers compare exactly, whatever their form") {
    Reader numbers("1");
    CHECK(numbers.before("1", "1.0") == "no");
    CHECK(numbers.before("9007199254740992", "9007199254740993.5") == "yes");
    CHECK(numbers.before("18446744073709551615", "18446744073709551616") == "yes");
    CHECK(numbers.before("-1", "0") == "yes");
    CHECK(numbers.before("1", "\"2024\"") == "*");
  }

  TEST_CASE("periods compare with those of their grain alone") {
    Reader days("\"2024-02-29\"");
    CHECK(days.before("\"2024-02-29\"", "\"2024-03-01\"") == "yes");
    CHECK(days.before("\"2024-02-29\"", "\"2024-02\"") == "*");
    CHECK(days.before("\"2024-02-29\"", "\"2023-02-29\"") == "*");
    CHECK(days.before("\"2024-02-29\"", "\"2024-02-29T00:00:00Z\"") == "*");
    Reader weeks("\"2024-W09\"");
    CHECK(weeks.before("\"2024-W52\"", "\"2025-W01\"") == "yes");
  }

  TEST_CASE("RFC 3339 times are instants") {
    Reader times("\"2024-07-01T00:00:00Z\"");
    CHECK(times.before("\"2024-07-01T02:00:00+08:00\"", "\"2024-07-01T00:00:00Z\"") == "yes");
    CHECK(times.before("\"2024-07-01T08:00:00+08:00\"", "\"2024-07-01T00:00:00Z\"") == "no");
    CHECK(times.before("\"2024-07-01T00:00:00.1Z\"", "\"2024-07-01T00:00:00.25Z\"") == "yes");
    CHECK(times.before("\"2024-07-01T00:00:00\"", "\"2024-07-01T00:00:00Z\"") == "*");
  }
}

}  // namespace
}  // namespace nd::table
