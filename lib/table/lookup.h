// Lookup: a table that expressions look values up in: what they ask of it, then its rows.
//
// A row is kept as the values of the fields that are asked for, side by side; equal texts and
// nested values are kept once, and so are rows that are alike, so that of a million rows the few
// different ones are near at hand.
//
// Belongs here: what is kept of a row, finding it by the values of an expression. Does not belong
// here: keys and moments as such (rows.h), which tables there are (tables.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/hash.h"
#include "base/large_memory.h"
#include "base/result.h"
#include "io/streams.h"
#include "json/field_path.h"
#include "json/value.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "key/short_key.h"
#include "table/rows.h"
#include "table/source.h"

namespace nd::table {

// What an asker needs to make keys: one for each thread.
struct LookupScratch {
  key::KeyEncoder encoder;
  key::KeyBuffer key;
};

// Owner. Filled once, then immutable and shared by threads.
class Lookup {
 public:
  explicit Lookup(Source source) : source_(std::move(source)) {}

  [[nodiscard]] const Source& source() const { return source_; }

  // --- what is asked of it: before it is read ---

  // The place of a field of its rows; nullopt: of the whole row, as it is. The same field always
  // has the same place. Requires: it is not read yet, or the place was given out before.
  [[nodiscard]] std::uint32_t ask(const std::optional<std::string>& field);
  // Whether there is a row is asked.
  void ask_for_rows() { asked_ = true; }
  // Whether the rows that this field of records finds are to be remembered for them: those of the
  // field that asks first are.
  [[nodiscard]] bool remembers(const json::FieldPath& key) {
    if (!remembered_) remembered_ = key;
    return *remembered_ == key;
  }
  // That no row has the field is worth saying.
  void expect(std::uint32_t place) { columns_[place].expected = true; }
  [[nodiscard]] bool is_asked() const { return asked_; }
  [[nodiscard]] bool is_loaded() const { return loaded_; }

  // Reads the table. Errors: as read_records(), kInput for a repeated key and for moments that do
  // not compare or that two rows of a key hold at.
  [[nodiscard]] Status load(const io::LineRules& lines, io::Failure& failure,
                            std::vector<io::UnmetField>& unmet);

  // --- looking up ---

  // The row with the key whose values these are, kNoRow if there is none or a value is null. kInput
  // for a kind that no key has. Requires: as many as the table has keys.
  [[nodiscard]] Result<Rows::Row> find(std::span<const json::Value> keys,
                                       LookupScratch& scratch) const {
    key::ShortKey key;
    if (keys.size() == 1 && key::encode_short(keys[0], key)) [[likely]] {
      const Rows::Row row = rows_.first(key);
      if (row == Rows::kNoRow) [[unlikely]]
        return none(keys);
      return row;
    }
    return find_long(keys, nullptr, scratch);
  }
  // The same at a moment; kInput for one that does not compare with the table's.
  [[nodiscard]] Result<Rows::Row> find(std::span<const json::Value> keys, const json::Value& moment,
                                       LookupScratch& scratch) const {
    return find_long(keys, &moment, scratch);
  }

  // What a row has at a place: null where the field is missing; nested values are trees. Requires:
  // the row was found, ask() gave the place.
  [[nodiscard]] const json::Value& value(Rows::Row row, std::uint32_t place) const {
    return values_[std::size_t{row} * columns_.size() + place];
  }

  // Whether it is worth while to fetch what will be looked up (lookahead.h): keys, or the rows too,
  // do not fit into the caches that are near.
  [[nodiscard]] bool has_many_keys() const { return rows_.size() > kManyKeys; }
  [[nodiscard]] bool has_many_values() const { return values_.size() > kManyValues; }
  // Fetches the place of a key; the key's hash. Then its row, once that has come, where there are
  // many values.
  [[nodiscard, gnu::always_inline]] std::uint64_t prefetch(const key::ShortKey& key) const {
    return rows_.prefetch(key);
  }
  void prefetch_row(const key::ShortKey& key, std::uint64_t hash) const {
    const Rows::Row row = rows_.first(key, hash);
    if (row != Rows::kNoRow) __builtin_prefetch(&value(row, 0));
  }

  // All rows that can be found are below it; those that are alike are one.
  [[nodiscard]] std::size_t rows_kept() const {
    return columns_.empty() ? rows_.size() : values_.size() / columns_.size();
  }

  // The sum of the hashes of the records that were read, the same for any order of them.
  [[nodiscard]] const Hash128& content() const { return content_; }

 private:
  static constexpr std::size_t kManyKeys = 30'000;
  static constexpr std::size_t kManyValues = 30'000;

  class Loader;

  struct Column {
    std::optional<std::string> field;
    bool expected = false;
  };

  [[nodiscard]] Result<Rows::Row> find_long(std::span<const json::Value> keys,
                                            const json::Value* moment,
                                            LookupScratch& scratch) const;
  [[nodiscard]] Result<Rows::Row> none(std::span<const json::Value> keys) const;

  Source source_;
  bool asked_ = false;
  bool loaded_ = false;
  std::optional<json::FieldPath> remembered_;
  std::vector<Column> columns_;
  Rows rows_;
  // Row by row, one for each column.
  std::vector<json::Value, LargeAllocator<json::Value>> values_;
  std::vector<unsigned> key_kinds_;  // of each key: a bit for each kind that it has
  Timeline timeline_;
  Hash128 content_;
  Arena texts_;  // what the values refer to
};

}  // namespace nd::table
