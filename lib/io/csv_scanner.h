// CsvScanner: the places of delimiters, quotes and line ends in a text, in order, 64 bytes at a
// time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/simd.h"

namespace nd::io {

// A view: the text and 64 bytes after it must be readable.
class CsvScanner {
 public:
  // `quote` may be the delimiter, where quotes are nothing special.
  CsvScanner(char delimiter, char quote) : delimiter_(delimiter), quote_(quote) {}

  // The places found next are those of text[from, size).
  void start(const char* text, std::size_t size, std::size_t from) {
    text_ = text;
    size_ = size;
    chunk_ = from;
    mask_ = from < size ? specials(text + from) : 0;
  }

  // The next place, `size` when there is none.
  [[nodiscard]] std::size_t next() {
    while (mask_ == 0) {
      chunk_ += 64;
      if (chunk_ >= size_) {
        chunk_ = size_;  // asked again, it says the same
        return size_;
      }
      mask_ = specials(text_ + chunk_);
    }
    const std::size_t at = chunk_ + static_cast<std::size_t>(std::countr_zero(mask_));
    mask_ &= mask_ - 1;
    return at < size_ ? at : size_;
  }

 private:
  // Bit i: whether p[i] is the delimiter, a quote or a newline.
  [[nodiscard]] std::uint64_t specials(const char* p) const {
    return simd::find_all<64>(p, [this](simd::Bytes bytes) {
      return bytes.equal(delimiter_) | bytes.equal(quote_) | bytes.equal('\n');
    });
  }

  char delimiter_;
  char quote_;
  const char* text_ = nullptr;
  std::size_t size_ = 0;
  std::size_t chunk_ = 0;
  std::uint64_t mask_ = 0;
};

}  // namespace nd::io
