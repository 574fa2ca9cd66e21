#include "sort/record_spool.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace nd::sort {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;  // what is read or written at once
constexpr std::size_t kLargest = std::numeric_limits<std::uint32_t>::max();

// In front of a text: its size, how far its place is from the one before, and its key as the
// distance from the next new one. Each is seven bits a byte, the lowest first; all bytes of a
// number but its last have the eighth bit.
class Header {
 public:
  static constexpr std::size_t kMost = 5 + 10 + 5;

  void append(std::uint64_t number) {
    for (; number >= kMore; number >>= kBits)
      bytes_[size_++] = static_cast<char>(number | kMore);
    bytes_[size_++] = static_cast<char>(number);
  }
  [[nodiscard]] std::string_view text() const { return {bytes_, size_}; }

  // The number at the start of `from`, which is taken away. Requires: it is there.
  static std::uint64_t take(std::string_view& from) {
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += kBits) {
      const auto byte = static_cast<unsigned char>(from.front());
      from.remove_prefix(1);
      number |= std::uint64_t{byte & (kMore - 1)} << shift;
      if (byte < kMore) return number;
    }
  }

 private:
  static constexpr unsigned kBits = 7;
  static constexpr unsigned kMore = 1U << kBits;

  char bytes_[kMost];
  std::size_t size_ = 0;
};

}  // namespace

std::uint64_t RecordSpool::bytes_with(std::size_t size) const {
  const std::size_t packed = Header::kMost + size;
  const bool fits = !blocks_.empty() && blocks_.back().room() >= packed;
  return held_ + (fits ? 0 : std::max(block_bytes_, packed));
}

Status RecordSpool::append(std::uint64_t place, std::uint32_t key, std::string_view head,
                           std::string_view tail) {
  if (head.size() + tail.size() > kLargest)
    return input_error("a record of {} bytes is too large to be kept", head.size() + tail.size());
  Header header;
  header.append(head.size() + tail.size());
  header.append(place - last_place_);
  header.append(next_key_ - key);
  last_place_ = place;
  next_key_ = std::max(next_key_, key + 1);
  if (file_) {
    ND_TRY(file_->append(header.text()));
    ND_TRY(file_->append(head));
    return file_->append(tail);
  }
  const std::size_t packed = header.text().size() + head.size() + tail.size();
  if (blocks_.empty() || blocks_.back().room() < packed) {
    const std::size_t size = std::max(block_bytes_, Header::kMost + head.size() + tail.size());
    blocks_.push_back({{static_cast<char*>(allocate_large(size)), Release{size}}, 0});
    held_ += size;
  }
  Block& block = blocks_.back();
  char* at = block.data.get() + block.used;
  std::memcpy(at, header.text().data(), header.text().size());
  at += header.text().size();
  if (!head.empty()) std::memcpy(at, head.data(), head.size());
  std::memcpy(at + head.size(), tail.data(), tail.size());
  block.used += packed;
  return {};
}

Status RecordSpool::move_to_file(const std::string& directory) {
  file_ = ND_TRY(io::SpillFile::create(directory));
  for (Block& block : blocks_) {
    for (std::string_view rest = block.text(); !rest.empty();) {
      const std::string_view piece = rest.substr(0, kPiece);
      ND_TRY(file_->append(piece));
      rest.remove_prefix(piece.size());
    }
    block.data.reset();
  }
  blocks_.clear();
  held_ = 0;
  return {};
}

// Whether so many bytes lie ahead, of one block or read from the file.
Result<bool> RecordSpool::Reader::hold(std::size_t bytes) {
  if (ahead_.size() >= bytes) [[likely]]
    return true;
  if (!spool_->file_) {
    // No text goes over the end of a block.
    if (!ahead_.empty()) return false;
    if (block_ > 0) spool_->blocks_[block_ - 1].data.reset();
    if (block_ == spool_->blocks_.size()) return false;
    ahead_ = spool_->blocks_[block_++].text();
    return ahead_.size() >= bytes;
  }
  std::string larger(ahead_);
  larger.resize(std::max(bytes, kPiece));
  const std::size_t had = ahead_.size();
  const std::size_t got =
      ND_TRY(spool_->file_->read(position_, larger.data() + had, larger.size() - had));
  position_ += got;
  buffer_ = std::move(larger);
  ahead_ = std::string_view(buffer_).substr(0, had + got);
  return ahead_.size() >= bytes;
}

Result<bool> RecordSpool::Reader::next(Spooled& out) {
  // The last header is shorter.
  (void)ND_TRY(hold(Header::kMost));
  if (ahead_.empty()) return false;
  const auto size = static_cast<std::size_t>(Header::take(ahead_));
  last_place_ += Header::take(ahead_);
  const auto below = static_cast<std::uint32_t>(Header::take(ahead_));
  const std::uint32_t key = next_key_ - below;
  if (below == 0) ++next_key_;
  if (!ND_TRY(hold(size))) return false;
  out = {last_place_, key, ahead_.substr(0, size)};
  ahead_.remove_prefix(size);
  return true;
}

}  // namespace nd::sort
