// ChunkQueue: the parts of an input on their way through several threads and back into their order.
//
// Belongs here: who works on which part, and whose turn it is. Does not belong here: what a part is
// (parallel.h, block_parts.h).
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "base/result.h"
#include "io/block_reader.h"
#include "io/cut.h"
#include "io/output.h"
#include "io/page_buffer.h"
#include "io/streams.h"
#include "stream/error_policy.h"

namespace nd::stream {

// What the threads share: the number of the next chunk, and the outputs of finished chunks that
// wait for their turn to be written.
class ChunkQueue {
 public:
  struct Part {
    io::Output output = io::Output::memory();
    std::optional<io::Output> rejects{};  // of a run that brings them along
    io::Counts counts;
    std::uint64_t bytes_read = 0;  // of the operands as they are stored
    io::Failure failure;
    std::optional<Error> error;  // the chunk ends with it
    // Of a run whose bad records are judged by the writing thread.
    std::vector<BadRecord> bad{};
    io::Block block{};        // its text is there where the chunk's text goes along with the part,
    io::PageBuffer memory{};  // in this memory
  };

  // The number of chunks, where it is not known: then who finds the end says it.
  static constexpr std::size_t kUnknown = std::numeric_limits<std::size_t>::max();

  // At most `window` chunks are claimed and not yet written.
  ChunkQueue(std::size_t chunks, std::size_t window) : chunks_(chunks), window_(window) {}

  // For workers: the next chunk to work on. Blocks while the window is full; nullopt if there is no
  // further chunk or the run has been stopped.
  [[nodiscard]] std::optional<std::size_t> claim();
  void finish(std::size_t chunk, Part part);
  // There are so many chunks. Requires: no later one was claimed that will be finished.
  void end_at(std::size_t chunks);
  // For the writing thread: the finished chunks in order. Blocks until the next one is finished;
  // nullopt after the last one.
  [[nodiscard]] std::optional<Part> next();
  // No further chunk is claimed.
  void stop();

  // A part to be filled, with the memory of one that was given back, if there is any: large memory
  // from the system costs more than most that is done with it.
  [[nodiscard]] Part empty_part();
  void give_back(Part part);
  [[nodiscard]] bool is_stopped() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable ready_;
  std::map<std::size_t, Part> finished_;
  std::vector<Part> given_back_;
  std::size_t chunks_;
  std::size_t window_;
  std::size_t claimed_ = 0;
  std::size_t written_ = 0;
  bool stopped_ = false;
};

}  // namespace nd::stream
