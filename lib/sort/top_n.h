// TopN: the records that rank highest on a field, for each group; TopCount: the values that occur
// most often.
//
// Belongs here: how a record becomes a group and a value to rank. Does not belong here: what is
// kept (ranking.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "columns/field_parents.h"
#include "columns/key_columns.h"
#include "io/output.h"
#include "json/field_path.h"
#include "json/object_layout.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "key/key_table.h"
#include "sort/ranking.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::sort {

// Blocking. Memory: N records for each group.
class TopN {
 public:
  // `by` has one column; `parents`: of the fields that are added.
  TopN(columns::KeyColumns by, columns::KeyColumns groups, columns::FieldParents parents,
       RankingOptions options);

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output& out) { return ranking_.write(out); }
  [[nodiscard]] static stream::Writes writes() { return stream::Writes::kAtEnd; }
  void add_lacked(json::SlotSet& out) const {
    by_.add_lacked(out);
    groups_.add_lacked(out);
  }
  [[nodiscard]] bool rewrites_later() const { return adds_fields_; }

  [[nodiscard]] bool needs_order() const { return by_.watches_kinds() || groups_.watches_kinds(); }

  // For stream::run on several threads; this object must outlive the fork.
  [[nodiscard]] TopN fork() const {
    return {by_.fork(), groups_.fork(), parents_, ranking_.fork(), adds_fields_};
  }
  [[nodiscard]] Status absorb(const TopN& other) {
    ranking_.absorb(other.ranking_);
    return {};
  }

 private:
  TopN(columns::KeyColumns by, columns::KeyColumns groups, columns::FieldParents parents,
       Ranking ranking, bool adds_fields)
      : by_(std::move(by)),
        groups_(std::move(groups)),
        parents_(std::move(parents)),
        adds_fields_(adds_fields),
        ranking_(std::move(ranking)) {}

  columns::KeyColumns by_;
  columns::KeyColumns groups_;
  columns::FieldParents parents_;
  bool adds_fields_;
  Ranking ranking_;
  key::KeyBuffer group_;
};

// Blocking: counts every value that the column gives, null aside, and ranks the values by how often
// they came. Memory: one entry for each value of a group. Its records are {GROUP..., NAME: value,
// "count": n}.
class TopCount {
 public:
  static constexpr std::string_view kCount = "count";
  // Where the records have the groups, the value and the count.
  [[nodiscard]] static std::vector<json::FieldPath> paths(const columns::KeyColumns& values,
                                                          const columns::KeyColumns& groups);

  // `values` has one column, which may give any number of values for a record. Every column has a
  // name; paths() are apart.
  TopCount(columns::KeyColumns values, columns::KeyColumns groups, RankingOptions options);

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output& out);
  [[nodiscard]] static stream::Writes writes() { return stream::Writes::kAtEnd; }
  void add_lacked(json::SlotSet& out) const {
    values_.add_lacked(out);
    groups_.add_lacked(out);
  }

  [[nodiscard]] bool needs_order() const {
    return values_.watches_kinds() || groups_.watches_kinds();
  }

  // For stream::run on several threads; this object must outlive the fork.
  [[nodiscard]] TopCount fork() const { return {values_.fork(), groups_.fork(), ranking_.fork()}; }
  [[nodiscard]] Status absorb(TopCount other);

 private:
  TopCount(columns::KeyColumns values, columns::KeyColumns groups, Ranking ranking);

  [[nodiscard]] Status note_values(const stream::Record& record);
  void count_waiting();
  void append_record(std::string& out, std::string_view key, std::uint64_t count);

  columns::KeyColumns values_;
  columns::KeyColumns groups_;
  Ranking ranking_;
  json::ObjectLayout fields_;         // groups, value, count
  std::vector<json::Value> decoded_;  // scratch
  key::KeyEncoder encoder_;
  key::KeyTable table_;                // group, then value
  std::vector<std::uint64_t> counts_;  // by id of table_
  // Keys that wait to be counted together, so that their slots are fetched at the same time.
  struct Waiting {
    std::size_t end = 0;  // in waiting_keys_
    std::uint64_t hash = 0;
  };
  key::KeyBuffer waiting_keys_;
  std::vector<Waiting> waiting_;
  std::vector<std::uint32_t> ids_;  // scratch
};

}  // namespace nd::sort
