// FieldRules: which fields of two records are compared, and how strictly.
//
// Belongs here: what --only, --ignore and --tolerance say about a field, by its path. Does not
// belong here: the comparison (record_difference.h).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compare/tolerance.h"
#include "json/field_path.h"

namespace nd::compare {

// Owner, immutable. What is said of a field holds for all within it, unless something is said of a
// field there.
class FieldRules {
 public:
  struct FieldRequest {
    std::vector<json::FieldPath> only;    // empty: all fields
    std::vector<json::FieldPath> ignore;  // less these
    std::vector<FieldTolerance> tolerances;
  };
  // kUsage where a field is given twice.
  static Result<FieldRules> make(FieldRequest request);
  FieldRules(FieldRules&&) = default;
  FieldRules& operator=(FieldRules&&) = default;

  // What holds of one field. A view of the rules.
  class Rule {
   public:
    [[nodiscard]] bool is_compared() const { return compared_; }
    // nullptr: none.
    [[nodiscard]] const Tolerance* tolerance() const { return tolerance_; }
    // Whether something else may hold of a field within this one.
    [[nodiscard]] bool goes_deeper() const { return node_ != kNone; }

   private:
    friend class FieldRules;

    bool compared_ = true;
    const Tolerance* tolerance_ = nullptr;
    std::size_t node_ = 0;  // kNone: nothing is said of a field within this one
  };
  // Of the whole record.
  [[nodiscard]] Rule root() const;
  // Of a field within the field of the rule.
  [[nodiscard]] Rule within(const Rule& rule, std::string_view key) const;

  [[nodiscard]] const std::vector<FieldTolerance>& tolerances() const {
    return request_.tolerances;
  }

  // All paths that were named.
  [[nodiscard]] std::vector<json::FieldPath> named() const;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  enum class Compared : char { kAsAround, kYes, kNo };

  // A field that something is said of, or one that holds such a field.
  struct Node {
    std::string key;
    Compared compared = Compared::kAsAround;
    const Tolerance* tolerance = nullptr;
    std::vector<std::size_t> within;
  };

  explicit FieldRules(FieldRequest request) : request_(std::move(request)), nodes_(1) {}
  Node& node_at(const json::FieldPath& path);
  [[nodiscard]] Status add(std::span<const json::FieldPath> paths, Compared compared);
  [[nodiscard]] Rule applied(std::size_t node, Rule rule) const;

  FieldRequest request_;     // its tolerances do not move
  std::vector<Node> nodes_;  // the record first
};

}  // namespace nd::compare
