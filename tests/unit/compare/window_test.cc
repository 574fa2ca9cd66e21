#include "compare/window.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "compare/window_records.h"

namespace nd::compare {
namespace {

struct Given {
  std::vector<std::string> functions;
  std::vector<std::string> keys{};
  std::string time{};
  std::string where{};
  std::string having{};
  std::uint64_t memory = std::uint64_t{1} << 30;
};

// What ndwindow would write of the lines, then the errors of records, in the order in which they
// came out; those of records that were taken back with their line.
std::string windowed(const Given& given, const std::vector<std::string>& lines) {
  io::Streams streams;
  streams.limits.memory = given.memory;
  json::Schema schema;
  const WindowRequest request{
      {"", given.where, given.keys, given.functions}, given.time, given.having};
  const auto window = Window::make(request, schema, streams);
  if (!window) return window.error().message;
  auto out = io::Output::memory();
  tests::WindowRecords records(schema);
  std::string errors;
  (*window)->withdraw_by([&](const stream::Position&, std::string_view raw, const Error& error,
                             std::uint64_t after) -> Status {
    errors += fmt::format("{} after {}: {}\n", raw, after, error.message);
    return {};
  });
  for (const std::string& line : lines) {
    const Status status = (*window)->consume(records(line), out);
    if (!status) errors += status.error().message + "\n";
    if ((*window)->done()) break;
  }
  REQUIRE((*window)->settle(out).has_value());
  const Status end = (*window)->finish(out);
  if (!end) errors += end.error().message + "\n";
  return out.buffer() + errors;
}

}  // namespace

TEST_SUITE("compare/window") {
  TEST_CASE("records leave with their fields, in the order in which they came") {
    CHECK(windowed({.functions = {"l=lag(.x)", "n=rownum"}, .keys = {"k"}},
                   {R"({"k":1,"x":5})", R"({"k":2,"x":6})", R"({"k":1.0,"x":7})"}) ==
          R"({"k":1,"x":5,"l":null,"n":1}
{"k":2,"x":6,"l":null,"n":1}
{"k":1.0,"x":7,"l":5,"n":2}
)");
  }

  TEST_CASE("more records than wait at a time, in many groups") {
    std::vector<std::string> lines;
    std::string wanted;
    for (int i = 0; i < 1000; ++i) {
      const std::string fields = "{\"k\":\"a key of more than sixteen bytes " +
                                 std::to_string(i % 77) + "\",\"x\":" + std::to_string(i);
      lines.push_back(fields + "}");
      wanted += fields + ",\"l\":" + (i < 77 ? "null" : std::to_string(i - 77)) + "}\n";
    }
    CHECK(windowed({.functions = {"l=lag(.x)"}, .keys = {"k"}}, lines) == wanted);
  }

  TEST_CASE("a record that is refused leaves all as it was") {
    CHECK(windowed({.functions = {"d=delta(.x)", "n=rownum"}},
                   {R"({"x":1})", R"({"x":"a"})", R"({"x":3})"}) ==
          "{\"x\":1,\"d\":null,\"n\":1}\n{\"x\":3,\"d\":2,\"n\":2}\n"
          "delta(.x): \"a\" is of type string, not a number\n");
    CHECK(windowed({.functions = {"s=rolling(sum(.x); 2)"}, .time = "t"},
                   {R"({"t":5,"x":1})", R"({"t":4,"x":2})", R"({"t":5,"x":4})"}) ==
          "{\"t\":5,\"x\":1,\"s\":1}\n{\"t\":5,\"x\":4,\"s\":5}\n"
          "the time steps back, from 5 to 4; sort the records by it first\n");
  }

  TEST_CASE("a record without a time, or that is no object, is refused") {
    CHECK(windowed({.functions = {"n=rownum"}, .time = "t"},
                   {R"({"t":5,"n":{}})", R"([5])", R"({"t":6})"}) ==
          "{\"t\":5,\"n\":1}\n{\"t\":6,\"n\":2}\nthe record has no time in 't'\n");
  }

  TEST_CASE("lead waits, with little memory on disk") {
    std::vector<std::string> lines = {R"({"k":"once"})"};
    for (int i = 0; i < 500; ++i)
      lines.push_back("{\"k\":" + std::to_string(i % 5) + ",\"x\":" + std::to_string(i) + "}");
    const Given given{.functions = {"n=lead(.x)", "l=lag(.x)"}, .keys = {"k"}};
    const std::string all = windowed(given, lines);
    CHECK(
        all.starts_with("{\"k\":\"once\",\"n\":null,\"l\":null}\n"
                        "{\"k\":0,\"x\":0,\"n\":5,\"l\":null}\n"));
    CHECK(all.ends_with("{\"k\":4,\"x\":499,\"n\":null,\"l\":494}\n"));
    Given little = given;
    little.memory = 1000;
    CHECK(windowed(little, lines) == all);
  }

  TEST_CASE("--having sees the new fields, and where it fails the record is taken back") {
    CHECK(windowed({.functions = {"c=changed(.x)"}, .having = ".c"},
                   {R"({"x":1})", R"({"x":1.0})", R"({"x":2})"}) ==
          "{\"x\":1,\"c\":true}\n{\"x\":2,\"c\":true}\n");
    CHECK(windowed({.functions = {"n=rownum"}, .having = ".n < .x[0]"},
                   {R"({"x":[5]})", R"({"x":true})", R"({"x":[4]})"}) ==
          "{\"x\":[5],\"n\":1}\n{\"x\":[4],\"n\":3}\n"
          "{\"x\":true} after 1: cannot index boolean (true) with number (0) in '.x[0]'\n");
    CHECK(windowed({.functions = {"n=lead(.y)"}, .having = ".n < .x[0]"},
                   {R"({"x":true})", R"({"x":[4],"y":3})"}) ==
          "{\"x\":[4],\"y\":3,\"n\":null}\n"
          "{\"x\":true} after 0: cannot index boolean (true) with number (0) in '.x[0]'\n");
    CHECK(windowed({.functions = {"s=rolling(sum(.y); 2)"}, .having = ".s < .x[0]"},
                   {R"({"x":true,"y":1})", R"({"x":[4],"y":2})"}) ==
          "{\"x\":[4],\"y\":2,\"s\":3}\ncannot index boolean (true) with number (0) in '.x[0]'\n");
  }

  TEST_CASE("what takes a record back may end the run") {
    json::Schema schema;
    const auto window =
        Window::make({{"", "", {}, {"n=rownum"}}, "", ".x + 1 > 0"}, schema, io::Streams());
    REQUIRE(window.has_value());
    (*window)->withdraw_by([](const stream::Position&, std::string_view, const Error& error,
                              std::uint64_t) { return Status(tl::unexpected<Error>(error)); });
    auto out = io::Output::memory();
    tests::WindowRecords records(schema);
    for (const char* line : {R"({"x":1})", R"({"x":"a"})", R"({"x":2})"})
      REQUIRE((*window)->consume(records(line), out).has_value());
    for (int i = 0; i < 2; ++i) {
      const Status settled = (*window)->settle(out);
      REQUIRE_FALSE(settled);
      CHECK(settled.error().message == "cannot add string (\"a\") and number (1) in '.x + 1'");
    }
    CHECK((*window)->done());
    CHECK(out.buffer() == "{\"x\":1,\"n\":1}\n");
  }
}

}  // namespace nd::compare
