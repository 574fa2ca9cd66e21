#include "io/page_buffer.h"

#include <sys/mman.h>

#include <string>
#include <utility>

namespace nd::io {

PageBuffer::PageBuffer(PageBuffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

PageBuffer& PageBuffer::operator=(PageBuffer&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

PageBuffer::~PageBuffer() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

Status PageBuffer::grow(std::size_t bytes) {
  if (bytes <= size_) return {};
  constexpr std::size_t kPage = std::size_t{64} << 10;  // a multiple of every page size in use
  const std::size_t size = (bytes + kPage - 1) / kPage * kPage;
  void* const at = data_ == nullptr ? ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                                    : ::mremap(data_, size_, size, MREMAP_MAYMOVE);
  if (at == MAP_FAILED) {
    return system_error("there is no memory for a buffer of {} bytes", size);
  }
  data_ = static_cast<char*>(at);
  size_ = size;
  return {};
}

}  // namespace nd::io
