// Rows: which rows of a table a key finds, and a moment among them: the build side of a join and of
// look-ups.
//
// Belongs here: keys that stand in several rows, for what time a row holds. Does not belong here:
// reading a table (reading.h), what its rows hold (their owner counts them as they are added).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "key/key_table.h"
#include "table/moment.h"

namespace nd::table {

// What a key that stands in several rows of the table means.
enum class Repeats {
  kError,  // the table cannot be used; rows that hold at different times are no repeats
  kFirst,  // the first row counts
  kAll,    // all rows count
};

// For what time a row holds. An open end is beyond everything.
struct Span {
  Moment from;
  Moment to;
};

// Until when a row of a table with moments holds.
enum class Until {
  kNext,       // the next row of its key
  kEnd,        // its end, which belongs to it
  kShortOfEnd  // its end, which does not
};

class Rows {
 public:
  using Row = std::uint32_t;
  static constexpr Row kNoRow = UINT32_MAX;

  // Appends a row of the key (KeyEncoder's bytes of all key values) and gives its number: they are
  // counted from 0. kNoRow: it does not count (Repeats::kFirst). kInput if it repeats a key
  // (kError), or if there are too many rows.
  Result<Row> add(std::string_view key, Repeats repeats);
  // A row that holds for a span; all rows have one, or none has. kInput if the span ends before it
  // begins. No key is repeated by it: that is asked of settle().
  Result<Row> add(std::string_view key, const Span& span);

  [[nodiscard]] std::size_t size() const { return size_; }

  // From now on a key finds the row that stands at the place of its own: rows that are alike can be
  // kept as one. Requires: no key stands in several rows, no row has a span; nothing is added
  // later.
  void replace(std::span<const Row> rows) { ids_.renumber(rows); }

  // The first row of a key, the next one of the same key; kNoRow: there is none. Key: ShortKey or
  // PaddedView.
  template <class Key>
  [[nodiscard]] Row first(const Key& key) const {
    const auto id = ids_.find(ids_.probe(key));
    if (!id) return kNoRow;
    return heads_.empty() ? *id : heads_[*id];
  }
  // Fetches the place of a key into the cache; the hash is that of the key. Compiled in: the
  // compiler takes a function that does no more for one without effect, and drops its calls.
  [[nodiscard, gnu::always_inline]] std::uint64_t prefetch(const key::ShortKey& key) const {
    const std::uint64_t hash = ids_.probe(key).hash();
    ids_.prefetch(hash);
    return hash;
  }
  // As first(), with that hash.
  [[nodiscard]] Row first(const key::ShortKey& key, std::uint64_t hash) const {
    const auto id = ids_.find(ids_.probe(key, hash));
    if (!id) return kNoRow;
    return heads_.empty() ? *id : heads_[*id];
  }
  [[nodiscard]] Row next(Row row) const { return next_.empty() ? kNoRow : next_[row]; }

  // Whether the row holds at a moment, by its own span (Until::kEnd).
  [[nodiscard]] bool holds(Row row, const Moment& moment) const;

  // Two rows of one key that hold at one moment, or from one moment on (Until::kNext).
  struct Clash {
    Row first;
    Row second;
  };
  // To be called once all rows with spans are added: puts those of each key in order. The clash
  // whose second row comes first, if there is any.
  std::optional<Clash> settle(Until until);

  // The rows of a key that hold at a moment; more than one only where they clash. Requires:
  // settle().
  template <class Key>
  [[nodiscard]] std::span<const Row> at(const Key& key, const Moment& moment) const {
    const auto id = ids_.find(ids_.probe(key));
    return id ? at_moment(*id, moment) : std::span<const Row>();
  }

 private:
  void link(std::uint32_t id, Row row);
  [[nodiscard]] std::span<const Row> at_moment(std::uint32_t id, const Moment& moment) const;
  [[nodiscard]] bool is_empty(const Span& span) const;
  [[nodiscard]] bool begins_before(Row a, Row b) const;
  [[nodiscard]] bool clashes(Row earlier, Row later) const;

  key::KeyTable ids_;
  std::size_t size_ = 0;
  // Chains by id and row. Empty as long as every row is the only one of its key: a row is then the
  // id of its key.
  std::vector<Row> heads_;
  std::vector<Row> tails_;
  std::vector<Row> next_;

  std::vector<Span> spans_;  // by row; empty: all hold always
  Until until_ = Until::kEnd;
  std::vector<Row> order_;            // those of each id by their begin ...
  std::vector<std::uint32_t> begin_;  // ... from here to where those of the next begin
  Arena arena_;
};

}  // namespace nd::table
