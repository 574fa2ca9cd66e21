// The dimension tables of the synthetic platform (dim_users, dim_creators, ...), row by row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "synth/platform.h"

namespace nd::synth {

struct Dimension {
  std::string_view name;
  std::uint64_t (*rows)(const Platform& platform);
  // Appends one row as a line without its newline. Requires: row < rows(platform).
  void (*append)(const Platform& platform, std::uint64_t row, std::string& out);
};

// Lives as long as the program. Error: there is none of that name; says what ndgen can make.
[[nodiscard]] Result<const Dimension*> find_dimension(std::string_view name);

}  // namespace nd::synth
