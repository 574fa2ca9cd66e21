// LoserTree: which of n sorted sources holds the next record, in log2(n) comparisons a record.
//
// Source: Knuth, The Art of Computer Programming, volume 3, section 5.4.1 (replacement by a tree of
// losers).
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace nd::sort {

// `before(a, b)`: whether the record that source a stands on comes before that of source b. It must
// be a strict order of the sources: exhausted ones last, equal records by the number of the source
// (that makes a merge stable).
template <class Before>
class LoserTree {
 public:
  // Requires: sources > 0; every source stands on its first record or is exhausted.
  LoserTree(std::size_t sources, Before before)
      : losers_(sources, kNobody), before_(std::move(before)) {
    for (std::size_t source = 0; source < sources; ++source)
      enter(source);
  }

  // The source with the first record of all.
  [[nodiscard]] std::size_t winner() const { return winner_; }

  // To be called when the winner has moved to its next record, or is exhausted.
  void replay() {
    std::size_t player = winner_;
    for (std::size_t node = (player + losers_.size()) / 2; node > 0; node /= 2) {
      if (before_(losers_[node], player)) std::swap(losers_[node], player);
    }
    winner_ = player;
  }

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

  void enter(std::size_t source) {
    std::size_t player = source;
    for (std::size_t node = (source + losers_.size()) / 2; node > 0; node /= 2) {
      if (losers_[node] == kNobody) {
        losers_[node] = player;  // waits for the other half of its subtree
        return;
      }
      if (before_(losers_[node], player)) std::swap(losers_[node], player);
    }
    winner_ = player;
  }

  std::vector<std::size_t> losers_;  // by inner node, from 1
  Before before_;
  std::size_t winner_ = 0;
};

}  // namespace nd::sort
