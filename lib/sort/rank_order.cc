#include "sort/rank_order.h"

#include <cstdint>
#include <cstring>

#include <fmt/core.h>

namespace nd::sort {
namespace {

// Behind the ranks with which a chunk begins and ends.
struct Sizes {
  std::uint32_t least = 0;
  std::uint32_t last = 0;
};

void assign(key::KeyBuffer& to, std::string_view bytes) {
  to.clear();
  to.append(bytes);
}

}  // namespace

RankOrder RankOrder::fork() const {
  RankOrder other(rank_.fork());
  assign(other.last_, last_.view());
  return other;
}

void RankOrder::start_behind(std::string_view last) {
  assign(last_, last);
  least_.clear();
  advanced_ = false;
}

void RankOrder::note_least() {
  if (least_.empty() || this_.view() < least_) least_ = this_.view();
}

void RankOrder::write_ends(std::string& out) const {
  const std::string_view last = advanced_ ? last_.view() : std::string_view();
  const Sizes sizes = {static_cast<std::uint32_t>(least_.size()),
                       static_cast<std::uint32_t>(last.size())};
  char bytes[sizeof sizes];
  std::memcpy(bytes, &sizes, sizeof bytes);
  out.append(least_).append(last).append(bytes, sizeof bytes);
}

RankOrder::Ends RankOrder::ends_of(std::string_view found) {
  Sizes sizes;
  const std::string_view rest = found.substr(0, found.size() - sizeof sizes);
  std::memcpy(&sizes, rest.data() + rest.size(), sizeof sizes);
  const std::size_t last = rest.size() - sizes.last;
  const std::size_t least = last - sizes.least;
  return {rest.substr(least, sizes.least), rest.substr(last), rest.substr(0, least)};
}

bool RankOrder::goes_on(std::string_view found) const {
  const std::string_view least = ends_of(found).least;
  return least.empty() || least >= last_.view();
}

void RankOrder::take_ends(std::string_view& found) {
  const Ends ends = ends_of(found);
  if (!ends.last.empty()) assign(last_, ends.last);
  found = ends.rest;
}

Status RankOrder::steps_back() const {
  const std::string_view wanted =
      rank_.keep() == Keep::kMin ? "the smallest first" : "the largest first";
  const std::string_view found = KeepRank::is_null(last_.view()) ? "follows a null" : "steps back";
  return tl::unexpected<Error>(
      Error{ErrorKind::kBroken,
            fmt::format("{} {}; --ordered wants {}, null last", rank_.text(), found, wanted)});
}

}  // namespace nd::sort
