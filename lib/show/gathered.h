// Gathered: the points of a chart as they came, before they have an order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plot/chart.h"

namespace nd::show {

// An x value or a series, by its first occurrence.
struct Place {
  enum class Kind : std::uint8_t { kNull, kNumber, kText } kind = Kind::kNull;
  std::string label{};
  double number = 0;  // of kNumber
  std::string key{};  // canonical JSON: equal values share it
};

// What was gathered: points that know their x and their series. Owner.
struct Gathered {
  struct Cell {
    std::uint32_t x = 0;
    std::uint32_t series = 0;
    plot::Point point{};
  };
  std::vector<Place> x{};
  std::vector<plot::Series> series{};  // without points
  std::vector<Cell> cells{};
  std::vector<plot::Mark> marks{};
  std::string x_name{};
};

}  // namespace nd::show
