// distinct: how many different values. A set of the 128-bit hashes of their canonical JSON, open
// addressing; while they are at most 16 and their canonical JSON at most 1 KiB, the values are kept
// beside it, so that small states can be read.
//
// Exact short of a collision of 128 bits. The place in the table mixes both halves with the seed of
// the run, so chosen ids cannot crowd it; the state's text is in the order of hashes (or of values)
// and does not show it.
#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "agg/canonical_hash.h"
#include "agg/families.h"
#include "agg/scattered.h"
#include "agg/stored_value.h"
#include "base/base64.h"
#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::agg {
namespace {

constexpr std::size_t kHashBytes = 16;
constexpr std::size_t kHashText = 22;  // in base64, rounded up

std::uint64_t big_endian(std::uint64_t word) {
  return __builtin_bswap64(word);
}

void append_hash(std::string& out, const Hash128& hash) {
  const std::uint64_t words[2] = {big_endian(hash.high), big_endian(hash.low)};
  out.append(reinterpret_cast<const char*>(words), sizeof words);
}

Hash128 read_hash(const char* bytes) {
  std::uint64_t words[2] = {};
  std::memcpy(words, bytes, sizeof words);
  return {big_endian(words[0]), big_endian(words[1])};
}

struct DistinctState {
  void add(const Inputs& inputs, const Parameter&, Memory& memory) {
    for (const json::Value& value : inputs.x) {
      const Hash128 hash = canonical_hash(value, memory.text);
      if (is_large()) {
        defer(hash, memory);
        continue;
      }
      if (!insert(hash, memory) || sealed_ || !memory.keep_values) continue;
      memory.scratch.clear();
      append_encoded(memory.scratch, value);
      keep(memory.scratch.view(), canonical_bytes(value, memory.text), memory);
    }
    sealed_ = sealed_ || !memory.keep_values;
  }

  void merge(const DistinctState& other, Memory& memory) {
    if (other.size_ == 0) return;
    if (other.sealed_) {
      seal(memory);
      reserve(other.size_, memory);
      for_each_scattered(other.table(), [&](const Hash128& hash) {
        if (is_free(hash)) return;
        if (is_large()) {
          defer(hash, memory);
        } else {
          insert(hash, memory);
        }
      });
      memory.flush();
      return;
    }
    for (std::string_view rest = other.kept(); !rest.empty();) {
      const std::string_view key = rest.substr(0, key::first_value_bytes(rest));
      rest.remove_prefix(key.size());
      insert_key(key, memory);
    }
  }

  [[nodiscard]] json::Value finish(const Parameter&, Arena&) const {
    return json::Value::unsigned_integer(size_);
  }
  [[nodiscard]] Rational exact() const { return {BigInteger::of(size_)}; }
  static constexpr RankedFunctions kRanked{
      .asked = RankedValues::Asked::kUnordered,
      .encode = encode_values,
      .finish = [](const RankedValues& values, const Parameter&, Arena&) {
        return json::Value::unsigned_integer(values.distinct());
      }};

  // By their hashes, which are all that large states know.
  void move_values(RankedValues::Way way, RankedValues& values) const {
    for (const Hash128& hash : table()) {
      if (!is_free(hash)) values.move(way, {reinterpret_cast<const char*>(&hash), sizeof hash}, 1);
    }
  }

  // [value, ...] or the base64 of the hashes, big-endian.
  void append(const Parameter& parameter, std::string& out) const {
    append_slice(parameter, {}, out);
  }

  // Counted as hashes also while the values are kept, so that a state is cut or not by its values
  // alone.
  [[nodiscard]] std::size_t text_bytes() const { return size_ * kHashText; }
  [[nodiscard]] std::size_t least_bytes() const { return text_bytes(); }
  [[nodiscard]] std::size_t most_bytes() const { return text_bytes(); }
  // The hashes move to the front of the table, in order.
  void freeze(ForCut form) {
    sealed_ = sealed_ || form == ForCut::kRecord;
    const auto all = table();
    const auto end = std::remove_if(table_, table_ + all.size(), is_free);
    std::sort(table_, end);
    frozen_ = true;
  }
  void add_slice_sizes(std::span<std::uint64_t> sizes) const {
    for (const Hash128& hash : used())
      sizes[hash.high >> (64 - kMostSliceBits)] += kHashText;
  }
  void append_slice(const Parameter&, Slice slice, std::string& out) const {
    if (!sealed_) {
      append_kept(slice, out);
      return;
    }
    std::vector<Hash128> hashes;
    if (frozen_) {
      const auto in_order = used();
      const auto from =
          std::partition_point(in_order.begin(), in_order.end(), [&](const Hash128& hash) {
            return slice.bits != 0 && hash.high >> (64 - slice.bits) < slice.index;
          });
      for (auto at = from; at != in_order.end() && slice.holds(at->high); ++at)
        hashes.push_back(*at);
    } else {
      for (const Hash128& hash : table()) {
        if (!is_free(hash) && slice.holds(hash.high)) hashes.push_back(hash);
      }
      std::sort(hashes.begin(), hashes.end());
    }
    std::string bytes;
    bytes.reserve(hashes.size() * kHashBytes);
    for (const Hash128& hash : hashes)
      append_hash(bytes, hash);
    out.push_back('"');
    append_base64(out, bytes);
    out.push_back('"');
  }
  void merge_disjoint(const DistinctState& slice, Memory&) { size_ += slice.size_; }

  Status parse(const json::Value& content, Memory& memory) {
    if (content.is_array()) {
      for (const json::Value& value : content.items()) {
        memory.scratch.clear();
        append_encoded(memory.scratch, value);
        const std::string key(memory.scratch.view());
        insert_key(key, memory);
      }
      return {};
    }
    const auto bytes = content.is_string() ? parse_base64(content.text()) : std::nullopt;
    if (!bytes || bytes->size() % kHashBytes != 0)
      return input_error("the state of a distinct is damaged");
    sealed_ = true;
    reserve(bytes->size() / kHashBytes, memory);
    for (std::size_t i = 0; i < bytes->size(); i += kHashBytes)
      insert(read_hash(bytes->data() + i), memory);
    return {};
  }

 private:
  static constexpr std::size_t kMostKept = 16;
  static constexpr std::size_t kMostKeptText = 1024;

  static bool is_free(const Hash128& hash) { return hash.high == 0 && hash.low == 0; }
  [[nodiscard]] std::span<const Hash128> table() const {
    return {table_, log_capacity_ == 0 ? 0 : std::size_t{1} << log_capacity_};
  }
  // Requires: frozen.
  [[nodiscard]] std::span<const Hash128> used() const { return {table_, size_}; }
  [[nodiscard]] std::string_view kept() const { return {kept_, kept_size_}; }

  static std::size_t place(const Hash128& hash, unsigned log_capacity) {
    const std::uint64_t seed = table_seed();
    const std::uint64_t mixed = (hash.low ^ seed) * 0x9E3779B97F4A7C15ULL ^
                                std::rotl((hash.high ^ seed) * 0xC2B2AE3D27D4EB4FULL, 29);
    return static_cast<std::size_t>((mixed * 0x165667B19E3779F9ULL) >> (64 - log_capacity));
  }

  // Whether the values are given up and looking one up waits for the memory.
  [[nodiscard]] bool is_large() const {
    constexpr unsigned kCached = 12;  // 64 KiB
    return sealed_ && log_capacity_ >= kCached;
  }
  // Inserts a hash once its place has been fetched. Requires: is_large().
  void defer(const Hash128& hash, Memory& memory) {
    __builtin_prefetch(&table_[place(hash, log_capacity_)], 1);
    const auto insert_now = [](void* state, const Hash128& waiting, Memory& its_memory) {
      static_cast<DistinctState*>(state)->insert(waiting, its_memory);
    };
    memory.deferred.add(insert_now, this, hash, memory);
  }

  // Whether it is new. The hash 0, which marks a free place, counts as 1.
  bool insert(Hash128 hash, Memory& memory) {
    if (is_free(hash)) hash.low = 1;
    if ((size_ + 1) * 4 > table().size() * 3) grow(memory);
    const std::size_t mask = table().size() - 1;
    std::size_t i = place(hash, log_capacity_);
    for (; !is_free(table_[i]); i = (i + 1) & mask) {
      if (table_[i] == hash) return false;
    }
    table_[i] = hash;
    ++size_;
    return true;
  }

  void grow(Memory& memory) {
    constexpr unsigned kFirst = 2;
    rehash(log_capacity_ == 0 ? kFirst : log_capacity_ + 1U, memory);
  }

  // Room for `count` values in all without growing.
  void reserve(std::size_t count, Memory& memory) {
    const auto log = static_cast<unsigned>(std::bit_width(count + count / 3 + 1));
    if (count > 4 && log > log_capacity_) rehash(log, memory);
  }

  void rehash(unsigned log, Memory& memory) {
    const auto old = table();
    const std::size_t capacity = std::size_t{1} << log;
    auto* const larger = static_cast<Hash128*>(memory.pool.allocate(capacity * sizeof(Hash128)));
    std::memset(static_cast<void*>(larger), 0, capacity * sizeof(Hash128));
    for (const Hash128& hash : old) {
      if (is_free(hash)) continue;
      std::size_t i = place(hash, log);
      while (!is_free(larger[i]))
        i = (i + 1) & (capacity - 1);
      larger[i] = hash;
    }
    if (!old.empty()) memory.pool.release(table_, old.size() * sizeof(Hash128));
    table_ = larger;
    log_capacity_ = static_cast<std::uint8_t>(log);
  }

  void insert_key(std::string_view key, Memory& memory) {
    Arena text(256);
    const json::Value value = key::KeyDecoder(key, text).next();
    if (insert(canonical_hash(value, memory.text), memory) && !sealed_)
      keep(key, canonical_bytes(value, memory.text), memory);
  }

  // Keeps a new value beside the hashes, or gives the values up.
  void keep(std::string_view key, std::size_t text_size, Memory& memory) {
    if (size_ > kMostKept || kept_text_ + text_size > kMostKeptText) {
      seal(memory);
      return;
    }
    const std::size_t capacity = kept_size_ == 0 ? 0 : Pool::rounded(kept_size_);
    if (kept_size_ + key.size() > capacity) {
      auto* const larger = static_cast<char*>(memory.pool.allocate(kept_size_ + key.size()));
      if (capacity != 0) {
        std::memcpy(larger, kept_, kept_size_);
        memory.pool.release(kept_, capacity);
      }
      kept_ = larger;
    }
    std::memcpy(kept_ + kept_size_, key.data(), key.size());
    kept_size_ = static_cast<std::uint16_t>(kept_size_ + key.size());
    kept_text_ = static_cast<std::uint16_t>(kept_text_ + text_size);
  }

  void seal(Memory& memory) {
    if (kept_size_ != 0) memory.pool.release(kept_, Pool::rounded(kept_size_));
    kept_size_ = 0;
    sealed_ = true;
  }

  void append_kept(Slice slice, std::string& out) const {
    std::vector<std::string_view> keys;
    for (std::string_view rest = kept(); !rest.empty();) {
      keys.push_back(rest.substr(0, key::first_value_bytes(rest)));
      rest.remove_prefix(keys.back().size());
    }
    std::sort(keys.begin(), keys.end());
    Arena text(256);
    std::string canonical;
    out.push_back('[');
    for (const std::string_view key : keys) {
      const json::Value value = key::KeyDecoder(key, text).next();
      if (!slice.holds(canonical_hash(value, canonical).high)) continue;
      if (out.back() != '[') out.push_back(',');
      json::append_value(out, value);
    }
    out.push_back(']');
  }

  Hash128* table_;
  char* kept_;  // encoded values, one after the other
  std::uint64_t size_;
  std::uint16_t kept_size_;
  std::uint16_t kept_text_;    // bytes of their canonical JSON
  std::uint8_t log_capacity_;  // 0: no table
  bool sealed_;                // hashes alone
  bool frozen_;                // the first size_ places of the table are taken, in order
};

}  // namespace

constinit const StateFunctions kDistinctFunctions = functions_of<DistinctState>();

}  // namespace nd::agg
