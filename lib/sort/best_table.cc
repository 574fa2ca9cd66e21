#include "sort/best_table.h"

#include <limits>

namespace nd::sort {

BestTable::Met BestTable::meet(Hash128 key, std::string_view rank, std::uint64_t place) {
  using Verdict = Met::Verdict;
  using Added = FingerprintTable<Numbered>::Added;
  if (!has_room()) [[unlikely]] {
    const Numbered* const found = numbers_.find(key);
    return found == nullptr ? Met() : Met{judge(best(found->number), rank, place), found->number};
  }
  const KeyNumber next{static_cast<std::uint32_t>(numbers_.size())};
  const auto found = numbers_.find_or_insert(Numbered{key, next});
  if (found.added == Added::kFull) [[unlikely]]
    return {};
  const KeyNumber number = found.slot->number;
  if (found.added == Added::kSeen) return {judge(best(number), rank, place), number};
  best(number).place = place;
  set_rank(best(number), rank);
  return {Verdict::kBest, number};
}

// Whether there is a Best for one more key.
bool BestTable::has_room() {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  const std::size_t keys = numbers_.size();
  if (keys < bests_.size() * std::tuple_size_v<Piece>) [[likely]]
    return true;
  if (bytes() + sizeof(Piece) > limit_ || keys > kMost - std::tuple_size_v<Piece>) return false;
  bests_.push_back(std::make_unique<Piece>());
  numbers_.set_limit(limit_ - bytes_of_bests());
  return true;
}

BestTable::Met::Verdict BestTable::judge(Best& best, std::string_view rank, std::uint64_t place) {
  ++best.count;
  const bool is_better =
      keep_ == Keep::kLast || (keep_ != Keep::kFirst && rank < std::string_view(best.rank));
  if (!is_better) return Met::Verdict::kOther;
  best.place = place;
  if (keep_ != Keep::kLast) set_rank(best, rank);
  return Met::Verdict::kBest;
}

void BestTable::set_rank(Best& best, std::string_view rank) {
  const auto outside = [&] {
    return best.rank.capacity() > short_rank_ ? best.rank.capacity() : 0;
  };
  long_ranks_ -= outside();
  best.rank.assign(rank);
  long_ranks_ += outside();
}

}  // namespace nd::sort
