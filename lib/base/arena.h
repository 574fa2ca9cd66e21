// Arena: a bump allocator whose memory is given back as a whole.
//
// Belongs here: raw bytes, copies of text, arrays of trivially destructible things. No destructor
// is ever run.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace nd {

class Arena {
 public:
  explicit Arena(std::size_t block_bytes = std::size_t{64} << 10) : block_bytes_(block_bytes) {}
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  // Uninitialised bytes, valid until reset() or destruction. Never null, also for 0 bytes.
  // Requires: align is a power of two, at most alignof(std::max_align_t).
  [[nodiscard]] void* allocate(std::size_t bytes, std::size_t align = alignof(std::max_align_t)) {
    const std::size_t start = (used_ + align - 1) & ~(align - 1);
    if (start + bytes <= capacity_) {
      used_ = start + bytes;
      return current_ + start;
    }
    return allocate_slow(bytes);
  }

  // A copy of text that lives as long as the arena's content.
  [[nodiscard]] std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* const at = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
  }

  // count uninitialised elements.
  template <class T>
  [[nodiscard]] std::span<T> array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return {static_cast<T*>(allocate(count * sizeof(T), alignof(T))), count};
  }

  // Forgets everything but keeps the memory for reuse: after a few rounds no call allocates from
  // the system.
  void reset() {
    if (current_ != nullptr) rewind();
  }

  // Bytes held from the system.
  [[nodiscard]] std::size_t bytes() const { return held_; }

 private:
  struct Block {
    std::unique_ptr<char[]> data;
    std::size_t size = 0;
  };

  void* allocate_slow(std::size_t bytes);
  void rewind();

  std::size_t block_bytes_;
  std::vector<Block> blocks_;
  std::size_t next_block_ = 0;  // blocks_[0 .. next_block_) are in use, the last of them is current
  char* current_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t used_ = 0;
  std::size_t held_ = 0;
};

}  // namespace nd
