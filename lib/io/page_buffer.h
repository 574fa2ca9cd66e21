// PageBuffer: page-aligned memory that grows without copying.
#pragma once

#include <cstddef>

#include "base/result.h"

namespace nd::io {

class PageBuffer {
 public:
  PageBuffer() = default;
  PageBuffer(PageBuffer&& other) noexcept;
  PageBuffer& operator=(PageBuffer&& other) noexcept;
  ~PageBuffer();

  // Makes it at least `bytes` large and keeps the content; it may move. kSystem when there is no
  // memory.
  [[nodiscard]] Status grow(std::size_t bytes);

  [[nodiscard]] char* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace nd::io
