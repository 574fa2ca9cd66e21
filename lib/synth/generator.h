// Generator: all events of a platform, or one shard of them, in the order of their receipt.
//
// Time is cut into hours of receipt. For each hour every stream is asked for the places whose
// events can be received in it, and these are sorted by recv_ms (ties by stream and place) and
// written. So the output is in order of recv_ms from the first line to the last, memory is that of
// the busiest hour's places (16 bytes each), and shard i of n is a range of hours: the shards of
// one platform, one after the other, are byte for byte the whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "synth/platform.h"

namespace nd::synth {

// Part `index` of `count`, from 1.
struct Shard {
  std::uint32_t index = 1;
  std::uint32_t count = 1;

  struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };
  // This shard's part of the numbers 0 .. total - 1: consecutive, of equal size to within one.
  [[nodiscard]] Range of(std::uint64_t total) const;
};
// Reads I/N, 1 <= I <= N. Error: what is wrong with it.
[[nodiscard]] Result<Shard> parse_shard(std::string_view text);

class Generator {
 public:
  // The platform outlives the generator.
  Generator(const Platform& platform, Shard shard);

  // Appends the next event as a line without its newline; false when there are no more.
  [[nodiscard]] bool next(std::string& out);

 private:
  struct Planned {
    std::int64_t recv_ms = 0;
    std::uint32_t ordinal = 0;
    std::uint16_t stream = 0;
    std::uint16_t day = 0;
    friend bool operator<(const Planned& a, const Planned& b) {
      if (a.recv_ms != b.recv_ms) return a.recv_ms < b.recv_ms;
      if (a.stream != b.stream) return a.stream < b.stream;
      return a.day != b.day ? a.day < b.day : a.ordinal < b.ordinal;
    }
  };
  bool plan_next_hour();
  void plan_day(std::size_t stream, Day day, std::int64_t begin_ms, std::int64_t end_ms);

  const Platform& platform_;
  std::uint64_t hour_;
  std::uint64_t end_hour_;
  std::vector<Planned> planned_;  // the hour's places, sorted
  std::size_t next_ = 0;          // of planned_
};

}  // namespace nd::synth
