// RecordDifference: the fields in which two records differ.
//
// Belongs here: the walk through both, and how a difference is written. Does not belong here: which
// two records are compared (diff.h), which of their fields (field_rules.h).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "compare/field_rules.h"
#include "json/value.h"

namespace nd::compare {

// Where both records have an object, its fields are compared; anything else is compared as a whole.
// Null and missing are one.
class RecordDifference {
 public:
  explicit RecordDifference(FieldRules rules) : rules_(std::move(rules)) {}

  // Whether they differ. Then the object of the differing fields is appended to `fields`, each in
  // its place as [OLDER,NEWER], in the order of the older record, those that only the newer one has
  // behind them; records that are no objects differ in the field ".". kInput where a text is no
  // JSON. Allocates nothing once warm.
  [[nodiscard]] Result<bool> find(std::string_view older, std::string_view newer,
                                  std::string& fields);

  [[nodiscard]] const FieldRules& rules() const { return rules_; }

  // The fields whose tolerance was asked of values, none of which were two numbers.
  [[nodiscard]] std::vector<json::FieldPath> idle_tolerances() const;

 private:
  using Rule = FieldRules::Rule;

  [[nodiscard]] bool field(std::string_view key, const json::Value& older, const json::Value& newer,
                           const Rule& around, std::string& out);
  [[nodiscard]] bool members(std::span<const json::Member> older,
                             std::span<const json::Member> newer, const Rule& rule,
                             std::string& out);
  // What a tolerance was asked of.
  struct Met {
    const Tolerance* tolerance = nullptr;
    bool numbers = false;
    bool others = false;
  };

  void note_met(const Tolerance* tolerance, const json::Value& older, const json::Value& newer);
  [[nodiscard]] bool same(const json::Value& older, const json::Value& newer,
                          const Tolerance* tolerance);
  [[nodiscard]] bool same_items(const json::Value& older, const json::Value& newer,
                                const Tolerance& tolerance);
  [[nodiscard]] bool same_members(const json::Value& older, const json::Value& newer,
                                  const Tolerance& tolerance);

  FieldRules rules_;
  std::vector<Met> met_;  // of the tolerances that were asked; few
  Arena arena_;           // of the two records
};

}  // namespace nd::compare
