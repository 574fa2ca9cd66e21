#include "show/histogram.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::show {
namespace {

plot::Chart filled(Histogram& histogram, unsigned bins, bool log = false) {
  plot::Chart chart;
  chart.log = log;
  const Status status = histogram.fill(chart, bins);
  REQUIRE(status);
  return chart;
}

TEST_SUITE("show/histogram") {
  TEST_CASE("a value on a bound belongs to the bin above it, the last bin has both bounds") {
    Histogram histogram;
    for (const int value : {0, 1, 2, 2, 4})
      REQUIRE(histogram.add(json::Value::integer(value), nullptr));
    const plot::Chart chart = filled(histogram, 2);
    REQUIRE(chart.x.size() == 2);
    CHECK(chart.series[0].points[0].text == "2");
    CHECK(chart.series[0].points[1].text == "3");
    REQUIRE(chart.marks.size() == 2);
    CHECK(chart.marks[0].text == "1.8");
    CHECK(chart.marks[1].text == "2");
  }

  TEST_CASE("amounts weigh, the mean is exact") {
    Histogram histogram;
    const json::Value three = json::Value::integer(3);
    const json::Value none = json::Value::integer(0);
    REQUIRE(histogram.add(json::Value::number_text("0.1"), &three));
    REQUIRE(histogram.add(json::Value::number_text("0.7"), nullptr));
    REQUIRE(histogram.add(json::Value::integer(1000), &none));
    const plot::Chart chart = filled(histogram, 5);
    CHECK(chart.marks[0].text == "0.25");
    CHECK(chart.marks[1].text == "0.1");
  }

  TEST_CASE("what is no number or no amount is refused, null is not counted") {
    Histogram histogram;
    const json::Value half = json::Value::number_text("0.5");
    CHECK_FALSE(histogram.add(json::Value::string("1"), nullptr));
    CHECK_FALSE(histogram.add(json::Value::integer(1), &half));
    REQUIRE(histogram.add(json::Value::null(), nullptr));
    CHECK(filled(histogram, 0).x.empty());
  }

  TEST_CASE("bins of one ratio hold everything once, and a value that is not above 0 is refused") {
    std::mt19937_64 random(3);
    std::lognormal_distribution<double> incomes(9, 2);
    Histogram histogram;
    std::vector<double> values;
    for (int i = 0; i < 3000; ++i) {
      values.push_back(incomes(random));
      REQUIRE(histogram.add(json::Value::real(values.back()), nullptr));
    }
    const plot::Chart chart = filled(histogram, 20, true);
    double total = 0;
    for (std::size_t b = 0; b < chart.x.size(); ++b) {
      const bool is_last = b + 1 == chart.x.size();
      const auto inside = std::count_if(values.begin(), values.end(), [&](double value) {
        return value >= chart.x[b].at && (value < chart.bin_end[b] || is_last);
      });
      CHECK(chart.series[0].points[b].value == static_cast<double>(inside));
      total += chart.series[0].points[b].value;
    }
    CHECK(total == 3000);
    REQUIRE(histogram.add(json::Value::integer(0), nullptr));
    plot::Chart refused;
    refused.log = true;
    CHECK_FALSE(histogram.fill(refused, 20));
  }
}

}  // namespace
}  // namespace nd::show
