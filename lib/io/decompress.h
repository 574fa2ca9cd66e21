// Decompressor: gzip or zstd bytes in, text out, a piece at a time.
//
// Belongs here: the two formats, members and frames one after another, damage, the ratio limit.
// Does not belong here: files, lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"

namespace nd::io {

enum class Compression { kNone, kGzip, kZstd };

// What a file is by its first bytes.
struct Recognition {
  Compression compression = Compression::kNone;
  // These few bytes may still turn out to be compressed: call again with more. Never true from 4
  // bytes on.
  bool needs_more = false;
};
// `at_end`: the file has no more bytes than these, so what looks like a cut magic number is taken
// for one.
[[nodiscard]] Recognition recognise(std::string_view first_bytes, bool at_end);

class Decompressor {
 public:
  class Impl;  // one for each format, in decompress.cc

  // Requires: compression is not kNone. max_ratio: output/input beyond which it is an error (once
  // the output is over 64 MiB, so that short runs of equal lines pass); 0 is no limit.
  Decompressor(Compression compression, std::uint64_t max_ratio);
  ~Decompressor();
  Decompressor(Decompressor&&) noexcept;
  Decompressor& operator=(Decompressor&&) noexcept;

  // Takes bytes off the front of `input` and fills `out` until one of them is used up; the number
  // of bytes put into `out`. kSystem, without the file's name, when the data is damaged.
  [[nodiscard]] Result<std::size_t> run(std::string_view& input, char* out, std::size_t size);
  // The input has ended: an error if that was in the middle of a member or frame.
  [[nodiscard]] Status end() const;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace nd::io
