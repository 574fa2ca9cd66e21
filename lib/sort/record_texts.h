// RecordTexts: the texts of records that are kept as places in files, read a second time.
//
// Belongs here: reading them, and finding out that a file has changed since. Does not belong here:
// texts that cannot be read twice (record_spool.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/block_reader.h"
#include "io/chunk_reader.h"
#include "io/page_buffer.h"

namespace nd::sort {

// Where a text stands: in a chunk of the files, and in the text of that.
struct TextPlace {
  std::uint32_t chunk = 0;
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

// Tells a chunk as it was read first.
struct ChunkSum {
  std::uint64_t size = 0;  // of its text
  std::uint64_t hash = 0;  // of its text but the last newline, which may have been missing

  [[nodiscard]] static ChunkSum of(const io::Block& block);
  // Whether the block begins so: a file may have grown since.
  [[nodiscard]] bool is_start_of(const io::Block& block) const;
};

class RecordTexts {
 public:
  // The files must outlive it.
  explicit RecordTexts(const io::ChunkedFiles& files) : files_(&files) {}

  // The next chunk is to be so.
  void expect(ChunkSum sum) { sums_.push_back(sum); }

  // The text at a place, given as the bytes of a TextPlace; valid until the next call. Cheap where
  // chunks are asked for in their order. kSystem where the chunk cannot be read, or is not what it
  // was.
  [[nodiscard]] Result<std::string_view> text(std::string_view place);

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  const io::ChunkedFiles* files_;
  std::vector<ChunkSum> sums_;   // by chunk
  std::uint32_t chunk_ = kNone;  // whose text is held
  io::PageBuffer buffer_;
  io::Block block_;
};

}  // namespace nd::sort
