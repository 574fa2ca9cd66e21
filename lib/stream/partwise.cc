#include "stream/partwise.h"

namespace nd::stream {

std::uint64_t PartJudge::most_bad() const {
  if (!streams_.sinks.rejects) return 1;
  const io::ErrorLimit& limit = streams_.limits.max_errors;
  if (limit.kind != io::ErrorLimit::Kind::kCount) return std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t left = limit.count - streams_.outcome.counts.rejected;
  return left == std::numeric_limits<std::uint64_t>::max() ? left : left + 1;
}

void PartJudge::count(ChunkQueue::Part& part, std::uint64_t bytes_of_all) {
  part.counts.bytes = part.bytes_read;
  streams_.outcome.counts.add(part.counts);
  bytes_read_ += part.bytes_read;
  if (streams_.input.progress) streams_.input.progress(bytes_read_, bytes_of_all);
  if (part.block.starts_file) lines_ = 0;
}

Status PartJudge::judge(ChunkQueue::Part& part) {
  for (BadRecord& bad : part.bad) {
    bad.position.line += lines_ + 1;
    ND_TRY(policy_.bad(bad.position, bad.raw, bad.error, bad.place, bad.fault));
  }
  lines_ += part.block.lines;
  if (part.error) return tl::unexpected<Error>(std::move(*part.error));
  return {};
}

}  // namespace nd::stream
