#include "compare/breaks.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/tree.h"
#include "key/key_encoder.h"
#include "temporary_file.h"
#include "time/period.h"

namespace nd::compare {
namespace {

const std::vector<json::FieldPath> kKeys = {{{"city"}}, {{"app"}}};

std::string read(Breaks& breaks, const std::string& text) {
  const tests::TemporaryFile file(text);
  io::Failure failure;
  const Status status = breaks.read(file.path, kKeys, failure);
  if (status) return "";
  // The first line, behind the place.
  const std::string& message = status.error().message;
  const std::string place = file.path + ":1: ";
  REQUIRE(message.starts_with(place));
  return message.substr(place.size(), message.find('\n') - place.size());
}

std::string key_of(const std::vector<std::string>& values) {
  key::KeyBuffer key;
  for (const std::string& value : values)
    key::KeyEncoder::append_string(key, value);
  return std::string(key.view());
}

time::Day day(std::int32_t year, std::int32_t month, std::int32_t date) {
  return time::day_of({year, month, date});
}

TEST_SUITE_BEGIN("compare/breaks");

TEST_CASE("a break lies between days of which one is before it and one is not") {
  Breaks breaks;
  CHECK(breaks.empty());
  CHECK(read(breaks, R"({"date":"2024-03-01","note":"x"})") == "");
  const auto found = [&](time::Day first, time::Day last) {
    return breaks.between(first, last, {"plays", {}}, key_of({"a", "b"}), {}).size();
  };
  CHECK(found(day(2024, 2, 29), day(2024, 3, 1)) == 1);
  CHECK(found(day(2024, 3, 1), day(2024, 3, 31)) == 0);
  CHECK(found(day(2024, 2, 1), day(2024, 2, 29)) == 0);
}

TEST_CASE("a break may be of one metric and of some groups") {
  Breaks breaks;
  CHECK(read(breaks,
             "{\"date\":\"2024-03-01\",\"metric\":\"plays\",\"city\":\"a\"}\n"
             "{\"date\":\"2024-03-02\",\"app\":\"tv\",\"kind\":\"elsewhere\"}\n") == "");
  const auto dates = [&](std::string_view metric, const std::vector<std::string>& values,
                         std::optional<std::size_t> without) {
    std::string text;
    for (const Breaks::Break* found :
         breaks.between(day(2024, 1, 1), day(2024, 12, 31), {std::string(metric), {}},
                        key_of(values), without)) {
      text += found->text.substr(9, 10) + " ";
    }
    return text;
  };
  CHECK(dates("plays", {"a", "tv"}, {}) == "2024-03-01 2024-03-02 ");
  CHECK(dates("plays", {"b", "tv"}, {}) == "2024-03-02 ");
  CHECK(dates("likes", {"a", "phone"}, {}) == "");
  // What lies in a part of the group is in the group.
  CHECK(dates("plays", {"phone"}, 0) == "2024-03-01 ");
  CHECK(dates("plays", {"b"}, 1) == "2024-03-02 ");
}

TEST_CASE("a break of a field concerns all that is made of it, or of what lies in it") {
  Breaks breaks;
  CHECK(read(breaks, "{\"date\":\"2024-03-01\",\"metric\":\"n.plays\"}\n") == "");
  const auto concerns = [&](const std::string& name, const std::vector<json::FieldPath>& reads) {
    const Breaks::Metric metric{name, reads};
    const bool found = !breaks.between(day(2024, 1, 1), day(2024, 12, 31), metric, "", {}).empty();
    CHECK(breaks.unmet({metric}, {""}).empty() == found);
    return found;
  };
  CHECK(concerns("n.plays", {}));
  CHECK(concerns("rate", {{{"likes"}}, {{"n", "plays"}}}));
  CHECK(concerns("all", {{{"n"}}}));
  CHECK(concerns("all", {{{"n", "plays", "live"}}}));
  CHECK(concerns("any", {{}}));
  CHECK_FALSE(concerns("rate", {{{"likes"}}, {{"plays"}}, {{"n", "likes"}}}));
}

TEST_CASE("what is no break is said") {
  Breaks breaks;
  CHECK(read(breaks, R"({"note":"x"})") == "the break has no 'date'");
  CHECK(read(breaks, R"({"date":"2024-03"})") ==
        "the 'date' of the break, '2024-03', is no day like 2024-07-31");
  CHECK(read(breaks, R"({"date":20240301})") == "the 'date' of the break is no text but number");
  CHECK(read(breaks, R"({"date":"2024-03-01","metric":1})") ==
        "the 'metric' of the break is no text but number");
}

TEST_CASE("breaks of a metric or a group that there is not are unmet") {
  Breaks breaks;
  CHECK(read(breaks,
             "{\"date\":\"2024-03-01\"}\n"
             "{\"date\":\"2024-03-02\",\"metric\":\"plays\",\"city\":\"a\"}\n"
             "{\"date\":\"2024-03-03\",\"metric\":\"plys\"}\n"
             "{\"date\":\"2024-03-04\",\"city\":\"a\",\"app\":\"b\"}\n") == "");
  const auto dates = [&](const std::vector<std::string>& names,
                         const std::vector<std::string>& groups) {
    std::vector<Breaks::Metric> metrics;
    metrics.reserve(names.size());
    for (const std::string& name : names)
      metrics.push_back({name, {}});
    std::string found;
    for (const Breaks::Break* of : breaks.unmet(metrics, {groups.begin(), groups.end()}))
      found += time::Period::of(of->date, time::PeriodKind::kDay).text().substr(8) + " ";
    return found;
  };
  CHECK(dates({"plays"}, {key_of({"a", "a"}), key_of({"b", "b"})}) == "03 04 ");
  CHECK(dates({"plys"}, {key_of({"a", "b"})}) == "02 ");
  CHECK(dates({"plays", "plys"}, {key_of({"a", "b"})}) == "");
  CHECK(dates({"plays"}, {""}) == "03 ");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
