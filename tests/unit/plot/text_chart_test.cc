#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/display_width.h"
#include "plot/chart_format.h"
#include "text_charts.h"

namespace nd::plot {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  CHECK(start == text.size());
  return lines;
}

std::string without_colors(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b')
      i = text.find('m', i);
    else
      out += text[i];
  }
  return out;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
}

constexpr Kind kKinds[] = {Kind::kLine,  Kind::kBar,      Kind::kDumbbell, Kind::kSlope,
                           Kind::kShare, Kind::kHist,     Kind::kHeat,     Kind::kStrip,
                           Kind::kSpark, Kind::kWaterfall};

// A chart of any kind, with gaps and flags.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Chart chart(Kind kind, bool wide_names) {
    const bool is_pair = kind == Kind::kDumbbell || kind == Kind::kSlope;
    const bool is_time = kind == Kind::kLine || kind == Kind::kStrip ||
                         (!is_pair && kind != Kind::kHist && below(2) == 0);
    const int count = below(4) == 0 ? 1 : 1 + below(60);
    std::vector<std::string> x;
    const char* const first[] = {"2023-12-30", "2020-W52", "2021-11", "2019-Q3", "1999"};
    if (is_time) x = periods_from(first[below(5)], count);
    while (static_cast<int>(x.size()) < count)
      x.push_back(name(wide_names));
    const bool is_single = kind == Kind::kHist || kind == Kind::kWaterfall;
    const int series = is_pair ? 2 : is_single ? 1 : 1 + below(4);
    std::vector<Series> all;
    for (int s = 0; s < series; ++s)
      all.push_back({name(wide_names), Role::kMain, points(count, kind)});
    Chart chart = chart_of(kind, x, std::move(all));
    if (kind == Kind::kLine && series > 1 && below(2) == 0) chart.series[0].role = Role::kGhost;
    if (kind == Kind::kHist) to_bins(chart);
    chart.is_level.assign(chart.x.size(), false);
    chart.is_level.back() = true;
    if (below(2) == 0) chart.title = name(wide_names) + " " + name(wide_names);
    if (below(2) == 0) chart.unit = name(wide_names);
    if (below(2) == 0) chart.marks.push_back({Mark::Axis::kValue, "target", 10, "10"});
    if (below(3) == 0) chart.notes.emplace_back("988 more are not shown");
    return chart;
  }

  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

 private:
  std::string name(bool wide) {
    static constexpr const char* kNames[] = {"a", "north-west", "plays of the year before", "x y"};
    static constexpr const char* kWide[] = {"非物质文化遗产", "é", "👍🏽 ok", "中",
                                            "一个非常非常非常非常非常非常长的标题没有任何空格"};
    return wide ? kWide[below(5)] : kNames[below(4)];
  }

  std::vector<Point> points(int count, Kind kind) {
    const double scale = std::pow(10, below(14) - 4);
    const bool may_be_negative = kind != Kind::kShare && kind != Kind::kHist && below(2) == 0;
    const bool is_flat = below(5) == 0;
    std::vector<Point> out;
    for (int i = 0; i < count; ++i) {
      const double value = is_flat ? scale : scale * (below(1000) - (may_be_negative ? 500 : 0));
      const bool is_missing = kind != Kind::kWaterfall && below(6) == 0;
      const auto flags = below(5) == 0 ? static_cast<Flags>(below(32)) : Flags{0};
      out.push_back(point_of(is_missing ? kNone : value, flags));
      out.back().emphasis = below(9) == 0;
    }
    return out;
  }

  static void to_bins(Chart& chart) {
    chart.x_scale = XScale::kNumber;
    for (std::size_t i = 0; i < chart.x.size(); ++i) {
      chart.x[i].at = static_cast<double>(i) * 5;
      chart.bin_end.push_back(static_cast<double>(i + 1) * 5);
    }
  }

  std::mt19937 random_;
};

TEST_SUITE("plot/text_chart") {
  TEST_CASE("whatever is drawn keeps to its width, its charset and whole lines") {
    for (unsigned seed = 0; seed < 2000; ++seed) {
      Maker maker(seed);
      const Kind kind = kKinds[seed % std::size(kKinds)];
      const bool wide_names = maker.below(2) == 0;
      const Chart chart = maker.chart(kind, wide_names);
      const int width = 50 + maker.below(250);
      const bool ascii = maker.below(2) == 0;
      const int height = maker.below(3) == 0 ? 3 + maker.below(40) : 0;
      CAPTURE(seed);
      const std::string text = drawn(chart, width, ascii, false, height);
      for (const std::string& line : lines_of(text)) {
        CHECK(display_width(line) <= static_cast<std::size_t>(width));
        CHECK((line.empty() || line.back() != ' '));
        CHECK(std::none_of(line.begin(), line.end(), [](char c) { return c >= 0 && c < ' '; }));
      }
      if (ascii && !wide_names) CHECK(is_ascii(text));
      // A colour says nothing that the characters do not say.
      CHECK(without_colors(drawn(chart, width, ascii, true, height)) == text);
    }
  }

  TEST_CASE("the narrowest and the widest text do not cut numbers") {
    for (const Kind kind : kKinds) {
      if (kind == Kind::kHist || kind == Kind::kHeat || kind == Kind::kSpark ||
          kind == Kind::kShare || kind == Kind::kLine || kind == Kind::kStrip)
        continue;
      Chart chart = chart_of(kind, {"a", "b"},
                             {series_of("one", {1234567, 2}), series_of("two", {7654321, 3})});
      if (kind == Kind::kWaterfall) chart.series.pop_back();
      chart.is_level = {true, false};
      for (const int width : {20, 300, 1000})
        CHECK(drawn(chart, width).find("1,234,567") != std::string::npos);
    }
  }

  TEST_CASE("a size that no text has is a usage error") {
    const Chart chart = chart_of(Kind::kBar, {"a"}, {series_of("v", {1})});
    const std::string message =
        "a chart of text has 20 to 1000 columns and 3 to 1000 rows: --size 80x20";
    CHECK(drawn(chart, 19) == message);
    CHECK(drawn(chart, 1001) == message);
    CHECK(drawn(chart, 80, false, false, 2) == message);
    CHECK(drawn(chart, 80, false, false, 1001) == message);
  }

  TEST_CASE("without records a chart says that there is no data") {
    for (const Kind kind : kKinds) {
      Chart chart;
      chart.kind = kind;
      chart.title = "Plays";
      CHECK(drawn(chart, 40) == "\nPlays\n\nno data\n");
    }
  }

  TEST_CASE("where all is missing, every kind says so or shows nothing") {
    for (const Kind kind : kKinds) {
      Chart chart =
          chart_of(kind, periods_from("2024-01", 3),
                   {series_of("v", {kNone, kNone, kNone}), series_of("w", {kNone, kNone, kNone})});
      chart.bin_end = {19754, 19783, 19814};
      CHECK(drawn(chart, 60).find("\x1b") == std::string::npos);
    }
  }

  TEST_CASE("control characters and marks of direction are shown by their codes") {
    for (const Kind kind : kKinds) {
      const std::string evil =
          "\x1b[31mred\x1b]0;x\a\r\n\xE2\x80\xAE"
          "abc\xC2\x9B"
          "7m";
      Chart chart = chart_of(kind, {evil, "b"}, {series_of(evil, {1, 2}), series_of("w", {2, 3})});
      chart.x_scale = kind == Kind::kLine || kind == Kind::kStrip ? XScale::kNumber : chart.x_scale;
      if (chart.x_scale == XScale::kNumber) chart.x[0].label = "0", chart.x[1].label = "1";
      chart.title = chart.unit = chart.description = evil;
      chart.notes.push_back(evil);
      chart.marks.push_back({Mark::Axis::kValue, evil, 2, "2"});
      chart.bin_end = {1, 2};
      chart.is_level = {true, false};
      const std::string text = drawn(chart, 80);
      for (const std::string_view bad : {"\x1b", "\a", "\r", "\xE2\x80\xAE", "\xC2\x9B"})
        CHECK(text.find(bad) == std::string::npos);
      CHECK(text.find("\\x1b") != std::string::npos);
    }
  }
}

}  // namespace
}  // namespace nd::plot
