#include "sort/kept_ranks.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace nd::sort {
namespace {

constexpr std::size_t kMostRoom = std::numeric_limits<std::uint32_t>::max();

char* place_of(std::uint64_t word) {
  return std::bit_cast<char*>(static_cast<std::uintptr_t>(word));
}

}  // namespace

std::string_view KeptRanks::long_rank(Kept kept) {
  Header header;
  std::memcpy(&header, place_of(kept.word), sizeof header);
  return {place_of(kept.word) + sizeof header, header.size};
}

KeptRanks::Kept KeptRanks::keep_long(std::string_view rank, std::size_t room) {
  char* const at = static_cast<char*>(long_.allocate(sizeof(Header) + room, alignof(Header)));
  const Header header{static_cast<std::uint32_t>(room), static_cast<std::uint32_t>(rank.size())};
  std::memcpy(at, &header, sizeof header);
  std::memcpy(at + sizeof header, rank.data(), rank.size());
  return {std::bit_cast<std::uintptr_t>(at), true};
}

// A long one that does not fit gets twice the room of the one before it, so that all that is left
// behind of a key takes no more than what it has.
KeptRanks::Kept KeptRanks::replace(Kept old, std::string_view rank) {
  if (!old.is_long || is_short(rank)) return keep(rank);
  Header header;
  std::memcpy(&header, place_of(old.word), sizeof header);
  if (rank.size() > header.room)
    return keep_long(rank, std::clamp(std::size_t{2} * header.room, rank.size(), kMostRoom));
  header.size = static_cast<std::uint32_t>(rank.size());
  std::memcpy(place_of(old.word), &header, sizeof header);
  std::memcpy(place_of(old.word) + sizeof header, rank.data(), rank.size());
  return old;
}

bool KeptRanks::is_before(std::string_view rank, Kept kept) const {
  if (kept.is_long) return rank < long_rank(kept);
  const std::uint64_t word = first_bytes(rank);
  if (word != kept.word || is_short(rank)) return word < kept.word;
  // The kept one goes on with end_ where the long one does not.
  return static_cast<unsigned char>(rank[sizeof word]) < static_cast<unsigned char>(end_);
}

std::uint64_t KeptRanks::bytes_with(std::string_view rank) const {
  return is_short(rank) ? bytes() : bytes() + std::max(block_bytes_, sizeof(Header) + rank.size());
}

}  // namespace nd::sort
