// RecordSpool: texts with their place in the input and the number of their key, in the order in
// which they came: in memory, or in a file that is written and read from start to end.
//
// Belongs here: where they lie. Does not belong here: which of them stay (best_table.h), and when
// they go to the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/large_memory.h"
#include "base/result.h"
#include "io/spill_file.h"

namespace nd::sort {

// One of them; the text is valid until the next is asked for.
struct Spooled {
  std::uint64_t place = 0;
  std::uint32_t key = 0;
  std::string_view text;
};

class RecordSpool {
 public:
  // `block_bytes`: what is taken from the system at once.
  explicit RecordSpool(std::size_t block_bytes) : block_bytes_(block_bytes) {}

  // The text is `head` and `tail`. kSystem: the file failed; kInput: they are too large. Requires:
  // places rise, and keys are numbered in the order in which they come.
  [[nodiscard]] Status append(std::uint64_t place, std::uint32_t key, std::string_view head,
                              std::string_view tail);

  // Moves what is there to a file in `directory`, where all that follows goes.
  [[nodiscard]] Status move_to_file(const std::string& directory);
  [[nodiscard]] bool is_in_file() const { return file_.has_value(); }
  // Bytes held from the system once a text of `size` bytes more is in.
  [[nodiscard]] std::uint64_t bytes_with(std::size_t size) const;

  // Ends writing. Before anything is read.
  [[nodiscard]] Status finish() { return file_ ? file_->finish() : Status(); }

  // Reads from start to end, once: memory that was read is given back. The spool must outlive it.
  class Reader {
   public:
    explicit Reader(RecordSpool& spool) : spool_(&spool) {}
    // False at the end.
    [[nodiscard]] Result<bool> next(Spooled& out);

   private:
    [[nodiscard]] Result<bool> hold(std::size_t bytes);

    RecordSpool* spool_;
    std::size_t block_ = 0;  // the next one
    std::uint64_t last_place_ = 0;
    std::uint32_t next_key_ = 0;
    std::uint64_t position_ = 0;  // in the file: what comes next
    std::string buffer_;          // of the file
    std::string_view ahead_;      // of a block or the buffer: what was not given out
  };

 private:
  struct Release {
    std::size_t size = 0;
    void operator()(char* data) const { release_large(data, size); }
  };
  struct Block {
    std::unique_ptr<char[], Release> data;
    std::size_t used = 0;

    [[nodiscard]] std::size_t room() const { return data.get_deleter().size - used; }
    [[nodiscard]] std::string_view text() const { return {data.get(), used}; }
  };

  std::size_t block_bytes_;
  std::vector<Block> blocks_;
  std::uint64_t held_ = 0;  // bytes of blocks_
  // What the numbers of a record are told relative to.
  std::uint64_t last_place_ = 0;  // of the record before it
  std::uint32_t next_key_ = 0;    // above all keys before it
  std::optional<io::SpillFile> file_;
};

}  // namespace nd::sort
