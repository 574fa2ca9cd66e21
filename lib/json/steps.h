// steps: what a walk over lines remembers of the bytes between values, and whether it pays.
//
// Private to the walks: the projector and the validator.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/simd.h"
#include "json/field_trie.h"

namespace nd::json {

// One key of the outermost object, as its bytes stood in earlier lines: one cache line.
struct alignas(64) Step {
  static constexpr std::size_t kMaxBytes = 32;
  static constexpr std::size_t kMaxNext = 4;
  static constexpr std::uint8_t kSteady = 8;
  static constexpr std::uint8_t kVaried = UINT8_MAX;
  static constexpr std::uint8_t kMostSurprises = 16;
  static constexpr std::uint8_t kMixed = 64;

  std::array<char, kMaxBytes>
      bytes{};  // from behind the value before it up to its own value: `,"type":"`
  std::uint32_t mask = UINT32_MAX;             // one bit for each of them
  std::uint32_t slot = kNone;                  // where its value goes if no fields of it are wanted
  std::uint64_t bit = 0;                       // of its entry; 0 if it is not wanted
  std::array<std::uint16_t, kMaxNext> next{};  // steps seen to follow, the last one used first
  std::uint8_t next_count = 0;
  std::uint8_t length = 0;
  std::uint16_t value_length = 0;  // of the last value that was passed over
  bool string = false;             // the bytes include the opening quote of a string
  // How often of late a value was as long as the one before, up to kSteady; kVaried: that is not
  // looked at any more.
  std::uint8_t steadiness = 0;
  std::uint8_t surprises = 0;  // how often it was steady and then another length came
  std::uint8_t changes = 0;    // of the step that follows, up to kMixed
};
static_assert(sizeof(Step) == 64);

// Notes the length of a value that starts at p.
void observe_length(const char* p, const char* end, Step& step);

[[nodiscard]] inline bool matches(const Step& step, const char* p) {
  const auto same = [&](std::size_t at) {
    return simd::Bytes::load(p + at).equal(simd::Bytes::load(step.bytes.data() + at)).mask();
  };
  if (step.length <= 16) [[likely]]
    return (~same(0) & step.mask) == 0;
  return (~(same(0) | same(16) << 16) & step.mask) == 0;
}

// How regular the lines have been; decides whether steps are tried.
class Regularity {
 public:
  // Called for each line.
  [[nodiscard]] bool worth_trying() {
    if (--lines_left_ == 0) [[unlikely]]
      judge();
    return trying_;
  }
  void miss(std::uint32_t times = 1) { misses_ += times; }

 private:
  static constexpr std::uint32_t kWindow = 256;
  static constexpr std::uint32_t kRest = 256 * kWindow;
  void judge();

  std::uint32_t lines_left_ = kWindow;  // until it is judged anew
  std::uint32_t misses_ = 0;
  bool trying_ = true;
};

// `end`, the end of a value that starts at p. Where the step's values are equally long, in a way
// that does not depend on finding it: the processor goes on behind the value while it still looks
// for its end.
[[nodiscard]] inline const char* foreseen(const char* p, const char* end, Step& step) {
  if (step.steadiness != Step::kSteady) {
    if (step.steadiness < Step::kSteady) observe_length(p, end, step);
    return end;
  }
  const char* const expected = p + step.value_length;
  const char* compared = expected;
  asm("" : "+r"(compared));  // the compiler must not see that the result is `end`
  if (end == compared) [[likely]]
    return expected;
  // Few who were steady and are no more are so again.
  step.steadiness = ++step.surprises == Step::kMostSurprises ? Step::kVaried : 0;
  return end;
}

// The steps met so far.
class StepTable {
 public:
  // Called for each line: whether steps are to be tried.
  [[nodiscard]] bool worth_trying() { return regularity_.worth_trying(); }

  // The steps were of no use for a line.
  void failed() { regularity_.miss(kFailure); }

  // The step before a line's first key.
  [[nodiscard]] Step& start() { return steps_[kStart]; }

  // The step that follows `here` at p; nullptr if none matches.
  [[nodiscard]] Step* follow(Step& here, const char* p) {
    Step* next = &steps_[here.next[0]];
    bool found = matches(*next, p);
    if (here.changes == Step::kMixed) {
      // Now this one, now that: a processor that guesses loses more than both comparisons cost.
      Step* const second = &steps_[here.next[1]];
      const bool second_found = matches(*second, p);
      next = second_found ? second : next;
      found = found || second_found;
    }
    if (found) [[likely]]
      return next;
    return other(here, p);
  }

  // The step of the bytes that led from `before` to a value, which is a string where they end with
  // its quote; from now on it may follow `before`. `fresh`: it is a new one. Where it cannot be
  // kept, the step behind such a key, which nothing follows.
  [[nodiscard]] Step& learn(Step& before, std::string_view bytes, bool string, bool& fresh);

 private:
  Step* other(Step& here, const char* p);

  // Both match nothing, and are what follows where nothing does.
  static constexpr std::uint16_t kStart = 0;
  static constexpr std::uint16_t kLost = 1;
  static constexpr std::size_t kMaxSteps = 512;
  static constexpr std::uint32_t kFailure = 4;  // misses

  std::vector<Step> steps_ = std::vector<Step>(kMaxSteps);
  std::size_t count_ = kLost + 1;
  Regularity regularity_;
};

}  // namespace nd::json
