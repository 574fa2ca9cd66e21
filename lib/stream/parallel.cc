#include "stream/parallel.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/processors.h"

namespace nd::stream {

namespace {

bool is_pipe(int fd) {
  struct stat status = {};
  return ::fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
}

bool reads_pipe(const io::Streams& streams) {
  const auto& operands = streams.input.operands;
  const bool standard =
      operands.empty() || std::find(operands.begin(), operands.end(), "-") != operands.end();
  return standard && is_pipe(STDIN_FILENO);
}

}  // namespace

bool reads_standard_input(const io::Streams& streams) {
  const auto& operands = streams.input.operands;
  return operands.empty() || (operands.size() == 1 && operands[0] == "-");
}

unsigned jobs_for(const io::Streams& streams, Writes writes) {
  return streams.sinks.rejects ? 1 : jobs_with_rejects(streams, writes);
}

unsigned jobs_with_rejects(const io::Streams& streams, Writes writes) {
  if (streams.limits.jobs != 0) return streams.limits.jobs;
  const bool alone = writes == Writes::kAtEnd && !reads_pipe(streams);
  if (!alone && is_pipe(STDOUT_FILENO)) return 1;
  return processors();
}

Status write_in_order(io::Streams& streams, std::uint64_t bytes, ChunkQueue& queue) {
  io::Counts& counts = streams.outcome.counts;
  std::uint64_t bytes_read = 0;
  while (auto part = queue.next()) {
    counts.add(part->counts);
    bytes_read += part->bytes_read;
    if (streams.input.progress) streams.input.progress(bytes_read, bytes);
    ND_TRY(streams.sinks.out.append(part->output));
    if (!part->error) continue;
    streams.outcome.failure = std::move(part->failure);
    return tl::unexpected<Error>(std::move(*part->error));
  }
  return {};
}

std::optional<FileParts> FileParts::of(const std::vector<std::string>& operands) {
  // Below this a second thread costs more than it saves.
  constexpr std::uint64_t kSmallest = std::uint64_t{1} << 20;
  if (operands.size() < 2) return std::nullopt;
  std::uint64_t bytes = 0;
  bool any_compressed = false;
  for (const std::string& operand : operands) {
    // A FIFO must not be opened twice: its writer would lose its reader in between.
    struct stat status = {};
    if (operand == "-" || ::stat(operand.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
      return std::nullopt;
    bytes += static_cast<std::uint64_t>(status.st_size);
    any_compressed = any_compressed || io::is_compressed(operand);
  }
  if (!any_compressed || bytes < kSmallest) return std::nullopt;
  return FileParts(operands, bytes);
}

}  // namespace nd::stream
