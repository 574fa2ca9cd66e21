// JoinTable: the build side of a join: a table's rows in memory, found by key.
//
// Belongs here: reading the table, what is kept of a row, keys that stand twice, intervals. Does
// not belong here: the stream that is joined with it (hash_join.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "columns/kind_watch.h"
#include "expr/program.h"
#include "io/streams.h"
#include "json/field_path.h"
#include "json/value.h"
#include "key/key_table.h"

namespace nd::join {

// What a key that stands in several rows of the table means.
enum class Repeats {
  kError,  // the table cannot be used; rows whose intervals do not overlap are no repeats
  kFirst,  // the first row counts
  kAll,    // all rows count
};

// Which fields of a row are added to a record.
enum class Take {
  kNothing,
  kAllButKeys,
  kListed,
};

struct JoinTableOptions {
  std::string path;               // "-" is standard input
  std::vector<std::string> keys;  // KEY as in other tools, of the table
  Take take = Take::kAllButKeys;
  std::vector<std::string> fields;  // kListed: F or NAME=F
  std::string prefix;               // before the first name of each
  bool intervals = false;
  std::string start;  // the fields that bound a row's interval; empty: all are open on that side
  std::string end;
  Repeats repeats = Repeats::kError;
  bool strict = false;
  bool validate = false;
};

// Owner, immutable once loaded. Memory: the rows' keys and taken fields.
class JoinTable {
 public:
  using Row = std::uint32_t;
  static constexpr Row kNoRow = UINT32_MAX;

  // Reads the whole table. A row with a null key is left out: it never matches. Errors: kUsage,
  // kSystem, and kInput with its place for a bad line, a repeated key (Repeats::kError) or bounds
  // that do not compare.
  static Result<JoinTable> load(const JoinTableOptions& options, const expr::Bindings& bindings,
                                io::Failure* failure = nullptr);

  // The first row of a key (KeyEncoder's bytes of all key values), the next one of the same key;
  // kNoRow: there is none.
  [[nodiscard]] Row first(PaddedView key) const {
    const auto id = ids_.find(ids_.probe(key));
    return id ? heads_[*id] : kNoRow;
  }
  [[nodiscard]] Row next(Row row) const { return next_[row]; }

  // Whether the row's interval holds the value, both ends included. kInput if they are of kinds
  // that do not compare.
  [[nodiscard]] Result<bool> holds(Row row, const json::Value& moment) const;

  // With JoinTableOptions::strict: of which kinds the keys are. Else empty.
  [[nodiscard]] const std::vector<columns::KindWatch>& key_kinds() const { return key_kinds_; }

  // The fields that no row had.
  [[nodiscard]] const std::vector<io::UnmetField>& unmet() const { return unmet_; }

  // The taken fields as members of an object, without braces: "a":1,"b":{"c":"x"}.
  [[nodiscard]] std::string_view members(Row row) const { return members_[row]; }
  // The keys that members() of any row has, quoted as in it.
  [[nodiscard]] const std::vector<std::string>& member_names() const { return member_names_; }
  // Whether what members() has at the path is an object of taken fields, of which each goes to its
  // own place; else it is one of them.
  [[nodiscard]] bool holds_fields(const json::FieldPath& path) const;

 private:
  class Builder;
  // A missing bound is open.
  struct Interval {
    json::Value start;
    json::Value end;
  };

  // Appends a row of the key. kInput if it repeats one.
  Status add(std::string_view key, std::string_view members,
             const std::optional<Interval>& interval, Repeats repeats);

  key::KeyTable ids_;
  std::vector<Row> heads_;  // by id
  std::vector<Row> tails_;
  std::vector<Row> next_;  // by row, as the others
  std::vector<std::string_view> members_;
  std::vector<Interval> intervals_;  // empty if the table has none
  std::vector<std::string> member_names_;
  std::vector<columns::KindWatch> key_kinds_;
  std::vector<json::FieldPath> nested_;  // paths of which holds_fields() speaks lie above these
  std::vector<io::UnmetField> unmet_;
  Arena arena_;
};

}  // namespace nd::join
