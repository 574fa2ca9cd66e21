#include "show/print.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"
#include "format/language.h"
#include "json/projector.h"

namespace nd::show {
namespace {

// The sentences of some lines, or the error of the first that is refused.
std::string printed(PrintRequest request, const std::vector<std::string>& lines,
                    const Bindings& bindings = {}) {
  request.language = format::languages().data();
  json::Schema schema;
  const auto plan = PrintPlan::make(std::move(request), schema, bindings);
  if (!plan) return "! " + std::string(plan.error().message);
  char name[] = "/tmp/nd-print-test-XXXXXX";
  ::close(::mkstemp(name));
  auto out = io::Output::file(name);
  REQUIRE(out);
  Print print(*plan);
  json::Projector projector(schema);
  const io::Block block;
  Status status;
  for (const std::string& line : lines) {
    const PaddedString text(line + "\n");
    const PaddedView view = text.view().substr(0, line.size());
    REQUIRE(projector.project(view));
    status = print.consume({view, projector.row(), &block}, *out);
    if (!status) break;
  }
  if (status) REQUIRE(out->commit());
  std::ostringstream written;
  written << std::ifstream(name).rdbuf();
  std::remove(name);
  return status ? written.str() : "! " + std::string(status.error().message);
}

TEST_SUITE("show/print") {
  TEST_CASE("one sentence for each record") {
    CHECK(printed({.text = "{a} of {b.c:,}"},
                  {R"({"a":"x","b":{"c":1234}})", R"({"b":{"c":0},"a":1})"}) ==
          "x of 1,234\n1 of 0\n");
    CHECK(printed({.text = "nothing"}, {"1", "{}"}) == "nothing\nnothing\n");
  }

  TEST_CASE("what has no value is an error, or the text that stands for it") {
    CHECK(printed({.text = "{a}"}, {"{}"}).starts_with("! a is missing"));
    CHECK(printed({.text = "{a}"}, {R"({"a":null})"}).starts_with("! a is null"));
    CHECK(printed({.text = "{a}"}, {R"({"suppressed":true,"a":null})"})
              .starts_with("! a is suppressed"));
    CHECK(printed({.text = "{pals.a}"}, {R"({"plas":{"a":1}})"}).ends_with("did you mean plas.a?"));
    CHECK(printed({.text = "{a.b}"}, {R"({"a":1})"}).starts_with("! a.b is missing; --null"));
    CHECK(printed({.text = "{a:,}", .missing = "none"}, {"{}"}) == "none\n");
  }

  TEST_CASE("values of other kinds") {
    CHECK(printed({.text = "{a} {b} {c}"}, {R"({"a":false,"b":[1, 2],"c":{"d":"é"}})"}) ==
          "false [1,2] {\"d\":\"é\"}\n");
    CHECK(printed({.text = "{a:d}"}, {R"({"a":true})"}) ==
          "! a: 'true' is true or false, and a number is asked for");
    CHECK(printed({.text = "{a:d}"}, {R"({"a":{}})"}) ==
          "! a: '{}' is an object, and a number is asked for");
  }

  TEST_CASE("a name with $ is a value of the command line, or of an expression") {
    Bindings bindings;
    bindings.arguments = {{"who", "\"<me>\""}};
    bindings.lets = {{"twice", ".a * 2"}, {"none", "nan"}};
    CHECK(printed({.text = "{$who} {$twice:.1f}", .markup = format::Markup::kHtml}, {R"({"a":4})"},
                  bindings) == "&lt;me&gt; 8.0\n");
    CHECK(printed({.text = "{$none}"}, {R"({"a":4})"}, bindings).starts_with("! $none is null"));
    CHECK(printed({.text = "{$twice}"}, {R"({"a":true})"}, bindings).starts_with("! "));
    CHECK(printed({.text = "{$other}"}, {}, bindings).starts_with("! '$other' is not bound"));
    CHECK(printed({.text = "{$twice + 1}"}, {}, bindings).find("--let NAME=EXPR") !=
          std::string::npos);
  }
}

}  // namespace
}  // namespace nd::show
