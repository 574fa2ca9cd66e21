#include "compare/field_rules.h"

#include <utility>

namespace nd::compare {

FieldRules::Node& FieldRules::node_at(const json::FieldPath& path) {
  std::size_t at = 0;
  for (const std::string& key : path.segments) {
    std::size_t found = kNone;
    for (const std::size_t child : nodes_[at].within) {
      if (nodes_[child].key == key) found = child;
    }
    if (found == kNone) {
      found = nodes_.size();
      nodes_.emplace_back().key = key;
      nodes_[at].within.push_back(found);
    }
    at = found;
  }
  return nodes_[at];
}

Status FieldRules::add(std::span<const json::FieldPath> paths, Compared compared) {
  for (const json::FieldPath& path : paths) {
    Node& node = node_at(path);
    if (node.compared != Compared::kAsAround)
      return usage_error("the field {} is given twice", path.print());
    node.compared = compared;
  }
  return {};
}

Result<FieldRules> FieldRules::make(FieldRequest request) {
  FieldRules rules(std::move(request));
  if (!rules.request_.only.empty()) rules.nodes_[0].compared = Compared::kNo;
  ND_TRY(rules.add(rules.request_.only, Compared::kYes));
  ND_TRY(rules.add(rules.request_.ignore, Compared::kNo));
  for (const FieldTolerance& field : rules.request_.tolerances) {
    Node& node = rules.node_at(field.path);
    if (node.tolerance != nullptr)
      return usage_error("the field {} has two tolerances", field.path.print());
    node.tolerance = &field.tolerance;
  }
  return rules;
}

FieldRules::Rule FieldRules::applied(std::size_t at, Rule rule) const {
  const Node& node = nodes_[at];
  if (node.compared != Compared::kAsAround) rule.compared_ = node.compared == Compared::kYes;
  if (node.tolerance != nullptr) rule.tolerance_ = node.tolerance;
  rule.node_ = node.within.empty() ? kNone : at;
  return rule;
}

FieldRules::Rule FieldRules::root() const {
  return applied(0, Rule());
}

FieldRules::Rule FieldRules::within(const Rule& rule, std::string_view key) const {
  Rule inner = rule;
  inner.node_ = kNone;
  if (rule.node_ == kNone) return inner;
  for (const std::size_t child : nodes_[rule.node_].within) {
    if (nodes_[child].key == key) return applied(child, inner);
  }
  return inner;
}

std::vector<json::FieldPath> FieldRules::named() const {
  std::vector<json::FieldPath> all = request_.only;
  all.insert(all.end(), request_.ignore.begin(), request_.ignore.end());
  for (const FieldTolerance& field : request_.tolerances) {
    if (!field.path.segments.empty()) all.push_back(field.path);
  }
  return all;
}

}  // namespace nd::compare
