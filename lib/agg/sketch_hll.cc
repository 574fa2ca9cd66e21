// adistinct: HyperLogLog with 2^14 registers, standard error 1.04 / sqrt(2^14) = 0.81 %.
//
// Registers that are not 0 stand in a small hash table until they would take half of the dense
// form, one byte each. Estimate: O. Ertl, "New cardinality estimation algorithms for HyperLogLog
// sketches" (2017), algorithm 6, which needs neither a linear-counting regime nor tables of bias.
// The state is a function of the set of values alone.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "agg/canonical_hash.h"
#include "agg/exact_text.h"
#include "agg/families.h"
#include "base/base64.h"

namespace nd::agg {
namespace {

constexpr unsigned kPrecision = 14;
constexpr std::uint32_t kRegisters = std::uint32_t{1} << kPrecision;
constexpr unsigned kMostRank = 64 - kPrecision + 1;
constexpr std::uint32_t kDense = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kMostSparse = 2048;  // capacity of the table, 8 KiB
constexpr std::size_t kEntryBytes =
    3;  // of a register in the sparse text: 14 bits of place, 6 of rank
constexpr std::size_t kDenseBytes = kRegisters * 6 / 8;

// Ertl's sigma and tau: sums of the series that correct for registers at 0 and at the highest rank.
double sigma(double x) {
  if (x == 1) return std::numeric_limits<double>::infinity();
  double y = 1;
  double sum = x;
  for (double previous = -1; previous != sum;) {
    x *= x;
    previous = sum;
    sum += x * y;
    y += y;
  }
  return sum;
}

double tau(double x) {
  if (x == 0 || x == 1) return 0;
  double y = 1;
  double sum = 1 - x;
  for (double previous = -1; previous != sum;) {
    x = std::sqrt(x);
    previous = sum;
    y *= 0.5;
    sum -= (1 - x) * (1 - x) * y;
  }
  return sum / 3;
}

struct ApproximateDistinctState {
  void add(const Inputs& inputs, const Parameter&, Memory& memory) {
    for (const json::Value& value : inputs.x) {
      const std::uint64_t hash = canonical_hash(value, memory.text).high;
      const auto place = static_cast<std::uint32_t>(hash >> (64 - kPrecision));
      const std::uint64_t rest = hash << kPrecision;
      const unsigned rank =
          rest == 0 ? kMostRank : static_cast<unsigned>(std::countl_zero(rest)) + 1;
      raise(place, std::min(rank, kMostRank), memory);
    }
  }
  void merge(const ApproximateDistinctState& other, Memory& memory) {
    other.for_each([&](std::uint32_t place, unsigned rank) { raise(place, rank, memory); });
  }
  [[nodiscard]] json::Value finish(const Parameter&, Arena&) const {
    return json::Value::integer(estimate());
  }
  [[nodiscard]] Rational exact() const { return {BigInteger::of(estimate())}; }

  // The base64 of the registers that are not 0, three bytes each in order; or of all, six bits
  // each, where that is shorter.
  void append(const Parameter&, std::string& out) const {
    std::vector<std::uint32_t> entries;
    for_each([&](std::uint32_t place, unsigned rank) { entries.push_back(place << 6 | rank); });
    std::sort(entries.begin(), entries.end());
    std::string bytes;
    const bool sparse = entries.size() * kEntryBytes < kDenseBytes;
    if (sparse) {
      for (const std::uint32_t entry : entries) {
        for (const int shift : {16, 8, 0})
          bytes.push_back(static_cast<char>(entry >> shift));
      }
    } else {
      append_dense(entries, bytes);
    }
    out.append(sparse ? "{\"p\":14,\"s\":\"" : "{\"p\":14,\"r\":\"");
    append_base64(out, bytes);
    out.append("\"}");
  }

  Status parse(const json::Value& content, Memory& memory) {
    const auto broken = [] { return input_error("the state of an adistinct is damaged"); };
    const json::Value precision = content.is_object() ? json::find(content, "p") : json::Value();
    if (precision.kind() != json::Kind::kInt || precision.int_value() != kPrecision)
      return broken();
    const bool sparse = json::find(content, "s").is_string();
    const auto bytes = parse_base64(member_text(content, sparse ? "s" : "r"));
    if (!bytes || (sparse ? bytes->size() % kEntryBytes != 0 : bytes->size() != kDenseBytes))
      return broken();
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>((*bytes)[i]));
    };
    for (std::size_t i = 0; i < bytes->size(); i += 3) {
      const std::uint32_t word = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
      if (sparse) {
        if (word >> 6 >= kRegisters || (word & 63) > kMostRank || (word & 63) == 0) return broken();
        raise(word >> 6, word & 63, memory);
        continue;
      }
      for (unsigned j = 0; j < 4; ++j) {
        const unsigned rank = word >> (18 - 6 * j) & 63;
        if (rank > kMostRank) return broken();
        if (rank != 0) raise(static_cast<std::uint32_t>(i / 3 * 4 + j), rank, memory);
      }
    }
    return {};
  }

 private:
  [[nodiscard]] bool is_dense() const { return capacity_ == kDense; }
  // Sparse: place << 6 | rank, 0 where free.
  [[nodiscard]] std::uint32_t* table() const { return static_cast<std::uint32_t*>(data_); }
  [[nodiscard]] std::uint8_t* registers() const { return static_cast<std::uint8_t*>(data_); }

  template <class F>
  void for_each(F&& each) const {
    if (is_dense()) {
      for (std::uint32_t place = 0; place < kRegisters; ++place) {
        if (registers()[place] != 0) each(place, registers()[place]);
      }
      return;
    }
    for (std::uint32_t i = 0; i < capacity_; ++i) {
      if (table()[i] != 0) each(table()[i] >> 6, table()[i] & 63);
    }
  }

  static std::uint32_t& slot(std::uint32_t* table, std::uint32_t capacity, std::uint32_t place) {
    std::uint32_t i = place * 0x9E3779B1U >> 7 & (capacity - 1);
    while (table[i] != 0 && table[i] >> 6 != place)
      i = (i + 1) & (capacity - 1);
    return table[i];
  }

  void raise(std::uint32_t place, unsigned rank, Memory& memory) {
    if (!is_dense() && (size_ + 1) * 4 > capacity_ * 3) grow(memory);
    if (is_dense()) {
      std::uint8_t& kept = registers()[place];
      if (rank > kept) kept = static_cast<std::uint8_t>(rank);
      return;
    }
    std::uint32_t& kept = slot(table(), capacity_, place);
    if (kept == 0) ++size_;
    if (rank > (kept & 63)) kept = place << 6 | rank;
  }

  void grow(Memory& memory) {
    const std::size_t old_bytes = capacity_ * sizeof(std::uint32_t);
    const bool dense = capacity_ == kMostSparse;
    const std::uint32_t capacity = dense ? kDense : std::max(capacity_ * 2, std::uint32_t{4});
    const std::size_t bytes = dense ? kRegisters : capacity * sizeof(std::uint32_t);
    void* const larger = memory.pool.allocate(bytes);
    std::memset(larger, 0, bytes);
    for_each([&](std::uint32_t place, unsigned rank) {
      if (dense) {
        static_cast<std::uint8_t*>(larger)[place] = static_cast<std::uint8_t>(rank);
      } else {
        slot(static_cast<std::uint32_t*>(larger), capacity, place) = place << 6 | rank;
      }
    });
    if (old_bytes != 0) memory.pool.release(data_, old_bytes);
    data_ = larger;
    capacity_ = capacity;
  }

  static void append_dense(const std::vector<std::uint32_t>& entries, std::string& bytes) {
    std::vector<std::uint8_t> ranks(kRegisters);
    for (const std::uint32_t entry : entries)
      ranks[entry >> 6] = static_cast<std::uint8_t>(entry & 63);
    for (std::size_t i = 0; i < ranks.size(); i += 4) {
      const std::uint32_t word = static_cast<std::uint32_t>(ranks[i]) << 18 |
                                 static_cast<std::uint32_t>(ranks[i + 1]) << 12 |
                                 static_cast<std::uint32_t>(ranks[i + 2]) << 6 | ranks[i + 3];
      for (const int shift : {16, 8, 0})
        bytes.push_back(static_cast<char>(word >> shift));
    }
  }

  [[nodiscard]] std::int64_t estimate() const {
    std::uint32_t counts[kMostRank + 1] = {};
    std::uint32_t used = 0;
    for_each([&](std::uint32_t, unsigned rank) {
      ++counts[rank];
      ++used;
    });
    counts[0] = kRegisters - used;
    if (used == 0) return 0;
    constexpr double kCount = kRegisters;
    double z = kCount * tau(1 - counts[kMostRank] / kCount);
    for (unsigned rank = kMostRank - 1; rank >= 1; --rank)
      z = 0.5 * (z + counts[rank]);
    z += kCount * sigma(counts[0] / kCount);
    constexpr double kAlpha = 0.72134752044448170368;  // 1 / (2 ln 2)
    return std::llround(kAlpha * kCount * kCount / z);
  }

  void* data_;
  std::uint32_t size_;      // of the sparse form
  std::uint32_t capacity_;  // of the sparse form, kDense, or 0
};

}  // namespace

constinit const StateFunctions kApproximateDistinctFunctions =
    functions_of<ApproximateDistinctState>();

}  // namespace nd::agg
