// Gathered: the points of a chart as they came, before they have an order.
#pragma once

#include <array>
#include <cstddef>
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

// The kinds of places: periods of one grain (by time::PeriodKind), numbers, anything else.
inline constexpr std::size_t kNumbers = 5;
inline constexpr std::size_t kOthers = 6;
struct PlaceKind {
  std::size_t count = 0;  // places of this kind
  std::string label{};    // of the first one
  std::string where{};    // its record: "in.ndjson:17: "
};
using PlaceKinds = std::array<PlaceKind, kOthers + 1>;

// What was gathered: points that know their x and their series. Owner.
struct Gathered {
  struct Cell {
    std::uint32_t x = 0;
    std::uint32_t series = 0;
    plot::Point point{};
  };
  std::vector<Place> x{};
  PlaceKinds kinds{};                  // of x
  std::vector<plot::Series> series{};  // without points
  std::vector<Cell> cells{};
  std::vector<plot::Mark> marks{};
  std::string x_name{};
};

}  // namespace nd::show
