// Memory: where the states of one table of groups keep what does not fit into their fixed size.
//
// Nothing in a state needs a destructor: all of it is given back as a whole.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/arena.h"
#include "key/key_buffer.h"

namespace nd::agg {

// Blocks that grow and are given back: the sizes are powers of two, and a released block serves the
// next request of its size. Blocks of 64 KiB and more come from the system one by one and go back
// to it at once.
class Pool {
 public:
  Pool() = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() { reset(); }

  // Uninitialised, aligned for any state. Valid until release() or reset().
  [[nodiscard]] void* allocate(std::size_t bytes);
  // Requires: `bytes` as it was allocated.
  void release(void* block, std::size_t bytes);
  // Bytes that an allocation of `bytes` really has.
  [[nodiscard]] static std::size_t rounded(std::size_t bytes);
  // Forgets everything; small blocks keep their memory for reuse.
  void reset();
  [[nodiscard]] std::size_t bytes() const { return small_.bytes() + large_bytes_; }
  // The largest block since the last reset(): what may have to be doubled.
  [[nodiscard]] std::size_t largest() const { return largest_; }

 private:
  static constexpr std::size_t kLarge = std::size_t{64} << 10;

  struct Free {
    Free* next;
  };
  // Stands before a large block.
  struct alignas(16) Large {
    Large* previous;
    Large* next;
    std::size_t bytes;
  };

  Arena small_;
  std::array<Free*, 17> free_{};  // by the logarithm of the size
  Large* large_ = nullptr;
  std::size_t large_bytes_ = 0;
  std::size_t largest_ = 0;
};

struct Memory {
  Arena arena;              // small things that live as long as the group
  Pool pool;                // things that grow
  key::KeyBuffer scratch;   // for the length of one call
  std::string text;         // likewise
  bool keep_values = true;  // states will leave as text: distinct keeps what it shows there

  [[nodiscard]] std::size_t bytes() const { return arena.bytes() + pool.bytes(); }
  // The same while the largest block is being doubled.
  [[nodiscard]] std::size_t bytes_at_next_growth() const { return bytes() + 2 * pool.largest(); }
  void reset() {
    arena.reset();
    pool.reset();
  }
};

}  // namespace nd::agg
