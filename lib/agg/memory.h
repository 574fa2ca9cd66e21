// Memory: where the states of one table of groups keep what does not fit into their fixed size.
//
// Nothing in a state needs a destructor: all of it is given back as a whole.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/arena.h"
#include "base/hash.h"
#include "key/key_buffer.h"

namespace nd::agg {

struct Memory;

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

// Additions to states that are delayed until the cache lines they go to have been prefetched.
class Deferred {
 public:
  using Run = void (*)(void* state, const Hash128& hash, Memory& memory);

  // Where too many wait, the oldest one is done first.
  void add(Run run, void* state, const Hash128& hash, Memory& memory) {
    Addition& at = waiting_[count_ % kMost];
    if (count_ >= kMost) at.run(at.state, at.hash, memory);
    at = {run, state, hash};
    ++count_;
  }
  // Does all that are waiting.
  void flush(Memory& memory) {
    for (std::size_t i = count_ - std::min(count_, kMost); i < count_; ++i) {
      const Addition& at = waiting_[i % kMost];
      at.run(at.state, at.hash, memory);
    }
    count_ = 0;
  }

 private:
  static constexpr std::size_t kMost = 16;

  struct Addition {
    Run run;
    void* state;
    Hash128 hash;
  };

  std::array<Addition, kMost> waiting_;
  std::size_t count_ = 0;
};

struct Memory {
  Arena arena;              // small things that live as long as the group
  Pool pool;                // things that grow
  key::KeyBuffer scratch;   // for the length of one call
  std::string text;         // likewise
  Deferred deferred;        // of the states' add()
  bool keep_values = true;  // states will leave as text: distinct keeps what it shows there

  // To be called after the last add() before anything else is asked of a state.
  void flush() { deferred.flush(*this); }
  [[nodiscard]] std::size_t bytes() const { return arena.bytes() + pool.bytes(); }
  // The same while the largest block is being doubled.
  [[nodiscard]] std::size_t bytes_at_next_growth() const { return bytes() + 2 * pool.largest(); }
  void reset() {
    arena.reset();
    pool.reset();
  }
};

}  // namespace nd::agg
