// CompareOptions: how periods are compared, as the command line says it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compare/period_pairing.h"
#include "compare/share.h"

namespace nd::compare {

enum class Basis : std::uint8_t {
  kDaily,    // sum divided by the days with data
  kTotal,    // sum
  kMatched,  // as kDaily, of the input periods alone that have data on both sides
};

[[nodiscard]] std::string_view word_of(Basis basis);
[[nodiscard]] Spellings<std::optional<Basis>> basis_words();

struct CompareOptions {
  PairingOptions pairing{};
  std::optional<Basis> basis{};     // default kDaily, for what is divided by days; else kTotal
  std::vector<std::string> sums{};  // paths of numbers that may be added up over periods
  std::optional<Share> least_coverage{};  // default 0.9, with kMatched 0
  std::optional<double> least_base{};
  std::string only{};            // the grouping of partials; empty: there is one
  bool both_sides_only = false;  // no record where a side has no data
  bool points = false;         // values are shares: means over input periods, and changes in points
  std::string mix{};           // the key whose segments a change is split by; empty: none
  bool by_segment = false;     // a record for each segment too
  bool across_breaks = false;  // comparisons across a break carry it, and are not refused
};

}  // namespace nd::compare
