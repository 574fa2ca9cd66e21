#include "show/gather_chart.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"
#include "io/output.h"
#include "json/projector.h"

namespace nd::show {
namespace {

// The texts of an SVG, or the error: of the plan, of the first record that is refused, of the end.
Result<std::string> svg_of(const PlotRequest& request, const std::vector<std::string>& lines) {
  json::Schema schema;
  PlotRequest asked = request;
  asked.format = "svg";
  auto plan = PlotPlan::make(asked, schema, {});
  if (!plan) return tl::unexpected<Error>(plan.error());
  GatherChart chart(*std::move(plan));
  json::Projector projector(schema);
  io::Output out = io::Output::memory();
  for (const std::string& line : lines) {
    // Its bytes are gone after consume(), as in a run.
    const PaddedString text(line + "\n");
    const PaddedView view = text.view().substr(0, line.size());
    REQUIRE(projector.project(view));
    ND_TRY(chart.consume({view, projector.row(), nullptr}, out));
  }
  ND_TRY(chart.finish(out));
  return out.buffer();
}

bool holds(const Result<std::string>& svg, std::string_view text) {
  return svg && svg->find(text) != std::string::npos;
}

std::string message(const Result<std::string>& svg) {
  return svg ? std::string() : std::string(svg.error().message);
}

TEST_SUITE("show/gather_chart") {
  TEST_CASE("periods make a line, names and mixtures bars") {
    const PlotRequest request{.x = {"x"}, .y = {"y"}};
    CHECK(holds(svg_of(request, {R"({"x":"2024-01","y":1})", R"({"x":"2024-02","y":2})"}),
                "Line chart"));
    CHECK(holds(svg_of(request, {R"({"x":1,"y":1})", R"({"x":2.5,"y":2})"}), "Line chart"));
    CHECK(
        holds(svg_of(request, {R"({"x":"2024-01","y":1})", R"({"x":"2024","y":2})"}), "Bar chart"));
    CHECK(holds(svg_of(request, {R"({"x":null,"y":1})", R"({"x":[1,2],"y":2})"}), "[1,2]"));
  }

  TEST_CASE(
      "a second value of one place is refused, also where the numbers are written otherwise") {
    const PlotRequest request{.x = {"x"}, .y = {"y"}};
    CHECK(message(svg_of(request, {R"({"x":1,"y":1})", R"({"x":1.0,"y":2})"})) ==
          "'1' has a second value of y; aggregate first, as with ndgroup, or part them by -g");
    const PlotRequest grouped{.x = {"x"}, .y = {"y"}, .groups = {"g"}};
    CHECK(svg_of(grouped, {R"({"x":1,"y":1,"g":"a"})", R"({"x":1,"y":2,"g":"b"})"}));
  }

  TEST_CASE("an integer of any width is shown to its last digit in the tooltip") {
    CHECK(holds(svg_of({.x = {"x"}, .y = {"y"}}, {R"({"x":"a","y":123456789012345678901})"}),
                "a: 123,456,789,012,345,678,901"));
    CHECK(message(svg_of({.x = {"x"}, .y = {"y"}}, {R"({"x":"a","y":1e999})"})) ==
          "the number 1e999 is beyond the range of a double");
  }

  TEST_CASE("flags are read from fields, from state and from --flag") {
    const std::string kind = "bar";
    const auto flags = [&](const std::string& fields) {
      return svg_of({.x = {"x"}, .y = {"y"}, .flag = {"f"}, .kind = kind},
                    {R"({"x":"a","y":1,)" + fields + "}"});
    };
    CHECK(holds(flags(R"("provisional":true)"), "a: 1 (provisional)"));
    CHECK(holds(flags(R"("state":"partial","pct":null)"), "a: 1 (incomplete)"));
    CHECK(holds(flags(R"("state":"small-base","pct":null)"), "a: 1 (low base)"));
    CHECK(holds(flags(R"("breaks":[{"date":"2024-01-01"}])"), "a: 1 (break in series)"));
    CHECK_FALSE(holds(flags(R"("breaks":[],"state":"partial","provisional":false)"), "a: 1 ("));
    CHECK(holds(flags(R"("f":["break","low base"])"), "a: 1 (break in series, low base)"));
    CHECK(message(flags(R"("f":"wrong")")) ==
          "'wrong' is no flag; there are break, provisional, incomplete, suppressed, low-base");
  }

  TEST_CASE("a suppressed value is not drawn, the other side of a comparison is") {
    for (const std::string flag : {R"("suppressed":true)", R"("f":"suppressed")"}) {
      const auto svg = svg_of({.x = {"x"}, .y = {"y"}, .ghost = {"z"}, .flag = {"f"}},
                              {R"({"x":"a","y":7531,"z":8642,)" + flag + "}"});
      CHECK(holds(svg, ">suppressed</text>"));
      CHECK_FALSE(holds(svg, "7,531"));
      CHECK_FALSE(holds(svg, "8,642"));
    }
    const auto compared =
        svg_of({.x = {"x"}, .y = {"y"}}, {R"({"x":"a","y":7531,"state":"suppressed","pct":null})"});
    CHECK(holds(compared, "a: 7,531<"));
    const auto hist = svg_of({.x = {"x"}, .kind = "hist"},
                             {R"({"x":1})", R"({"x":2})", R"({"x":7531,"suppressed":true})"});
    CHECK(holds(hist, "1 value is suppressed and not counted"));
    CHECK(holds(hist, ">mean 1.5<"));
  }

  TEST_CASE("the sum of a waterfall's steps is exact and added") {
    CHECK(holds(svg_of({.x = {"x"}, .y = {"y"}, .kind = "waterfall"},
                       {R"({"x":"a","y":0.1})", R"({"x":"b","y":0.2})"}),
                "total: 0.3<"));
  }

  TEST_CASE("sizes") {
    PlotSize size;
    CHECK(parse_into("720x400", size));
    CHECK(size.width == 720);
    CHECK(size.height == 400);
    CHECK(parse_into("375x", size));
    CHECK(size.height == 0);
    for (const std::string_view wrong : {"", "x", "720", "0x4", "-1x4", "axb", "99999x"})
      CHECK_FALSE(parse_into(wrong, size));
  }
}

}  // namespace
}  // namespace nd::show
