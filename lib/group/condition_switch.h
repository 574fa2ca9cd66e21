// ConditionSwitch: the conditions of several groupings that begin with tests of one field, as
// `.type == "play" and ...`: what a text of that field decides is worked out once for each text.
//
// Belongs here: where conditions go on for a record. Does not belong here: the tests themselves
// (expr/checks.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "expr/program.h"
#include "json/known_value.h"
#include "json/schema.h"

namespace nd::group {

class ConditionSwitch {
 public:
  // Adds a condition, which must outlive the switch; nullptr: there is none, every record meets it.
  void add(const expr::Evaluator* condition);

  // By condition, in the order in which they were added, where it goes on for a record; nullptr
  // where the field does not say, so that they begin at their beginnings.
  [[nodiscard]] const expr::Evaluator::Entry* entries(json::Row row) {
    if (!field_) return nullptr;
    const json::Value& value = json::at(row, *field_);
    if (last_ < cases_.size() && cases_[last_].text.is(value)) [[likely]]
      return cases_[last_].entries.data();
    return other(value);
  }

 private:
  struct Case {
    json::KnownValue text;
    std::vector<expr::Evaluator::Entry> entries;
  };
  static constexpr std::size_t kMostCases = 16;

  const expr::Evaluator::Entry* other(const json::Value& value);

  std::vector<const expr::Evaluator*> conditions_;
  std::optional<json::Slot> field_;  // the first one that a condition begins with
  std::vector<Case> cases_;
  std::size_t last_ = 0;
};

}  // namespace nd::group
