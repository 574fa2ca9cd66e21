// ConditionSwitch: conditions that begin with tests of one field, as `.type == "play" and ...`:
// what a text of that field decides about all of them is worked out once for each text.
//
// Belongs here: where conditions go on for a record. Does not belong here: the tests themselves
// (expr/checks.h), what follows for groupings (group.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "expr/program.h"
#include "json/known_value.h"
#include "json/schema.h"

namespace nd::group {

class ConditionSwitch {
 public:
  using Entries = std::span<const expr::Evaluator::Entry>;

  // Adds a condition, which must outlive the switch; nullptr: there is none, every record meets it.
  void add(const expr::Evaluator* condition);
  // To be called when all are added. Where it would decide a single one it is of no use, and finds
  // no cases.
  void complete();

  // The cases are numbered as they are met; of the first one the field does not say anything.
  static constexpr std::size_t kAnyOther = 0;
  // That of a record.
  [[nodiscard]] std::size_t find(json::Row row) {
    if (!field_) return kAnyOther;
    const json::Value& value = json::at(row, *field_);
    if (cases_[last_].text.is(value)) [[likely]]
      return last_;
    return other(value);
  }
  // Where each condition goes on, in the order in which they were added.
  [[nodiscard]] Entries entries(std::size_t number) const { return cases_[number].entries; }

 private:
  struct Case {
    json::KnownValue text;
    std::vector<expr::Evaluator::Entry> entries;
  };
  static constexpr std::size_t kMostCases = 17;

  std::size_t other(const json::Value& value);

  std::vector<const expr::Evaluator*> conditions_;
  std::optional<json::Slot> field_;  // the first one that a condition begins with
  std::vector<Case> cases_;
  std::size_t last_ = kAnyOther;
};

}  // namespace nd::group
