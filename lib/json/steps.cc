#include "json/steps.h"

#include <algorithm>
#include <utility>

namespace nd::json {

[[gnu::noinline]] void observe_length(const char* p, const char* end, Step& step) {
  const auto length = static_cast<std::uint16_t>(end - p);
  step.steadiness = length == step.value_length ? step.steadiness + 1 : 0;
  step.value_length = length;
}

// After a rest they are tried again.
[[gnu::noinline]] void Regularity::judge() {
  trying_ = !trying_ || misses_ <= 2 * kWindow;
  lines_left_ = trying_ ? kWindow : kRest;
  misses_ = 0;
}

// Not the first one to try: moved to the front of those.
[[gnu::noinline]] Step* StepTable::other(Step& here, const char* p) {
  for (std::size_t i = 1; i < here.next_count; ++i) {
    const std::uint16_t next = here.next[i];
    if (!matches(steps_[next], p)) continue;
    std::swap(here.next[0], here.next[i]);
    if (here.changes < Step::kMixed) ++here.changes;
    return &steps_[next];
  }
  regularity_.miss();
  return nullptr;
}

Step& StepTable::learn(Step& before, std::string_view bytes, bool string, bool& fresh) {
  fresh = false;
  if (bytes.size() > Step::kMaxBytes) return steps_[kLost];
  std::size_t found = kLost + 1;
  while (found < count_ &&
         std::string_view(steps_[found].bytes.data(), steps_[found].length) != bytes)
    ++found;
  if (found == count_) {
    if (count_ == kMaxSteps) return steps_[kLost];
    fresh = true;
    Step& step = steps_[count_++];
    std::memcpy(step.bytes.data(), bytes.data(), bytes.size());
    step.length = static_cast<std::uint8_t>(bytes.size());
    step.mask =
        bytes.size() == Step::kMaxBytes ? UINT32_MAX : (std::uint32_t{1} << bytes.size()) - 1;
    step.string = string;
  }
  if (&before == &steps_[kLost]) return steps_[found];
  // A full list gives up the step that was used longest ago, or nearly so.
  if (before.next_count < Step::kMaxNext) ++before.next_count;
  std::move_backward(before.next.begin(), before.next.begin() + before.next_count - 1,
                     before.next.begin() + before.next_count);
  before.next[0] = static_cast<std::uint16_t>(found);
  return steps_[found];
}

}  // namespace nd::json
