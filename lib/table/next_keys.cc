#include "table/next_keys.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

#include "base/read_beyond.h"
#include "base/simd.h"

namespace nd::table {
namespace {

constexpr std::uintptr_t kPage = 4096;
constexpr std::size_t kPattern = 8;
constexpr std::size_t kStep = 64;
constexpr std::size_t kReach = 2048;  // bytes ahead: about a dozen records

const char* page_begin(const char* at) {
  return at - (reinterpret_cast<std::uintptr_t>(at) & (kPage - 1));
}

}  // namespace

// The first place in [from, end) behind the pattern; nullptr if there is none. Reads nothing beyond
// `end`.
const char* NextKeys::find_from(const char* from, const char* end) const {
  const auto first = static_cast<char>(before_ & 0xff);
  const auto last = static_cast<char>(before_ >> 56);
  for (const char* p = from; p + kPattern + kStep <= end; p += kStep) {
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < kStep; i += simd::Bytes::kSize) {
      const simd::Bytes ends =
          load_beyond(p + i).equal(first) & load_beyond(p + i + kPattern - 1).equal(last);
      found |= ends.mask() << i;
    }
    for (; found != 0; found &= found - 1) {
      const char* const at = p + std::countr_zero(found);
      if (load64_beyond(at) == before_) return at + kPattern;
    }
  }
  return nullptr;
}

std::size_t NextKeys::find(std::string_view key, std::string_view block, Places& out) {
  if (resting_ > 0) {
    --resting_;
    return 0;
  }
  const char* const here = key.data();
  const std::less_equal<const char*> reaches;
  const bool in_block = reaches(block.data(), here) && reaches(here, block.data() + block.size());
  const char* const begin = in_block ? block.data() : page_begin(here);
  const char* end = in_block ? block.data() + block.size() : page_begin(here) + kPage;
  if (static_cast<std::size_t>(end - here) > 2 * kReach) end = here + 2 * kReach;
  if (static_cast<std::size_t>(here - begin) < kPattern) return 0;
  if (sought_ <= here || sought_ > end) {
    sought_ = here + key.size();
    before_ = load64_beyond(here - kPattern);
  }
  std::size_t given = 0;
  while (given < kMost && sought_ < here + kReach && sought_ < end) {
    // Keys that come after less than half the usual way are passed over once: the one behind them
    // makes the way shorter.
    const char* const found = find_from(sought_ + std::min(least_, least_before_) / 2, end);
    if (found == nullptr || found + simd::Bytes::kSize > end) {
      // So far without a key: these are no such records.
      if (sought_ + kReach < end && ++in_vain_ > 8) {
        in_vain_ = 0;
        resting_ = 1000;
      }
      sought_ = end;
      break;
    }
    in_vain_ = 0;
    out[given++] = found;
    least_ = std::min(least_, static_cast<std::size_t>(found - sought_));
    sought_ = found;
    if (++count_ % kPeriod == 0) least_before_ = std::exchange(least_, SIZE_MAX);
  }
  return given;
}

std::string_view short_text_at(const char* place) {
  const std::uint64_t quotes = load_beyond(place).equal('"').mask();
  return {place, quotes == 0 ? simd::Bytes::kSize - 1
                             : static_cast<std::size_t>(std::countr_zero(quotes))};
}

}  // namespace nd::table
