// JoinTable: the build side of a join: a table's rows in memory, found by key.
//
// Belongs here: reading the table, which fields of a row are taken. Does not belong here: what is
// kept of it (table/rows.h), the stream that is joined with it (hash_join.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "columns/kind_watch.h"
#include "expr/program.h"
#include "io/streams.h"
#include "json/field_path.h"
#include "table/moment.h"
#include "table/rows.h"

namespace nd::join {

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
  bool moments = false;             // rows hold for a time
  table::Until until = table::Until::kEnd;
  std::string start;  // the fields that bound a row's time; empty: all are open on that side
  std::string end;
  table::Repeats repeats = table::Repeats::kError;
  io::LineRules lines;
};

// Owner, immutable once loaded. Memory: the rows' keys and taken fields.
class JoinTable {
 public:
  // Reads the whole table. A row with a null key is left out: it never matches. Errors: kUsage,
  // kSystem, and kInput with its place for a bad line, a repeated key (table::Repeats::kError) or
  // bounds that do not compare. `streams`: the settings of the run, which get the place of a
  // failure.
  static Result<JoinTable> load(const JoinTableOptions& options, io::Streams& streams);

  [[nodiscard]] const table::Rows& rows() const { return rows_; }
  // What the row adds to a record: members of an object, without braces: "a":1,"b":{"c":"x"}.
  [[nodiscard]] std::string_view members(table::Rows::Row row) const { return members_[row]; }
  // What the moments of its rows are.
  [[nodiscard]] const table::Timeline& timeline() const { return timeline_; }

  // With JoinTableOptions::strict: of which kinds the keys are. Else empty.
  [[nodiscard]] const std::vector<columns::KindWatch>& key_kinds() const { return key_kinds_; }

  // The fields that no row had.
  [[nodiscard]] const std::vector<io::UnmetField>& unmet() const { return unmet_; }

  // The keys that the members of any row have, quoted as in them.
  [[nodiscard]] const std::vector<std::string>& member_names() const { return member_names_; }
  // Whether what the members have at the path is an object of taken fields, of which each goes to
  // its own place; else it is one of them.
  [[nodiscard]] bool holds_fields(const json::FieldPath& path) const;

 private:
  class Builder;

  table::Rows rows_;
  table::Timeline timeline_;
  std::vector<std::string_view> members_;  // by row
  Arena arena_;                            // of the members
  std::vector<std::string> member_names_;
  std::vector<columns::KindWatch> key_kinds_;
  std::vector<json::FieldPath> nested_;  // paths of which holds_fields() speaks lie above these
  std::vector<io::UnmetField> unmet_;
};

}  // namespace nd::join
