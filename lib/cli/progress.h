// Progress: the bar of --progress on standard error.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace nd::cli {

// One line, without an end: "ndgroup:  42% [========            ] 1.2 of 2.9 GB, 310 MB/s, 0:05
// left". `total` 0 is unknown: bytes and rate only. At most `columns` wide.
[[nodiscard]] std::string progress_line(std::string_view tool, std::uint64_t read,
                                        std::uint64_t total, double seconds, unsigned columns);

// Draws at most ten times a second. Make it only if standard error is a terminal.
class Progress {
 public:
  Progress(std::string tool, unsigned columns);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Called once for each block that was read, so that a record costs nothing.
  void update(std::uint64_t read, std::uint64_t total);
  // Takes the bar away; messages can follow.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::string tool_;
  unsigned columns_;
  Clock::time_point start_;
  Clock::time_point drawn_;
  bool visible_ = false;
};

}  // namespace nd::cli
