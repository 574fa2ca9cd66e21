// DistinctSketch: how many different values there are, by their hashes: exactly up to 10,000, then
// from the 10,000 smallest hashes.
//
// The k-th smallest of n hashes that are spread evenly over [0, 1) lies near k/n, so that (k - 1) /
// h(k) estimates n, with a standard error of 1/sqrt(k - 2): 1 % here. Source: Z. Bar-Yossef et al.,
// "Counting distinct elements in a data stream" (2002), algorithm 2; K. Beyer et al., "On synopses
// for distinct-value estimation" (2007) for the unbiased form. What it says is a function of the
// set of values alone, and sketches merge. Two values of one 64-bit hash are taken for one.
//
// Belongs here: the set of hashes. Does not belong here: hashing values (profile.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/hash.h"

namespace nd::stat {

// Memory: at most 256 KiB.
class DistinctSketch {
 public:
  static constexpr std::size_t kExact = 10'000;

  enum class Seen : std::uint8_t {
    kKnown,    // it was added before
    kNew,      // it was not
    kUnknown,  // it is beyond the hashes that are kept
  };

  Seen add(std::uint64_t hash) {
    hash += hash == 0 ? 1 : 0;  // 0 stands for a free slot
    if (hash == last_) return Seen::kKnown;
    last_ = hash;
    if (hash > limit_) return Seen::kUnknown;
    return insert(hash) ? Seen::kNew : Seen::kKnown;
  }
  void merge(const DistinctSketch& other);

  struct Count {
    std::uint64_t values = 0;
    bool is_exact = true;
  };
  [[nodiscard]] Count count() const;

 private:
  static constexpr std::size_t kMost = 2 * kExact;  // hashes that are kept before the largest go

  // Whether it is new. Requires: it is not 0.
  bool insert(std::uint64_t hash) {
    if (slots_.empty()) rehash(kFirstBits);
    std::size_t i = place_of(hash);
    while (slots_[i] != 0) {
      if (slots_[i] == hash) return false;
      i = (i + 1) & (slots_.size() - 1);
    }
    slots_[i] = hash;
    ++size_;
    if (size_ * 10 > slots_.size() * 7) rehash(bits_ + 1);
    if (size_ > kMost) keep_smallest();
    return true;
  }
  [[nodiscard]] std::size_t place_of(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash * seed_ >> (64 - bits_));
  }
  void rehash(unsigned bits);
  void keep_smallest();
  [[nodiscard]] std::vector<std::uint64_t> hashes() const;

  static constexpr unsigned kFirstBits = 4;

  std::vector<std::uint64_t> slots_;
  std::size_t size_ = 0;
  unsigned bits_ = 0;
  std::uint64_t seed_ = table_seed() | 1;
  std::uint64_t limit_ = std::numeric_limits<std::uint64_t>::max();  // no larger hash is kept
  std::uint64_t last_ = 0;                                           // the hash before
};

}  // namespace nd::stat
