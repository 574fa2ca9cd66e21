#include "stat/distinct_sketch.h"

#include <algorithm>
#include <cmath>

namespace nd::stat {

void DistinctSketch::rehash(unsigned bits) {
  const std::vector<std::uint64_t> kept = hashes();
  bits_ = bits;
  slots_.assign(std::size_t{1} << bits, 0);
  for (const std::uint64_t hash : kept) {
    std::size_t i = place_of(hash);
    while (slots_[i] != 0)
      i = (i + 1) & (slots_.size() - 1);
    slots_[i] = hash;
  }
}

std::vector<std::uint64_t> DistinctSketch::hashes() const {
  std::vector<std::uint64_t> out;
  out.reserve(size_);
  for (const std::uint64_t hash : slots_) {
    if (hash != 0) out.push_back(hash);
  }
  return out;
}

void DistinctSketch::keep_smallest() {
  std::vector<std::uint64_t> kept = hashes();
  std::nth_element(kept.begin(), kept.begin() + (kExact - 1), kept.end());
  limit_ = kept[kExact - 1];
  std::fill(slots_.begin(), slots_.end(), 0);
  size_ = 0;
  kept.resize(kExact);
  for (const std::uint64_t hash : kept)
    insert(hash);
}

void DistinctSketch::merge(const DistinctSketch& other) {
  limit_ = std::min(limit_, other.limit_);
  for (const std::uint64_t hash : other.hashes()) {
    if (hash <= limit_) insert(hash);
  }
  // Those that were kept above the other one's limit are more than are kept of both.
  if (size_ > kExact && limit_ != std::numeric_limits<std::uint64_t>::max()) keep_smallest();
}

DistinctSketch::Count DistinctSketch::count() const {
  if (size_ <= kExact && limit_ == std::numeric_limits<std::uint64_t>::max()) return {size_, true};
  std::vector<std::uint64_t> kept = hashes();
  std::nth_element(kept.begin(), kept.begin() + (kExact - 1), kept.end());
  const double share = std::ldexp(static_cast<double>(kept[kExact - 1]), -64);
  return {static_cast<std::uint64_t>(std::llround((kExact - 1) / share)), false};
}

}  // namespace nd::stat
