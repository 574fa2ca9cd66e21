#include "agg/memory.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <new>

namespace nd::agg {
namespace {

constexpr std::size_t kSmallest = 16;

}  // namespace

std::size_t Pool::rounded(std::size_t bytes) {
  return std::bit_ceil(std::max(bytes, kSmallest));
}

void* Pool::allocate(std::size_t bytes) {
  const std::size_t size = rounded(bytes);
  if (size < kLarge) {
    Free*& head = free_[static_cast<std::size_t>(std::countr_zero(size))];
    if (head == nullptr) return small_.allocate(size, 16);
    Free* const block = head;
    head = block->next;
    return block;
  }
  // operator new goes to the new-handler when there is no memory.
  auto* const block = new (::operator new(sizeof(Large) + size)) Large{nullptr, large_, size};
  if (large_ != nullptr) large_->previous = block;
  large_ = block;
  large_bytes_ += size + sizeof(Large);
  largest_ = std::max(largest_, size);
  return block + 1;
}

void Pool::release(void* memory, std::size_t bytes) {
  const std::size_t size = rounded(bytes);
  if (size < kLarge) {
    Free*& head = free_[static_cast<std::size_t>(std::countr_zero(size))];
    head = new (memory) Free{head};
    return;
  }
  Large* const block = static_cast<Large*>(memory) - 1;
  (block->previous != nullptr ? block->previous->next : large_) = block->next;
  if (block->next != nullptr) block->next->previous = block->previous;
  large_bytes_ -= size + sizeof(Large);
  ::operator delete(block);
}

void Pool::reset() {
  while (large_ != nullptr) {
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDelete): the first block has none before it
    release(large_ + 1, large_->bytes);
  }
  free_.fill(nullptr);
  largest_ = 0;
  small_.reset();
}

}  // namespace nd::agg
