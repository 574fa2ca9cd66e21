// ChunkedFiles: plain files cut into chunks of whole lines that several threads read at once.
//
// Belongs here: which operands can be read this way, and the borders of chunks. Does not belong
// here: threads, order.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/block_reader.h"
#include "io/page_buffer.h"
#include "io/unique_fd.h"

namespace nd::io {

// Whether the first bytes of a file say that it is compressed; false where it cannot be read.
[[nodiscard]] bool is_compressed(const std::string& path);

// Chunks are stretches [begin, end) of a file, cut without regard to lines. A line belongs to the
// chunk if its first byte lies in (begin, end], the first line of the file to the first chunk. So a
// reader skips to the first newline at or after `begin` and reads on past `end` to the next one: it
// needs nothing that precedes its chunk.
class ChunkedFiles {
 public:
  // nullopt where the operands are not all uncompressed regular files of text, may have a line that
  // is longer than max_line, or are too small for threads to pay: then BlockReader reads them.
  static std::optional<ChunkedFiles> open(const std::vector<std::string>& operands,
                                          std::size_t chunk_bytes = kChunkBytes,
                                          std::size_t max_line = ReadOptions().max_line);

  static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

  ChunkedFiles(ChunkedFiles&&) = default;
  ChunkedFiles& operator=(ChunkedFiles&&) = default;

  [[nodiscard]] std::size_t chunks() const { return starts_.back(); }
  [[nodiscard]] std::uint64_t bytes() const;

  // The lines of a chunk, in `buffer`; an empty block if none starts there. block.first_line is 0,
  // as it is not known. kSystem with the file's name; kInput where a line has become too long since
  // the file was opened. May be called from several threads at once,
  // each with a buffer of its own.
  [[nodiscard]] Status read(std::size_t chunk, PageBuffer& buffer, Block& block) const;

  // The number of the line in which byte `offset` of the chunk's file stands. kSystem if it cannot
  // be read again.
  [[nodiscard]] Result<std::uint64_t> line_at(std::size_t chunk, std::uint64_t offset) const;

 private:
  struct File {
    std::string path;
    UniqueFd fd;
    std::uint64_t size = 0;
    std::uint64_t mark = 0;  // bytes of its byte order mark
  };

  ChunkedFiles(std::size_t chunk_bytes, std::size_t max_line)
      : chunk_bytes_(chunk_bytes), max_line_(max_line) {}
  [[nodiscard]] std::size_t file_of(std::size_t chunk) const;

  std::size_t chunk_bytes_;
  std::size_t max_line_;
  std::vector<File> files_;
  std::vector<std::size_t> starts_ = {
      0};  // number of the first chunk of each file, and the number of all
};

}  // namespace nd::io
