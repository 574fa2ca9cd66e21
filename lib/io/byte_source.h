// ByteSource: one file operand as a sequence of (decompressed) bytes.
//
// Belongs here: opening, reading, interrupted and non-blocking reads, decompression by the first
// bytes. Does not belong here: lines, the byte order mark.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/decompress.h"
#include "io/unique_fd.h"

namespace nd::io {

class ByteSource {
 public:
  // "-" is standard input. kSystem: it cannot be opened or is a directory.
  static Result<ByteSource> open(const std::string& path, std::uint64_t max_ratio);

  // Puts at least 1 and up to `size` bytes into `out`: what is there now, it waits only for the
  // first byte (or while the bytes so far may begin a compressed file). 0 at the end. kSystem with
  // the file's name. Requires: size >= 1.
  [[nodiscard]] Result<std::size_t> read(char* out, std::size_t size);

  // Bytes taken from the file itself (compressed).
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  ByteSource(std::string path, int fd, UniqueFd owned, std::uint64_t max_ratio);

  Result<std::size_t> read_raw(char* out, std::size_t size);
  Result<std::size_t> read_first(char* out, std::size_t size);
  Result<std::size_t> read_decompressed(char* out, std::size_t size);
  tl::unexpected<Error> failed(const Error& error) const;

  std::string path_;
  int fd_;
  UniqueFd owned_;  // empty for standard input
  std::uint64_t max_ratio_;
  bool started_ = false;
  std::string head_;  // first bytes that did not fit into the caller's buffer
  std::optional<Decompressor> decompressor_;
  std::string input_;        // compressed bytes
  std::string_view unused_;  // the part of input_ not yet decompressed
  std::uint64_t bytes_read_ = 0;
};

}  // namespace nd::io
