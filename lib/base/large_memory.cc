#include "base/large_memory.h"

#include <sys/mman.h>

#include <new>

namespace nd {
namespace {

constexpr std::size_t kPage = kLargePage;
constexpr std::size_t kSmallPage = 4096;

bool is_large(std::size_t bytes) {
  return bytes >= kPage;
}

}  // namespace

// operator new goes to the new-handler when there is no memory.
void* allocate_large(std::size_t bytes) {
  if (!is_large(bytes)) return ::operator new(bytes);
  void* const memory = ::operator new (bytes, std::align_val_t{kPage});
#ifdef MADV_HUGEPAGE
  // A wish: where it is not granted, the memory serves as well.
  (void)::madvise(memory, bytes & ~(kSmallPage - 1), MADV_HUGEPAGE);
#endif
  return memory;
}

void release_large(void* memory, std::size_t bytes) noexcept {
  if (is_large(bytes)) {
    // The allocator may keep its addresses for later, but not the memory behind them.
    (void)::madvise(memory, bytes & ~(kSmallPage - 1), MADV_DONTNEED);
    ::operator delete (memory, std::align_val_t{kPage});
  } else {
    ::operator delete(memory);
  }
}

}  // namespace nd
