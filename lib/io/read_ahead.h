// ReadAhead: a compressed file that a thread of its own decompresses ahead of its reader.
//
// Belongs here: the thread and what it holds. Does not belong here: decompression
// (decompress.h), lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

namespace nd::io {

// Memory that is filled again, by all files of one reader: a page that the system clears for every
// piece costs more than the thread saves.
class SparePieces;

class ReadAhead {
 public:
  // What a file that is being read holds, and what all those hold together that wait for it.
  static constexpr std::size_t kCurrentBytes = std::size_t{2} << 20;
  static constexpr std::size_t kWaitingBytes = std::size_t{64} << 20;

  // Opens the file and begins. nullptr where it is no compressed regular file, cannot be opened, or
  // no thread can be had: then ByteSource reads it, and says what is wrong. `most`: bytes of text
  // that it may hold.
  static std::unique_ptr<ReadAhead> start(const std::string& path, std::uint64_t max_ratio,
                                          std::size_t most, std::shared_ptr<SparePieces> spares);
  [[nodiscard]] static std::shared_ptr<SparePieces> spare_pieces();
  // Waits for the thread, which leaves off what it was about.
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  // The reader has come to this file: it holds kCurrentBytes from now on.
  void make_current();
  // As ByteSource::read.
  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size);
  // As ByteSource::bytes_read; of what has been decompressed.
  [[nodiscard]] std::uint64_t bytes_read() const;

 private:
  class Impl;
  explicit ReadAhead(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace nd::io
