#include "columns/time_column.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/projector.h"

namespace nd::columns {
namespace {

// Each value of t as the column reads and writes it, or why it does not.
std::vector<std::string> read(const std::vector<std::string>& values,
                              const std::string& time = "t") {
  json::Schema schema;
  const std::vector<std::string> items = {time};
  TimeColumn column(*KeyColumns::compile(items, Marks::kNone, schema, {}));
  json::Projector projector(schema);
  std::vector<std::string> all;
  for (const std::string& value : values) {
    const std::string line = "{\"t\":" + value + "}";
    const PaddedString padded(line + "\n");
    const PaddedView text = padded.view().substr(0, line.size());
    REQUIRE(projector.project(text));
    io::Block block;
    const auto moment = column.read({text, projector.row(), &block});
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
    const std::string of_boolean =
        "the time in 't' is of type boolean; it must be a period, RFC 3339 text or epoch seconds";
    CHECK(read({R"("2024-07")", R"("2024-07-01")", "5", "null", "true"}) ==
          Texts{"2024-07", "'2024-07-01' is a day, and the first record's time was a month",
                "'5' is a number of seconds, and the first record's time was a month",
                "the record has no time in 't'", of_boolean});
    CHECK(read({R"("soon")", "5"})[1] == "5");
  }

  TEST_CASE("a number is a year or seconds, and one that may be a date is refused with both ways") {
    CHECK(read({"2024", "2025.0", "2.026e3", "999"}) ==
          Texts{"2024", "2025", "2026",
                "'999' is a number of seconds, and the first record's time was a year; seconds "
                "from 1000 to 9999 are written -t '(.t|todate)'"});
    // The first one decides.
    CHECK(read({"999", "1500.5", "1500", "20240229"}) ==
          Texts{"999", "1500.5", "1500", "20240229"});
    CHECK(read({"\"2024\"", "2025"}) == Texts{"2024", "2025"});
    // Where a function says that it is seconds, it is.
    CHECK(read({"999000", "1500000", "20240731000"}, "(.t | ms )") ==
          Texts{"999", "1500", "20240731"});
    CHECK(read({"\"1970-01-01T00:25:00Z\""}, "x=(.t|fromdate)") == Texts{"1500"});
    CHECK(read({"2024"}, "(.t|.+1)") == Texts{"2025"});
    const std::string day =
        "'20240229' may be a date or seconds since 1970: a date is written -t "
        "'(.t|tostring|strptime(\"%Y%m%d\")|strftime(\"%Y-%m-%d\"))', seconds -t '(.t|todate)'";
    const std::string month =
        "'202402' may be a date or seconds since 1970: a date is written -t "
        "'(.t|tostring|.[:4]+\"-\"+.[4:])', seconds -t '(.t|todate)'";
    CHECK(read({"20240229", "202402", "20240230", "202413", "18991231"}) ==
          Texts{day, month, "20240230", "202413", "18991231"});
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
    CHECK(grain("2024") == time::PeriodKind::kYear);
  }
}

}  // namespace nd::columns
