// steps: what the projector remembers of the bytes between values, and whether it pays.
//
// Private to the projector.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace nd::json {

inline constexpr std::uint32_t kNone = UINT32_MAX;

// One key of the outermost object, as its bytes stood in earlier lines: one cache line.
struct alignas(64) Step {
  static constexpr std::size_t kMaxBytes = 32;
  static constexpr std::size_t kMaxNext = 4;
  static constexpr std::uint8_t kNoEntry = UINT8_MAX;

  std::array<char, kMaxBytes>
      bytes{};  // from behind the value before it up to its own value: `,"type":"`
  std::uint32_t mask = UINT32_MAX;             // one bit for each of them
  std::uint32_t slot = kNone;                  // where its value goes if no fields of it are wanted
  std::uint64_t bit = 0;                       // of its entry
  std::array<std::uint16_t, kMaxNext> next{};  // steps seen to follow, the last one used first
  std::uint8_t next_count = 0;
  std::uint8_t entry = kNoEntry;  // of the root node
  std::uint8_t length = 0;
  bool string = false;  // the bytes include the opening quote of a string
  // How long a value that is passed over was, and how often of late it was as long as before.
  std::uint16_t value_length = 0;
  std::uint8_t steadiness = 0;
};
static_assert(sizeof(Step) == 64);

[[nodiscard]] inline bool matches(const Step& step, const char* p) {
#ifdef __SSE2__
  const auto load = [](const char* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  };
  const auto same = [&](std::size_t at) {
    return static_cast<unsigned>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(load(p + at), load(step.bytes.data() + at))));
  };
  if (step.length <= 16) [[likely]]
    return (~same(0) & step.mask) == 0;
  const std::uint32_t equal = same(0) | same(16) << 16;
  return (~equal & step.mask) == 0;
#else
  return step.length != 0 && std::memcmp(p, step.bytes.data(), step.length) == 0;
#endif
}

// How regular the lines have been; decides whether steps are tried.
class Regularity {
 public:
  // Called for each line.
  [[nodiscard]] bool worth_trying() {
    if (resting_ > 0) {
      --resting_;
      return false;
    }
    if (++lines_ == kWindow) {
      if (misses_ > 2 * kWindow) resting_ = kRest;
      lines_ = misses_ = 0;
    }
    return true;
  }
  void miss() { ++misses_; }

 private:
  static constexpr std::uint32_t kWindow = 1024;
  static constexpr std::uint32_t kRest = 64 * kWindow;
  std::uint32_t lines_ = 0;
  std::uint32_t misses_ = 0;
  std::uint32_t resting_ = 0;
};

}  // namespace nd::json
