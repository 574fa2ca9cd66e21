// large_memory: memory for tables that are looked up at random: large ones in large pages, so that
// finding a page does not cost more than what is found there.
//
// Belongs here: how such memory is got from the system. Does not belong here: what lies in it.
#pragma once

#include <cstddef>

namespace nd {

// A large page of x86-64 and of most arm64. Of memory that is no multiple of it the rest lies in
// small ones.
inline constexpr std::size_t kLargePage = std::size_t{2} << 20;

// Aligned for anything, uninitialised; as operator new where there is none.
[[nodiscard]] void* allocate_large(std::size_t bytes);
// Large memory goes back to the system at once. Requires: `bytes` as it was allocated.
void release_large(void* memory, std::size_t bytes) noexcept;

// The same for standard containers.
template <class T>
struct LargeAllocator {
  using value_type = T;

  LargeAllocator() = default;
  template <class U>
  explicit LargeAllocator(const LargeAllocator<U>&) noexcept {}

  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(allocate_large(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    release_large(memory, count * sizeof(T));
  }
  friend bool operator==(const LargeAllocator&, const LargeAllocator&) { return true; }
};

}  // namespace nd
