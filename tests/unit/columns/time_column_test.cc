#include "columns/time_column.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/projector.h"

namespace nd::columns {
namespace {

// Each value of t as the column reads and writes it, or why it does not.
std::vector<std::string> read(const std::vector<std::string>& values) {
  json::Schema schema;
  const std::vector<std::string> items = {"t"};
  TimeColumn column(*KeyColumns::compile(items, Marks::kNone, schema, {}));
  json::Projector projector(schema);
  std::vector<std::string> all;
  for (const std::string& value : values) {
    const std::string line = "{\"t\":" + value + "}";
    const PaddedString padded(line + "\n");
    const PaddedView text = padded.view().substr(0, line.size());
    REQUIRE(projector.project(text));
    const auto moment = column.read({text, projector.row(), nullptr});
    if (moment) column.keep_kind();
    all.push_back(moment ? column.text(*moment) : std::string(moment.error().message));
  }
  return all;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_SUITE("columns/time_column") {
  TEST_CASE("seconds, instants and periods, each told as they are written") {
    CHECK(read({"5", "5.25", "-1.5"}) == Texts{"5", "5.25", "-1.5"});
    CHECK(read({R"("2024-07-01T02:00:00+02:00")", R"("1969-12-31T23:59:59.5Z")"}) ==
          Texts{"2024-07-01T00:00:00Z", "1969-12-31T23:59:59.5Z"});
    CHECK(read({R"("2024-07")", R"("1960-02")"}) == Texts{"2024-07", "1960-02"});
    CHECK(read({R"("2024-W01")"}) == Texts{"2024-W01"});
  }

  TEST_CASE("one kind for all, which the first one decides") {
    CHECK(read({R"("2024-07")", R"("2024-07-01")", "5", "null", "true"}) ==
          Texts{"2024-07", "'2024-07-01' is a day, and the first record's time was a month",
                "'5' is a number of seconds, and the first record's time was a month",
                "the record has no time in 't'",
                "the time in 't' is of type boolean; it must be a period, RFC 3339 text or epoch "
                "seconds"});
    CHECK(read({R"("soon")", "5"})[1] == "5");
  }

  TEST_CASE("of a period the grain is known, of other times there is none") {
    json::Schema schema;
    const std::vector<std::string> items = {"t"};
    TimeColumn column(*KeyColumns::compile(items, Marks::kNone, schema, {}));
    json::Projector projector(schema);
    const auto grain = [&](const std::string& value) {
      const std::string line = "{\"t\":" + value + "}";
      const PaddedString padded(line + "\n");
      const PaddedView text = padded.view().substr(0, line.size());
      REQUIRE(projector.project(text));
      REQUIRE(column.read({text, projector.row(), nullptr}));
      return column.grain();
    };
    CHECK(grain(R"("2024-07-01")") == time::PeriodKind::kDay);
    CHECK(grain(R"("2024-W27")") == time::PeriodKind::kWeek);
    CHECK(grain(R"("2024-07-01T00:00:00Z")") == std::nullopt);
    CHECK(grain("5") == std::nullopt);
  }
}

}  // namespace nd::columns
