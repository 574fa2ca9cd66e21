// OperandSource: the bytes of file operands, one file after the other, decompressed.
//
// Belongs here: opening them in turn, and that threads decompress those that come (read_ahead.h).
// Does not belong here: lines (block_reader.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/byte_source.h"
#include "io/read_ahead.h"

namespace nd::io {

class OperandSource {
 public:
  // `ahead`: how many compressed files are decompressed at once, by threads of their own, the
  // current one among them; 0: none. An empty list is standard input.
  OperandSource(std::vector<std::string> operands, std::uint64_t max_ratio, unsigned ahead);

  // Opens the next file; false where there is none. kSystem as of ByteSource::open.
  [[nodiscard]] Result<bool> open_next();
  [[nodiscard]] bool is_open() const { return source_ || ahead_; }
  // As ByteSource::read, of the file that is open. Requires: is_open().
  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size);
  void close();

  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }
  // The operand that was opened last.
  [[nodiscard]] const std::string& file() const { return operands_[opened_ - 1]; }
  // Bytes taken from all files so far, as they are stored.
  [[nodiscard]] std::uint64_t bytes_read() const { return finished_bytes_ + current_bytes(); }

 private:
  void start_ahead();
  [[nodiscard]] std::uint64_t current_bytes() const;

  std::vector<std::string> operands_;
  std::uint64_t max_ratio_;
  unsigned most_ahead_;
  std::size_t opened_ = 0;  // operands opened so far; the current one is the last of them
  // The current operand is read by one of the two.
  std::optional<ByteSource> source_;
  std::unique_ptr<ReadAhead> ahead_;
  std::shared_ptr<SparePieces> spares_ = ReadAhead::spare_pieces();
  std::deque<std::unique_ptr<ReadAhead>> waiting_;  // of the operands after it; null: ByteSource
  std::uint64_t finished_bytes_ = 0;                // read from the operands before the current one
};

}  // namespace nd::io
