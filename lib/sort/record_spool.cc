#include "sort/record_spool.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace nd::sort {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;  // what is read or written at once
constexpr std::size_t kLargest = std::numeric_limits<std::uint32_t>::max();

}  // namespace

std::uint64_t RecordSpool::bytes_with(std::size_t size) const {
  const std::size_t packed = sizeof(Header) + size;
  const bool fits = !blocks_.empty() && blocks_.back().room() >= packed;
  return held_ + (fits ? 0 : std::max(block_bytes_, packed));
}

Status RecordSpool::append(std::uint64_t place, std::uint32_t key, std::string_view head,
                           std::string_view tail) {
  if (head.size() + tail.size() > kLargest)
    return input_error("a record of {} bytes is too large to be kept", head.size() + tail.size());
  const Header header{place, key, static_cast<std::uint32_t>(head.size() + tail.size())};
  if (file_) {
    ND_TRY(file_->append({reinterpret_cast<const char*>(&header), sizeof header}));
    ND_TRY(file_->append(head));
    return file_->append(tail);
  }
  const std::size_t packed = sizeof header + header.size;
  if (blocks_.empty() || blocks_.back().room() < packed) {
    const std::size_t size = std::max(block_bytes_, packed);
    blocks_.push_back({{static_cast<char*>(allocate_large(size)), Release{size}}, 0});
    held_ += size;
  }
  Block& block = blocks_.back();
  char* at = block.data.get() + block.used;
  std::memcpy(at, &header, sizeof header);
  at += sizeof header;
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
    if (block_ == spool_->blocks_.size()) return false;
    ahead_ = spool_->blocks_[block_++].text();
    return true;
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
  Header header;
  if (!ND_TRY(hold(sizeof header))) return false;
  std::memcpy(&header, ahead_.data(), sizeof header);
  if (!ND_TRY(hold(sizeof header + header.size))) return false;
  out = {header.place, header.key, ahead_.substr(sizeof header, header.size)};
  ahead_.remove_prefix(sizeof header + header.size);
  return true;
}

}  // namespace nd::sort
