#include "sort/best_table.h"

#include <algorithm>

namespace nd::sort {
namespace {

std::size_t piece_bytes(std::uint64_t limit) {
  constexpr std::uint64_t kLeast = std::uint64_t{4} << 10;
  constexpr std::uint64_t kMost = std::uint64_t{8} << 20;
  return static_cast<std::size_t>(std::clamp(limit / 64, kLeast, kMost));
}

}  // namespace

BestTable::BestTable(Keep keep, Counts counts, std::uint64_t limit)
    : keep_(keep),
      counted_(counts == Counts::kYes),
      limit_(limit),
      bests_(piece_bytes(limit)),
      counts_(piece_bytes(limit / 4)),
      ranks_(keep, piece_bytes(limit)) {}

BestTable::Met BestTable::meet(Hash128 key, std::string_view rank, std::uint64_t place) {
  using Verdict = Met::Verdict;
  const auto found =
      numbers_.find(key, [&](std::uint32_t number) { return bests_[number].hash() == key; });
  if (found) return {judge(*found, rank, place), KeyNumber{*found}};
  // Once a key was refused all are: it must not be taken when it comes again with a shorter rank.
  is_full_ = is_full_ || !has_room(rank);
  if (is_full_) [[unlikely]]
    return {};
  const auto number = static_cast<std::uint32_t>(bests_.size());
  numbers_.add(key, number);
  Best best(key, place);
  if (has_ranks()) best.set_rank(ranks_.keep(rank));
  bests_.push_back(best);
  if (counted_) counts_.push_back(1);
  return {Verdict::kBest, KeyNumber{number}};
}

// For one more key.
bool BestTable::has_room(std::string_view rank) const {
  const std::uint64_t bytes = numbers_.bytes_during_add() + bests_.bytes_with_one_more() +
                              (counted_ ? counts_.bytes_with_one_more() : 0) +
                              (has_ranks() ? ranks_.bytes_with(rank) : 0);
  return bytes <= limit_ && bests_.size() < KeyNumbers::kMost;
}

BestTable::Met::Verdict BestTable::judge(std::uint32_t key, std::string_view rank,
                                         std::uint64_t place) {
  if (counted_) ++counts_[key];
  Best& best = bests_[key];
  if (has_ranks()) {
    if (!ranks_.is_before(rank, best.rank())) return Met::Verdict::kOther;
    best.set_rank(ranks_.replace(best.rank(), rank));
  } else if (keep_ == Keep::kFirst) {
    return Met::Verdict::kOther;
  }
  best.set_place(place);
  return Met::Verdict::kBest;
}

}  // namespace nd::sort
