// GroupShape: how a group looks as a record: its grouping, its keys and its results, each where its
// path says.
//
// Belongs here: the text of keys, results and partial states. Does not belong here: which groups
// are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agg/states.h"
#include "base/arena.h"
#include "base/result.h"
#include "group/group_keys.h"
#include "json/field_path.h"
#include "json/object_layout.h"

namespace nd::group {

class GroupShape {
 public:
  // The layout must outlive the shape. `grouping` is empty where there is none; `identity` is the
  // "$nd" of its partials. Requires: check_paths(keys.paths(), layout.clauses()).
  GroupShape(std::string grouping, GroupKeys keys, const agg::StateLayout& layout,
             std::string identity);

  [[nodiscard]] const std::string& grouping() const { return grouping_; }
  [[nodiscard]] const GroupKeys& keys() const { return keys_; }
  [[nodiscard]] const agg::StateLayout& layout() const { return *layout_; }
  [[nodiscard]] const std::vector<agg::Output>& outputs() const {
    return layout_->clauses().outputs();
  }
  [[nodiscard]] const std::string& identity() const { return identity_; }

  // Appends a record but for its last brace:
  // `{"grouping":"live.daily","day":"2024-07-01","plays":3`. The results are null where `states`
  // is.
  void append_record(std::string& out, std::string_view key, const char* states);
  // The same over all groups: `{"grouping":"live.daily","$total":true,"plays":3`.
  void append_total(std::string& out, const char* states);
  // A whole record, `{"$nd":"2:...","$k":["day"],"grouping":...,"day":...,"plays":{"$count":"3"}}`,
  // of a slice of the states. Requires: frozen, if it is not the whole. The states of the total,
  // where the key is_total(), have "$total":true and the keys of one value alone.
  void append_partial(std::string& out, std::string_view key, const char* states, agg::Slice slice);
  // The canonical JSON array [GROUPING,k1,k2,...] and a tab: what --keyed puts before a record.
  void append_keyed(std::string& out, std::string_view key);

 private:
  void read_key(std::string_view key, std::size_t count);
  template <class Append>
  void append_fields(std::string& out, std::string_view key, Append&& append);
  void append_result(std::string& out, const agg::Output& output, const char* states);
  [[nodiscard]] std::string partial_head() const;

  std::string grouping_;
  GroupKeys keys_;
  const agg::StateLayout* layout_;
  std::string identity_;
  std::string grouping_field_;           // `"grouping":"live.daily",`, or nothing
  std::string partial_head_;             // `{"$nd":...,"$k":[...],`
  json::ObjectLayout fields_;            // keys, then outputs
  std::size_t single_keys_ = 0;          // how many keys are of one value
  json::ObjectLayout total_fields_;      // those keys, then outputs
  json::ObjectLayout results_;           // outputs alone
  std::vector<json::Value> key_values_;  // of the group that is written
  Arena key_text_;
  Arena text_;
};

// The paths of a record's keys and results as one list.
[[nodiscard]] std::vector<json::FieldPath> field_paths(const std::vector<json::FieldPath>& keys,
                                                       const agg::Clauses& clauses);

// The same, but of an interval those of its fields.
[[nodiscard]] std::vector<json::FieldPath> value_paths(const std::vector<json::FieldPath>& keys,
                                                       const agg::Clauses& clauses);

// kUsage where the keys and results cannot stand in one record together, or take the place of what
// is written beside them.
[[nodiscard]] Status check_paths(const std::vector<json::FieldPath>& keys,
                                 const agg::Clauses& clauses);

}  // namespace nd::group
