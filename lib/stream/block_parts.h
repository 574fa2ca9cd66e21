// BlockParts: the blocks of an input that only one thread can read at a time (a pipe), for several
// threads that work on them.
//
// Belongs here: taking turns at reading. Does not belong here: files, which every thread reads by
// itself (parallel.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "base/result.h"
#include "io/block_reader.h"
#include "io/page_buffer.h"
#include "stream/chunk_queue.h"
#include "stream/error_policy.h"

namespace nd::stream {

// Each thread in turn claims the number of the next part and reads a block into memory of its own.
// Nothing is written before the end, so that no thread has to wait for another's output.
class BlockParts {
 public:
  // Reads standard input from where the reader stands, which must outlive it.
  explicit BlockParts(io::BlockReader& reader) : reader_(&reader) {}

  // Their number is not known before the last one.
  [[nodiscard]] static std::size_t size() { return ChunkQueue::kUnknown; }
  // Nor are the bytes.
  [[nodiscard]] static std::uint64_t bytes() { return 0; }

  class Reader {
   public:
    explicit Reader(BlockParts& parts) : parts_(&parts) {}

    [[nodiscard]] std::optional<std::size_t> claim(ChunkQueue& queue);
    [[nodiscard]] static ErrorPolicy policy(io::Outcome& outcome, std::size_t /*part*/) {
      return ErrorPolicy(outcome);
    }
    template <class Use>
    [[nodiscard]] Status each(std::size_t /*part*/, std::uint64_t& bytes, Use&& use) {
      bytes += bytes_read_;
      if (!failed_) return use(block_);
      return tl::unexpected<Error>(*std::move(failed_));
    }

   private:
    [[nodiscard]] Result<bool> read();

    BlockParts* parts_;
    io::PageBuffer buffer_;
    io::Block block_;  // of the part that was claimed last, in the buffer
    std::uint64_t bytes_read_ = 0;
    std::optional<Error> failed_;
  };

 private:
  std::mutex turn_;
  io::BlockReader* reader_;
  std::uint64_t bytes_read_ = 0;
  bool at_end_ = false;
};

}  // namespace nd::stream
