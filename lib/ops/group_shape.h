// GroupShape: how a group looks as a record: names of the grouping, its keys and its results.
//
// Belongs here: the text of keys, results and partial states. Does not belong here: which groups
// are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agg/states.h"
#include "base/arena.h"

namespace nd::ops {

class GroupShape {
 public:
  // The layout must outlive the shape. `grouping` is empty where there is none; `identity` is the
  // "$nd" of its partials.
  GroupShape(std::string grouping, std::vector<std::string> keys, const agg::StateLayout& layout,
             std::string identity);

  [[nodiscard]] const std::string& grouping() const { return grouping_; }
  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }
  [[nodiscard]] const agg::StateLayout& layout() const { return *layout_; }
  [[nodiscard]] const std::vector<agg::Output>& outputs() const {
    return layout_->clauses().outputs();
  }
  [[nodiscard]] const std::string& identity() const { return identity_; }

  // Appends `"grouping":"live.daily","day":"2024-07-01",`: all that stands before the results.
  void append_head(std::string& out, std::string_view key);
  // `"grouping":"live.daily","$total":true,`.
  void append_total_head(std::string& out) const;
  // `"plays":3,"watch":7.5`; or `"plays":null,...` for a group without records.
  void append_results(std::string& out, const char* states);
  void append_nulls(std::string& out) const;
  // `{"$nd":"1:...","$k":["day"],"grouping":...,"day":...,"plays":{"$count":"3"}}`, of a slice of
  // the states. Requires: frozen, if it is not the whole.
  void append_partial(std::string& out, std::string_view key, const char* states, agg::Slice slice);
  // The canonical JSON array [GROUPING,k1,k2,...] and a tab: what --keyed puts before a record.
  void append_keyed(std::string& out, std::string_view key);

 private:
  std::string grouping_;
  std::vector<std::string> keys_;
  const agg::StateLayout* layout_;
  std::string identity_;
  std::string grouping_field_;              // `"grouping":"live.daily",`, or nothing
  std::string partial_head_;                // `{"$nd":...,"$k":[...],`
  std::vector<std::string> key_labels_;     // `"day":`
  std::vector<std::string> output_labels_;  // `"plays":`
  Arena text_;
};

}  // namespace nd::ops
