// HashJoin: enriches or selects the records of a stream by a table held in memory.
//
// Belongs here: the probe side: which rows a record matches and what leaves. Does not belong here:
// the table (join_table.h).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "io/output.h"
#include "join/join_table.h"
#include "json/field_path.h"
#include "json/value.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "stream/record.h"
#include "table/rows.h"

namespace nd::join {

enum class JoinType {
  kInner,  // records with a match, with the row's fields
  kLeft,   // all records, those with a match with the row's fields
  kSemi,   // records with a match, as they are
  kAnti,   // records without a match, as they are
};

// How a record's key is compared.
enum class KeyMatch {
  kWhole,
  kAnyItem,  // the key is an array: one of its items; another value is its own only item
};

// Which of the rows of a key a record matches, where there is a moment.
enum class MatchTime {
  kWithin,  // those whose interval holds it
  kAsOf,    // the latest that begins not after it
};

// Streaming and order-preserving. A null key matches nothing.
class HashJoin {
 public:
  struct Options {
    JoinType type = JoinType::kInner;
    KeyMatch match = KeyMatch::kWhole;  // kAnyItem: one key, kSemi or kAnti
    MatchTime time = MatchTime::kWithin;
    table::Repeats repeats = table::Repeats::kError;
    io::Output* unmatched = nullptr;  // gets the records without a match; outlives the join
  };

  // `moment` has one column if the table has moments (--within, --asof), else none.
  HashJoin(JoinTable table, columns::KeyColumns keys, columns::KeyColumns moment, Options options);

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output&) { return {}; }
  [[nodiscard]] const JoinTable& table() const { return table_; }
  void add_lacked(json::SlotSet& out) const {
    keys_.add_lacked(out);
    moment_.add_lacked(out);
  }

 private:
  Result<table::Rows::Row> first_match(const stream::Record& record);
  Result<table::Rows::Row> first_match_of_items(const json::Value& key,
                                                const stream::Record& record);
  Result<table::Rows::Row> row_of(PaddedView key, const stream::Record& record);
  table::Rows::Row next_match(table::Rows::Row row);
  table::Rows::Row next_clashing();
  [[nodiscard]] table::Rows::Row holding(table::Rows::Row row) const;
  Status write_joined(const stream::Record& record, table::Rows::Row row, io::Output& out);
  Status replace_members(const stream::Record& record, std::string_view members, io::Output& out);
  Status replace_fields(const json::Value& object);
  [[nodiscard]] bool may_have_members(std::string_view text) const;

  JoinTable table_;
  columns::KeyColumns keys_;
  columns::KeyColumns moment_;
  Options options_;
  std::vector<columns::KindWatch> item_kinds_;  // what kind the items of a key must be; empty: any
  table::Moment at_;                            // of the record
  std::span<const table::Rows::Row> clashing_;  // rows that match it and are not written yet
  key::KeyEncoder encoder_;
  key::KeyBuffer key_;
  Arena scratch_;
  std::string line_;
  std::string next_line_;
  std::string value_;
  json::FieldPath path_;  // of the field that is replaced
};

}  // namespace nd::join
