#include "sort/final_output.h"

#include <algorithm>

namespace nd::sort {
namespace {

constexpr std::uint64_t kParts = 8;  // of the memory one is used

std::size_t block_bytes(std::uint64_t memory) {
  constexpr std::uint64_t kLeast = std::uint64_t{4} << 10;
  constexpr std::uint64_t kMost = std::uint64_t{4} << 20;
  return static_cast<std::size_t>(std::clamp(memory / kParts / kParts, kLeast, kMost));
}

}  // namespace

FinalOutput::FinalOutput(io::Output& out, Leave leave, Room room)
    : out_(out), room_(std::move(room)) {
  if (leave == Leave::kInTheEnd) spool_.emplace(block_bytes(room_.memory));
}

Status FinalOutput::add(std::string_view head, std::string_view tail) {
  if (!spool_) {
    out_.buffer().append(head).append(tail);
    return out_.end_record();
  }
  if (!spool_->is_in_file() &&
      spool_->bytes_with(head.size() + tail.size()) > room_.memory / kParts) {
    ND_TRY(spool_->move_to_file(room_.directory));
  }
  return spool_->append(0, 0, head, tail);
}

Status FinalOutput::finish() {
  if (!spool_) return {};
  ND_TRY(spool_->finish());
  RecordSpool::Reader reader(*spool_);
  Spooled next;
  while (ND_TRY(reader.next(next)))
    ND_TRY(out_.record(next.text));
  return {};
}

}  // namespace nd::sort
