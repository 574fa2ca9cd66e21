#include "plot/svg_chart.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/number.h"
#include "plot/labels.h"
#include "plot/text_width.h"

namespace nd::plot {
namespace {

// A text of the drawing and the room that it takes.
struct Placed {
  std::string text;
  double left;
  double right;
  double top;
  double bottom;
};

std::string attribute(std::string_view element, std::string_view name) {
  const std::string start = " " + std::string(name) + "=\"";
  const std::size_t at = element.find(start);
  if (at == std::string_view::npos) return {};
  const std::size_t from = at + start.size();
  return std::string(element.substr(from, element.find('"', from) - from));
}

std::string unescaped(std::string text) {
  for (const auto& [entity, character] :
       {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
        std::pair("&#39;", "'"), std::pair("&amp;", "&")}) {
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
      text.replace(at, std::string_view(entity).size(), character);
  }
  return text;
}

bool is_in(std::string_view classes, std::string_view name) {
  return (" " + std::string(classes) + " ").find(" " + std::string(name) + " ") !=
         std::string::npos;
}

std::vector<Placed> texts_of(const std::string& svg) {
  std::vector<Placed> out;
  for (std::size_t at = 0; (at = svg.find("<text", at)) != std::string::npos;) {
    const std::size_t close = svg.find('>', at);
    const std::string element = svg.substr(at, close - at);
    const std::size_t end = svg.find('<', close);
    const std::string text = unescaped(svg.substr(close + 1, end - close - 1));
    const std::string classes = attribute(element, "class");
    const double size = is_in(classes, "title")   ? 17
                        : is_in(classes, "big")   ? 30
                        : is_in(classes, "small") ? 12
                        : is_in(classes, "tiny")  ? 10
                                                  : 13;
    const bool bold = is_in(classes, "strong") || is_in(classes, "title") || is_in(classes, "big");
    // The letters themselves: without the reserve that text_width() keeps.
    const double width = text_width(text, size, bold) / 1.06;
    const double x = std::strtod(attribute(element, "x").c_str(), nullptr);
    const double y = std::strtod(attribute(element, "y").c_str(), nullptr);
    const std::string anchor = attribute(element, "text-anchor");
    const double left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x;
    out.push_back({text, left, left + width, y - size * 0.72, y + size * 0.1});
    at = end;
  }
  return out;
}

double attribute_of(const std::string& svg, std::string_view name) {
  return std::strtod(attribute(svg.substr(0, svg.find('>')), name).c_str(), nullptr);
}

// Texts leave neither the frame nor each other's room.
void check_texts(const std::string& svg, const std::string& what) {
  const double width = attribute_of(svg, "width");
  const double height = attribute_of(svg, "height");
  const std::vector<Placed> texts = texts_of(svg);
  for (const Placed& text : texts) {
    const bool is_inside = text.left >= -0.5 && text.right <= width + 0.5 && text.top >= -0.5 &&
                           text.bottom <= height + 0.5;
    if (!is_inside) FAIL_CHECK(what, ": '", text.text, "' leaves the frame");
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      const Placed& a = texts[i];
      const Placed& b = texts[j];
      const double across = std::min(a.right, b.right) - std::max(a.left, b.left);
      const double down = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
      if (across <= 1 || down <= 1) continue;
      FAIL_CHECK(what, ": '", a.text, "' and '", b.text, "'");
    }
  }
}

std::string svg_of(const Chart& chart, int width) {
  std::string out;
  append_svg(out, visible_chart(chart), {width, 0, false, false}, {});
  return out;
}

Point point_of(double value) {
  Point point;
  point.missing = false;
  append_double(point.text, value);
  point.value = to_double(point.text);
  return point;
}

constexpr std::string_view kLabels[] = {
    "a",
    "北京",
    "三线及以下城市的创作者们与他们的粉丝和朋友们以及其他所有的人",
    "Bosnia and Herzegovina",
    "x & y <z>",
    "👩‍👩‍👧‍👦 family",
    "\x1b[31mred",
    "Ünïcödé",
    "W",
    ""};

// A chart of random size, values and labels.
class RandomChart {
 public:
  explicit RandomChart(std::uint64_t seed) : random_(seed) {}

  Chart make(Kind kind) {
    Chart chart;
    chart.kind = kind;
    chart.title = std::string(kLabels[below(10)]);
    chart.unit = std::string(kLabels[below(10)]);
    chart.language = below(2) == 0 ? Language::kEnglish : Language::kChinese;
    chart.look.style = static_cast<format::NumberStyle>(below(4));
    const bool pairs = kind == Kind::kDumbbell || kind == Kind::kSlope;
    const bool has_axis = kind == Kind::kLine || kind == Kind::kStrip;
    const int scale = has_axis ? 1 + below(2) : below(3);
    chart.x_scale = static_cast<XScale>(pairs ? 0 : scale);
    chart.grain = static_cast<time::PeriodKind>(below(5));
    add_x(chart, below(4) == 0 ? 1 + below(400) : 1 + below(14));
    if (kind == Kind::kSlope || (kind == Kind::kShare))
      chart.x.resize(std::min<std::size_t>(chart.x.size(), 10));
    const int series = pairs ? 2 : kind == Kind::kWaterfall ? 1 : 1 + below(5);
    for (int s = 0; s < series; ++s)
      add_series(chart, kind == Kind::kShare);
    if (kind == Kind::kWaterfall) chart.is_level.assign(chart.x.size(), false);
    if (has_axis || kind == Kind::kBar) {
      if (below(3) == 0) chart.marks.push_back({Mark::Axis::kValue, "goal", 3.5, "3.5"});
    }
    return chart;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }

  void add_x(Chart& chart, int count) {
    time::Period period = time::Period::of({19000 + below(2000)}, chart.grain);
    for (int i = 0; i < count; ++i) {
      XValue x;
      if (chart.x_scale == XScale::kPeriod) {
        x.label = period.text();
        x.at = period.first_day().since_epoch;
        period = period.next();
      } else if (chart.x_scale == XScale::kNumber) {
        append_int(x.label, 2000 + i);
        x.at = 2000 + i;
      } else {
        x.label = kLabels[below(10)];
        x.at = i;
      }
      chart.x.push_back(std::move(x));
    }
  }

  void add_series(Chart& chart, bool positive) {
    Series series;
    series.name = kLabels[below(10)];
    const double scale = std::pow(10, below(14) - 4);
    for (std::size_t i = 0; i < chart.x.size(); ++i) {
      if (below(8) == 0) {
        series.points.emplace_back();
        if (below(2) == 0) series.points.back().flags = static_cast<Flags>(Flag::kSuppressed);
        continue;
      }
      const double value = (below(2000) - (positive ? 0 : 300)) * scale / 100;
      series.points.push_back(point_of(value));
      if (below(10) == 0)
        series.points.back().flags = static_cast<Flags>(1U << static_cast<unsigned>(below(5)));
    }
    chart.series.push_back(std::move(series));
  }

  std::mt19937_64 random_;
};

TEST_SUITE("plot/svg_chart") {
  TEST_CASE("texts of random charts leave neither the frame nor each other's room") {
    for (const Kind kind : {Kind::kLine, Kind::kBar, Kind::kDumbbell, Kind::kSlope, Kind::kShare,
                            Kind::kHeat, Kind::kStrip, Kind::kSpark, Kind::kWaterfall}) {
      for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Chart chart = RandomChart(seed).make(kind);
        for (const int width : {360, 720, 1200}) {
          check_texts(svg_of(chart, width),
                      std::string(kind_names()[static_cast<std::size_t>(kind)]) + " seed " +
                          std::to_string(seed) + " width " + std::to_string(width));
        }
      }
    }
  }

  TEST_CASE("ids differ between charts, and the style sheet is that of all") {
    Chart one = RandomChart(1).make(Kind::kLine);
    Chart two = RandomChart(2).make(Kind::kLine);
    const std::string a = svg_of(one, 720);
    const std::string b = svg_of(two, 720);
    CHECK(attribute(a, "aria-labelledby") != attribute(b, "aria-labelledby"));
    CHECK(attribute(a, "aria-labelledby") != attribute(svg_of(one, 360), "aria-labelledby"));
    CHECK(svg_of(one, 720) == a);
    const auto style = [](const std::string& svg) {
      const std::size_t from = svg.find("<style>");
      return svg.substr(from, svg.find("</style>") - from);
    };
    CHECK(style(a) == style(b));
  }

  TEST_CASE("a chart without x says that there is no data") {
    for (const Kind kind : {Kind::kLine, Kind::kHeat}) {
      Chart chart;
      chart.kind = kind;
      CHECK(svg_of(chart, 720).find(">no data</text>") != std::string::npos);
    }
  }

  TEST_CASE("extremes are drawn within the frame") {
    Chart chart;
    chart.kind = Kind::kBar;
    chart.series.resize(1);
    for (const double value : {1e-9, 1e12, 0.0, -1.7e308, 1.7e308}) {
      chart.x.push_back({"x", static_cast<double>(chart.x.size()), true});
      chart.series[0].points.push_back(point_of(value));
    }
    check_texts(svg_of(chart, 360), "extremes");
  }
}

}  // namespace
}  // namespace nd::plot
