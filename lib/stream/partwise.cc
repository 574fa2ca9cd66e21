#include "stream/partwise.h"

namespace nd::stream {

std::uint64_t PartJudge::most_bad() const {
  if (!streams_.sinks.rejects) return 1;
  const io::ErrorLimit& limit = streams_.limits.max_errors;
  if (limit.kind != io::ErrorLimit::Kind::kCount) return std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t left = limit.count - streams_.outcome.counts.rejected;
  return left == std::numeric_limits<std::uint64_t>::max() ? left : left + 1;
}

Status PartJudge::judge(ChunkQueue::Part& part, std::uint64_t bytes_of_all) {
  io::Counts& counts = streams_.outcome.counts;
  const std::uint64_t used = std::exchange(part.counts.used, 0);
  part.counts.bytes = part.bytes_read;
  counts.add(part.counts);
  bytes_read_ += part.bytes_read;
  if (streams_.input.progress) streams_.input.progress(bytes_read_, bytes_of_all);
  if (part.starts_file) lines_ = 0;
  std::uint64_t before = 0;
  for (BadRecord& bad : part.bad) {
    counts.used += bad.used - std::exchange(before, bad.used);
    bad.position.line += lines_ + 1;
    ND_TRY(policy_.bad(bad.position, bad.raw, bad.error, bad.place, bad.fault));
  }
  counts.used += used - before;
  lines_ += part.lines;
  if (part.error) return tl::unexpected<Error>(std::move(*part.error));
  return {};
}

}  // namespace nd::stream
