#include "show/tabulate.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"
#include "json/projector.h"

namespace nd::show {
namespace {

// The table of some lines, or the error of the first record that is refused.
Result<std::string> table_of(const TableRequest& request, const std::vector<std::string>& lines) {
  char name[] = "/tmp/nd-tabulate-test-XXXXXX";
  ::close(::mkstemp(name));
  auto out = io::Output::file(name);
  REQUIRE(out);
  json::Schema schema;
  Tabulate tabulate(TableLayout::make(request).value(), schema);
  json::Projector projector(schema);
  Status status;
  for (const std::string& line : lines) {
    // Its bytes are gone after consume(), as in a run.
    const PaddedString text(line + "\n");
    const PaddedView view = text.view().substr(0, line.size());
    REQUIRE(projector.project(view));
    status = tabulate.consume({view, projector.row(), nullptr}, *out);
    if (!status) break;
  }
  if (status) status = tabulate.finish(*out);
  if (status) REQUIRE(out->commit());
  std::ostringstream written;
  written << std::ifstream(name).rdbuf();
  std::remove(name);
  if (!status) return tl::unexpected<Error>(status.error());
  return written.str();
}

TEST_SUITE("show/tabulate") {
  TEST_CASE("without columns a field that comes late is empty in the rows before") {
    CHECK(table_of({.format = "tsv", .missing = "-"},
                   {R"({"b":1})", R"({})", R"({"a":"x","b":null})"})
              .value() == "b\ta\n1\t-\n-\t-\n-\tx\n");
  }

  TEST_CASE("the first of duplicate keys counts") {
    CHECK(table_of({.format = "tsv"}, {R"({"a":1,"a":2})"}).value() == "a\n1\n");
    CHECK(table_of({.columns = {"a"}, .format = "tsv"}, {R"({"a":1,"a":2})"}).value() == "a\n1\n");
  }

  TEST_CASE("gathered and streamed tables are the same") {
    const std::vector<std::string> lines = {R"({"a":1.50,"b":"x\ty"})",
                                            R"({"a":[1,"\n"],"b":true})", R"({"a":12345678})"};
    CHECK(table_of({.format = "csv"}, lines).value() ==
          table_of({.columns = {"a", "b"}, .format = "csv"}, lines).value());
    CHECK(table_of({.columns = {"a", "b"}, .format = "tsv", .grouped = {"a"}}, lines).value() ==
          "a\tb\n2\tx\\ty\n[1,\"\\\\n\"]\ttrue\n12,345,678\t\n");
  }

  TEST_CASE("nested values are compact JSON") {
    const std::string line = R"({"a": {"x" : [1, 2.50 ]}})";
    const std::string table = "a\n{\"x\":[1,2.50]}\n";
    CHECK(table_of({.columns = {"a"}, .format = "tsv"}, {line}).value() == table);
    CHECK(table_of({.columns = {"a"}, .format = "tsv", .digits = 1}, {line}).value() == table);
  }

  TEST_CASE("without columns the fields of objects are columns, called by their paths") {
    CHECK(table_of({.format = "tsv"},
                   {R"({"a":{"x":[1],"y":{"z":{}}},"b":1})", R"({"a.x":2,"a":{"w":3}})"})
              .value() == "a.x\ta.y.z\tb\ta.x\ta.w\n[1]\t{}\t1\t\t\n\t\t\t2\t3\n");
    CHECK(table_of({.format = "tsv", .grouped = {"a.n"}}, {R"({"a":{"n":1234.5}})"}).value() ==
          "a.n\n1,234\n");
  }

  TEST_CASE(
      "without columns a record that is no object is refused and leaves the table as it was") {
    const auto table = table_of({}, {R"({"a":1})", "[1]"});
    REQUIRE_FALSE(table);
    CHECK(table.error().kind == ErrorKind::kInput);
  }

  TEST_CASE("equal keys of a pivot are one, whatever their text") {
    const TableRequest request{.format = "tsv", .pivot = "r,c,v"};
    CHECK(table_of(request, {R"({"r":1,"c":"x","v":1})", R"({"r":1.0,"c":"y","v":2})",
                             R"({"r":"1","c":"x","v":3})"})
              .value() == "r\tx\ty\n1\t1\t2\n1\t3\t\n");
    CHECK(table_of(request,
                   {R"({"r":{"a":1,"b":2},"c":1,"v":1})", R"({"r":{"b":2,"a":1},"c":null,"v":2})"})
              .value() == "r\t1\tnull\n{\"a\":1,\"b\":2}\t1\t2\n");
  }

  TEST_CASE("a pivot takes one value for a cell, null is none") {
    const TableRequest request{.format = "tsv", .pivot = "r,c,v"};
    const auto twice =
        table_of(request, {R"({"r":"a","c":"x","v":1})", R"({"r":"a","c":"x","v":1})"});
    REQUIRE_FALSE(twice);
    CHECK(twice.error().message ==
          R"(row "a" has a second value for column "x"; aggregate first, as with ndgroup)");
    CHECK(table_of(request, {R"({"r":"a","c":"x","v":null})", R"({"r":"a","c":"x","v":1})",
                             R"({"r":"a","c":"x"})"})
              .value() == "r\tx\na\t1\n");
  }

  TEST_CASE("a pivot agrees with a map on random cells, and its totals with plain sums") {
    std::mt19937 random(7);
    for (int round = 0; round < 50; ++round) {
      std::map<std::pair<int, int>, int> cells;
      for (int i = 0; i < 30; ++i) {
        cells.try_emplace({static_cast<int>(random() % 6), static_cast<int>(random() % 6)},
                          static_cast<int>(random() % 1000));
      }
      std::vector<std::string> lines;
      for (const auto& [at, value] : cells) {
        lines.push_back("{\"r\":" + std::to_string(at.first) + ",\"c\":" +
                        std::to_string(at.second) + ",\"v\":" + std::to_string(value) + "}");
      }
      std::shuffle(lines.begin(), lines.end(), random);
      std::istringstream table(
          table_of({.format = "tsv", .pivot = "r,c,v", .total = true, .missing = "-1"}, lines)
              .value());

      const auto next_row = [&] {
        std::string line;
        std::vector<std::string> fields;
        if (!std::getline(table, line)) return fields;
        std::istringstream split(line);
        for (std::string field; std::getline(split, field, '\t');)
          fields.push_back(field);
        return fields;
      };
      const auto titles = next_row();
      std::map<std::string, int> sums;
      std::size_t found = 0;
      for (auto row = next_row(); !row.empty(); row = next_row()) {
        REQUIRE(row.size() == titles.size());
        for (std::size_t c = 1; c < row.size(); ++c) {
          const int value = std::stoi(row[c]);
          if (row[0] == "total") {
            REQUIRE(value == sums[titles[c]]);
          } else if (value >= 0) {
            REQUIRE(cells.at({std::stoi(row[0]), std::stoi(titles[c])}) == value);
            sums[titles[c]] += value;
            ++found;
          }
        }
      }
      REQUIRE(found == cells.size());
    }
  }
}

}  // namespace
}  // namespace nd::show
