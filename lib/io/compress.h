// Compressor: text in, gzip or zstd bytes out; the same bytes for the same text, whenever and
// wherever it is written.
//
// Belongs here: the two formats. Does not belong here: files.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/decompress.h"

namespace nd::io {

// What a file of this name is to hold: kGzip for .gz, kZstd for .zst, else kNone.
[[nodiscard]] Compression compression_of_name(std::string_view path);

class Compressor {
 public:
  class Impl;  // one for each format, in compress.cc

  enum class Push {
    kNothing,  // what comes out may wait for more text
    kText,     // all text so far can be read from what has come out
    kEnd,      // the member or frame ends; what follows begins another
  };

  // Requires: compression is not kNone.
  explicit Compressor(Compression compression);
  ~Compressor();
  Compressor(Compressor&&) noexcept;
  Compressor& operator=(Compressor&&) noexcept;

  // Appends to `out` what the text comes to. kSystem if the library fails.
  [[nodiscard]] Status run(std::string_view text, Push push, std::string& out);

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace nd::io
