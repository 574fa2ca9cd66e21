// Texts are packed into large blocks in the order of arrival. Sorting makes 16-byte entries (8
// bytes of the key behind what all keys share, and a place) and sorts those; the records are looked
// at only where the prefixes are equal and the keys go on behind them. A place grows with the order
// of arrival, so it breaks ties and makes the order stable.
//
// Cost: n log n comparisons of words, most without a cache miss; then one look at each record,
// fetched ahead.
#include "sort/sort_buffer.h"

#include <sys/mman.h>

#include <new>
#include <thread>

#include "base/check.h"

namespace nd::sort {
namespace {

// Below this many entries a second thread costs more than it saves.
constexpr std::size_t kEntriesPerThread = std::size_t{1} << 15;

constexpr std::size_t kHugePage = std::size_t{2} << 20;

}  // namespace

void SortBuffer::FreeBlock::operator()(char* data) const {
  ::operator delete[](data, std::align_val_t{alignment});
}

// Large blocks ask for huge pages: a quarter of the time of a sort in memory went into faults of
// small ones.
SortBuffer::Bytes SortBuffer::allocate_block(std::size_t size) {
  const bool huge = size >= 2 * kHugePage;
  const std::size_t alignment = huge ? kHugePage : alignof(std::max_align_t);
  Bytes block(static_cast<char*>(::operator new[](size, std::align_val_t{alignment})),
              FreeBlock{alignment});
  // An advice: where it is not taken, nothing but time is lost.
  if (huge) static_cast<void>(::madvise(block.get(), size, MADV_HUGEPAGE));
  return block;
}

void SortBuffer::append(std::string_view key, std::string_view text) {
  const KeyedText keyed{key, text};
  char* const at = allocate(keyed.packed_size());
  keyed.pack(at);
  const std::string_view kept(at + KeyedText::kHeader, key.size());
  if (in_order_ && count_ > 0 && kept < last_key_) in_order_ = false;
  last_key_ = kept;
  ++count_;
}

char* SortBuffer::allocate(std::size_t bytes) {
  ND_CHECK(bytes <= KeyedText::kMaxPacked);
  // A block that is too small for this text is left as it is: the order of places must stay the
  // order of arrival.
  while (current_ < blocks_.size() && room() < bytes)
    ++current_;
  if (current_ == blocks_.size()) {
    const std::size_t size = std::max(block_bytes_, bytes);
    blocks_.push_back({allocate_block(size), size, 0});
    held_ += size;
  }
  Block& block = blocks_[current_];
  char* const at = block.data.get() + block.used;
  block.used += bytes;
  return at;
}

bool SortBuffer::before_by_rest(const Entry& a, const Entry& b) const {
  const bool whole = (static_cast<std::uint64_t>(a.place) & 1) != 0;
  if (!whole) {
    const std::string_view key_a = KeyedText::unpack(address(a.place)).key.substr(skip_);
    const std::string_view key_b = KeyedText::unpack(address(b.place)).key.substr(skip_);
    if (const int order = key_a.compare(key_b); order != 0) return order < 0;
  }
  return a.place < b.place;
}

void SortBuffer::make_entries(std::size_t skip) {
  skip_ = skip;
  if (entries_.capacity() < count_)
    std::vector<Entry>().swap(entries_);  // gives the old ones back first
  entries_.clear();
  entries_.reserve(count_);
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const Block& block = blocks_[b];
    for (std::size_t offset = 0; offset < block.used;) {
      const KeyedText keyed = KeyedText::unpack(block.data.get() + offset);
      // As no key is the start of another, two keys with equal prefixes are equal if one of them
      // ends within it.
      const std::uint64_t whole = keyed.key.size() - skip <= sizeof(std::uint64_t) ? 1 : 0;
      entries_.push_back(
          {key_prefix(keyed.key, skip), Place{std::uint64_t{b} << 33 | offset << 1 | whole}});
      offset += keyed.packed_size();
    }
  }
}

void SortBuffer::sort(const CommonPrefix& common, unsigned jobs) {
  make_entries(common.size());
  const std::size_t wanted =
      in_order_ ? 1 : std::min<std::size_t>(jobs, count_ / kEntriesPerThread);
  const std::size_t count = std::max<std::size_t>(wanted, 1);
  slices_.clear();
  for (std::size_t i = 0; i < count; ++i)
    slices_.push_back({count_ * i / count, count_ * (i + 1) / count});
  if (in_order_) return;
  const auto sort_slice = [this](const Slice& slice) {
    const auto at = [this](std::size_t i) {
      return entries_.begin() + static_cast<std::ptrdiff_t>(i);
    };
    std::sort(at(slice.begin), at(slice.end),
              [this](const Entry& a, const Entry& b) { return before(a, b); });
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < count; ++i)
    threads.emplace_back(sort_slice, slices_[i]);
  sort_slice(slices_[0]);
  for (std::thread& thread : threads)
    thread.join();
}

void SortBuffer::clear() {
  std::erase_if(blocks_, [&](const Block& block) { return block.size > block_bytes_; });
  held_ = blocks_.size() * block_bytes_;
  for (Block& block : blocks_)
    block.used = 0;
  current_ = 0;
  count_ = 0;
  last_key_ = {};
  in_order_ = true;
  entries_.clear();
  slices_.clear();
}

void SortBuffer::release() {
  clear();
  blocks_.clear();
  held_ = 0;
  std::vector<Entry>().swap(entries_);
}

}  // namespace nd::sort
