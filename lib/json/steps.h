// steps: the bytes between values that a walk remembers from earlier lines, and whether that pays.
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

// One key of the outermost object, by the bytes around it in earlier lines. Fills one cache line.
struct alignas(64) Step {
  static constexpr std::size_t kMaxBytes = 32;
  static constexpr std::size_t kMaxNext = 4;
  static constexpr std::uint8_t kSteady = 8;
  static constexpr std::uint8_t kVaried = UINT8_MAX;
  static constexpr std::uint8_t kMostSurprises = 16;
  static constexpr std::uint8_t kMixed = 64;
  static constexpr std::uint8_t kNoKey = UINT8_MAX;

  std::array<char, kMaxBytes>
      bytes{};  // from behind the value before it up to its own value: `,"type":"`
  std::uint32_t mask = UINT32_MAX;             // one bit for each of them
  std::uint32_t slot = kNone;                  // where its value goes if no fields of it are wanted
  std::uint64_t bit = 0;                       // of its entry; 0 if it is not wanted
  std::array<std::uint16_t, kMaxNext> next{};  // steps seen to follow, the last one used first
  std::uint8_t next_count : 3 = 0;
  std::uint8_t surprises : 5 = 0;  // how often it was steady and then another length came
  std::uint8_t length = 0;
  std::uint16_t value_length = 0;  // of the last value that was passed over
  bool string = false;             // the bytes include the opening quote of a string
  // How many values in a row had the length of the one before, up to kSteady; kVaried: lengths are
  // not observed any more.
  std::uint8_t steadiness = 0;
  std::uint8_t changes = 0;   // of the step that follows, up to kMixed
  std::uint8_t key = kNoKey;  // the number of its key, below 64, for a walk that tells keys apart
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
  // Counts the lines. Whether to try the steps on this one.
  [[nodiscard]] bool begin_line() {
    if (--lines_left_ == 0) [[unlikely]]
      judge();
    return trying_;
  }
  [[nodiscard]] bool is_trying() const { return trying_; }
  void miss(std::uint32_t times = 1) { misses_ += times; }

 private:
  static constexpr std::uint32_t kWindow = 256;
  static constexpr std::uint32_t kRest = 256 * kWindow;
  void judge();

  std::uint32_t lines_left_ = kWindow;  // until it is judged anew
  std::uint32_t misses_ = 0;
  bool trying_ = true;
};

// Returns `end`, the end of the value that starts at p. Where the values of this step have had one
// length, the result is computed from that length and checked by a branch. So it does not depend
// on the search for the end: the processor speculates past the value while the search is still
// under way.
[[nodiscard]] inline const char* foreseen(const char* p, const char* end, Step& step) {
  if (step.steadiness != Step::kSteady) {
    if (step.steadiness < Step::kSteady) observe_length(p, end, step);
    return end;
  }
  const char* const expected = p + step.value_length;
  const char* compared = expected;
  asm("" : "+r"(compared));  // or the compiler would see that the result equals `end`
  if (end == compared) [[likely]]
    return expected;
  // A length that has stopped being steady rarely becomes steady again.
  step.steadiness = ++step.surprises == Step::kMostSurprises ? Step::kVaried : 0;
  return end;
}

// The steps of all lines so far, as a graph: each knows the steps that have followed it.
class StepTable {
 public:
  // To be called once a line. Whether to try the steps on it.
  [[nodiscard]] bool begin_line() { return regularity_.begin_line(); }

  // Whether it will most probably say so.
  [[nodiscard]] bool is_trying() const { return regularity_.is_trying(); }

  // The steps were tried on a line in vain.
  void failed() { regularity_.miss(kFailure); }

  // The step before a line's first key.
  [[nodiscard]] Step& start() { return steps_[kStart]; }

  // The successor of `here` whose bytes stand at p; nullptr if there is none.
  [[nodiscard]] Step* follow(Step& here, const char* p) {
    Step* next = &steps_[here.next[0]];
    bool found = matches(*next, p);
    if (here.changes == Step::kMixed) {
      // Two successors take turns: comparing with both costs less than a mispredicted branch.
      Step* const second = &steps_[here.next[1]];
      const bool second_found = matches(*second, p);
      next = second_found ? second : next;
      found = found || second_found;
    }
    if (found) [[likely]]
      return next;
    // The object's end: no step begins with it.
    return *p == '}' ? nullptr : other(here, p);
  }

  // Makes the step of `bytes` a successor of `before`, and returns it; `fresh`: it is new.
  // `string`: the bytes end with the opening quote of a string. Where bytes are too long or the
  // table is full, a step without bytes or successors.
  [[nodiscard]] Step& learn(Step& before, std::string_view bytes, bool string, bool& fresh);

 private:
  Step* other(Step& here, const char* p);

  // Neither matches any bytes. kLost stands for all steps that are not kept.
  static constexpr std::uint16_t kStart = 0;
  static constexpr std::uint16_t kLost = 1;
  static constexpr std::size_t kMaxSteps = 512;
  static constexpr std::uint32_t kFailure = 4;  // misses

  std::vector<Step> steps_ = std::vector<Step>(kMaxSteps);
  std::size_t count_ = kLost + 1;
  Regularity regularity_;
};

}  // namespace nd::json
