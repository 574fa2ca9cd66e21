// BlockReader: file operands -> blocks of whole lines.
//
// Belongs here: opening, decompression by the first bytes (decompress.h), the byte order mark, line
// ends at block borders, line and byte numbers. Does not belong here: what is in a line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/padded_view.h"
#include "base/result.h"

namespace nd::io {

// Whole lines of one file. Every line in `text` ends with '\n'; a last line without one has been
// given one. Valid until the next call of next().
struct Block {
  PaddedView text;
  std::string_view file;         // as given on the command line; "-" is standard input
  std::uint64_t first_line = 1;  // number of the first line, from 1
  // Where `text` starts in the (decompressed) file. A byte order mark counts here, though it is not
  // in the text: columns of line 1 start after it.
  std::uint64_t first_byte = 0;
  // A user that has counted the lines of `text` anyway puts their number here before the next call
  // of next(), which counts them itself otherwise (0.03 s for each GB).
  std::uint64_t lines = 0;
  // The line that starts this block was longer than ReadOptions::max_line: text is its first 64 KiB
  // at most, cut between characters, and a '\n'; the rest of it was skipped. Such a block holds
  // this line alone.
  bool too_long = false;
  // The first line is the file's first one.
  bool starts_file = false;
  // The last line is the file's last one, and had no '\n' there.
  bool unended = false;
};

// How a message ends that tells of a line longer than ReadOptions::max_line.
inline constexpr std::string_view kTooLong = " is longer than a record may be";

struct ReadOptions {
  std::size_t block_bytes = std::size_t{1} << 20;  // tests use tiny ones; at least 1
  // Longer lines are bad records, skipped in bounded memory.
  std::size_t max_line = std::size_t{1} << 30;
  // Decompressed/compressed beyond which it is an error; 0: no limit.
  std::uint64_t max_ratio = 1000;
  // How many compressed files are decompressed at once, by threads of their own, the current one
  // among them. 0: by the thread that reads.
  unsigned ahead = 0;
};

// As a run with --jobs `jobs` reads: on one processor by one thread.
[[nodiscard]] ReadOptions read_options(unsigned jobs);

class BlockReader {
 public:
  // An empty list is standard input.
  explicit BlockReader(std::vector<std::string> operands, ReadOptions options = {});
  ~BlockReader();
  BlockReader(BlockReader&&) noexcept;
  BlockReader& operator=(BlockReader&&) noexcept;

  // Checks that every operand exists, is readable and is no directory, before anything is read.
  // kSystem otherwise.
  [[nodiscard]] Status check() const;

  // Gives what is there: on a pipe a block may be small, and waits for the first whole line only.
  // false at the end of the last operand. kSystem: open, read or decompression failed (names the
  // file); kInput: the content is no text of ours (UTF-16); this message starts with FILE:1:1
  // already.
  [[nodiscard]] Result<bool> next(Block& block);

  // Bytes read so far from the operands as they are stored (compressed), for progress.
  [[nodiscard]] std::uint64_t bytes_read() const;
  // Bytes of text given out in blocks so far.
  [[nodiscard]] std::uint64_t bytes_given() const;
  // Sum of the sizes of all operands that are regular files; 0 if any is not.
  [[nodiscard]] std::uint64_t bytes_total() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nd::io
