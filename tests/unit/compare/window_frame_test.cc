#include "compare/window_frame.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "compare/window_records.h"

namespace nd::compare {
namespace {

// What the aggregates come to behind each line; every line is of the group and time of its number.
std::string framed(const std::string& extent, const std::vector<std::string>& aggregates,
                   const std::vector<std::string>& lines, std::uint32_t groups = 1) {
  columns::Window window;
  if (!extent.empty()) REQUIRE(parse_into(extent, window).has_value());
  json::Schema schema;
  const auto frame = WindowFrame::compile(window, aggregates, schema, {});
  REQUIRE(frame.has_value());
  tests::WindowRecords records(schema);
  std::string out;
  std::uint32_t number = 0;
  for (const std::string& line : lines) {
    REQUIRE((*frame)->read(records(line)).has_value());
    (*frame)->take(number % groups, columns::Moment{number} * columns::kNanosOfSecond);
    ++number;
    for (std::size_t i = 0; i < aggregates.size(); ++i) {
      (*frame)->append(i, out);
      out += i + 1 == aggregates.size() ? "\n" : " ";
    }
  }
  return out;
}

}  // namespace

TEST_SUITE("compare/window_frame") {
  const std::vector<std::string> lines = {R"({"x":2})", R"({"x":0.1})", R"({"x":null})",
                                          R"({"x":2})", R"({"x":5})"};

  TEST_CASE("all records so far") {
    CHECK(framed("", {"a=sum(.x)", "b=distinct(.x)", "c=median(.x)", "d=count"}, lines) ==
          "2 1 2 1\n2.1 2 1.05 2\n2.1 2 1.05 3\n4.1 2 2 4\n9.1 3 2 5\n");
  }

  TEST_CASE("the last records, and those of a time, where null has no value but is a record") {
    const std::string wanted = "2 1 [2]\n2.1 2 [0.1,2]\n0.1 1 [0.1]\n2 1 [2]\n7 2 [2,5]\n";
    CHECK(framed("2", {"a=sum(.x)", "b=distinct(.x)", "c=list(.x)"}, lines) == wanted);
    CHECK(framed("2s", {"a=sum(.x)", "b=distinct(.x)", "c=list(.x)"}, lines) == wanted);
  }

  TEST_CASE("a ratio of what is merged and what is ranked") {
    CHECK(framed("2", {"a=ratio(distinct(.x); count)", "b=ratio(sum(.x); median(.x))"}, lines) ==
          "1 1\n1 2\n0.5 1\n0.5 1\n1 2\n");
    CHECK(framed("1", {"a=ratio(count; distinct(.y))"}, {R"({"x":1})"}) == "null\n");
  }

  TEST_CASE("what is kept beside the states is collected") {
    std::vector<std::string> many;
    std::string wanted;
    const auto text = [](int i) {
      return std::to_string(10'000 + (i * 7919) % 10'000) + std::string(100, 'a');
    };
    for (int i = 0; i < 30'000; ++i) {
      many.push_back("{\"x\":\"" + text(i) + "\"}");
      std::string largest = text(i);
      for (int k = i - 3; k > 0 && k > i - 10; k -= 3)
        largest = std::max(largest, text(k));
      if (i >= 3 && i < 10 && i % 3 == 0) largest = std::max(largest, text(0));
      wanted += "\"" + largest + "\"\n";
    }
    CHECK(framed("4", {"a=max(.x)"}, many, 3) == wanted);
  }
}

}  // namespace nd::compare
