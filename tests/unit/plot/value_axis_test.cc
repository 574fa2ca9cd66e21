#include "plot/value_axis.h"

#include <algorithm>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

double first_tick(const std::vector<double>& values, Zero zero) {
  const std::vector<std::string> x(values.size(), "a");
  return value_ticks(chart_of(Kind::kLine, x, {series_of("v", values)}), zero, 6).front().at;
}

TEST_SUITE("plot/value_axis") {
  TEST_CASE("counts have whole ticks, however few they are") {
    for (const double most : {0.0, 1.0, 2.0, 3.0, 7.0, 1000.0}) {
      const Chart chart = chart_of(Kind::kHist, {"a", "b"}, {series_of("", {0, most})});
      for (const Tick& tick : count_ticks(chart, 8))
        CHECK(tick.at == std::floor(tick.at));
    }
  }

  TEST_CASE("the range holds points and marks, but nothing that is missing") {
    Chart chart = chart_of(Kind::kLine, {"a", "b"}, {series_of("v", {kNone, 5})});
    chart.marks.push_back({Mark::Axis::kValue, "m", 9, "9"});
    chart.marks.push_back({Mark::Axis::kX, "m", 99, "99"});
    CHECK(value_range(chart).low == 5);
    CHECK(value_range(chart).high == 9);
    CHECK(value_range(Chart()).empty);
  }

  TEST_CASE("an axis of places begins at 0 unless the values are far from it") {
    CHECK(first_tick({100, 120}, Zero::kIfNear) > 0);
    CHECK(first_tick({100, 120}, Zero::kAlways) == 0);
    CHECK(first_tick({10, 120}, Zero::kIfNear) == 0);
    CHECK(first_tick({-3, 120}, Zero::kIfNear) < 0);
  }

  TEST_CASE("labels that are moved apart keep their order, their distance and the range") {
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i) {
      std::vector<double> places(1 + random() % 8);
      for (double& place : places)
        place = static_cast<double>(random() % 1000) / 100;
      std::sort(places.begin(), places.end());
      spread(places, 0, 10, 1);
      for (std::size_t p = 0; p < places.size(); ++p) {
        CHECK(places[p] >= 0);
        CHECK(places[p] <= 10);
        if (p > 0) CHECK(places[p] - places[p - 1] >= 1 - 1e-9);
      }
    }
  }
}

}  // namespace
}  // namespace nd::plot
