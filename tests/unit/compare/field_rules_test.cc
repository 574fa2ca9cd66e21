#include "compare/field_rules.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

std::vector<json::FieldPath> paths(const std::vector<std::string>& texts) {
  std::vector<json::FieldPath> out;
  for (const std::string& text : texts)
    out.push_back(*json::FieldPath::parse(text));
  return out;
}

Result<FieldRules> make(const std::vector<std::string>& only,
                        const std::vector<std::string>& ignore,
                        const std::vector<std::string>& tolerances = {}) {
  FieldRules::FieldRequest request{paths(only), paths(ignore), {}};
  for (const std::string& text : tolerances)
    request.tolerances.push_back(*FieldTolerance::parse(text));
  return FieldRules::make(std::move(request));
}

FieldRules::Rule rule_of(const FieldRules& rules, const std::string& path) {
  FieldRules::Rule rule = rules.root();
  const json::FieldPath parsed = *json::FieldPath::parse(path);
  for (const std::string& key : parsed.segments)
    rule = rules.within(rule, key);
  return rule;
}

TEST_SUITE_BEGIN("compare/field_rules");

TEST_CASE("without a word every field is compared") {
  const FieldRules rules = *make({}, {});
  CHECK(rules.root().is_compared());
  CHECK_FALSE(rules.root().goes_deeper());
  CHECK(rule_of(rules, "a.b").is_compared());
  CHECK(rule_of(rules, "a.b").tolerance() == nullptr);
}

TEST_CASE("what is said of a field holds within it, and the longer path decides") {
  const FieldRules rules = *make({"a", "b.c"}, {"a.x", "b.c.y"});
  CHECK_FALSE(rules.root().is_compared());
  CHECK(rules.root().goes_deeper());
  CHECK(rule_of(rules, "a").is_compared());
  CHECK(rule_of(rules, "a").goes_deeper());
  CHECK(rule_of(rules, "a.z.z").is_compared());
  CHECK_FALSE(rule_of(rules, "a.x").is_compared());
  CHECK_FALSE(rule_of(rules, "a.x.a").is_compared());
  CHECK_FALSE(rule_of(rules, "b").is_compared());
  CHECK(rule_of(rules, "b").goes_deeper());
  CHECK(rule_of(rules, "b.c").is_compared());
  CHECK_FALSE(rule_of(rules, "b.c.y").is_compared());
  CHECK_FALSE(rule_of(rules, "d").is_compared());
  CHECK_FALSE(rule_of(rules, "d").goes_deeper());
}

TEST_CASE("tolerances hold within a field too") {
  FieldRules made = *make({}, {}, {".=1%", "a=5", "a.b=6"});
  const FieldRules rules = std::move(made);  // they do not move with it
  CHECK(rules.root().tolerance() != nullptr);
  CHECK(rule_of(rules, "z.z").tolerance() == rules.root().tolerance());
  CHECK(rule_of(rules, "a").tolerance() != rules.root().tolerance());
  CHECK(rule_of(rules, "a.c").tolerance() == rule_of(rules, "a").tolerance());
  CHECK(rule_of(rules, "a.b").tolerance() != rule_of(rules, "a").tolerance());
}

TEST_CASE("a field that is given twice is refused") {
  CHECK(make({"a"}, {"a"}).error().message == "the field .a is given twice");
  CHECK(make({"a.b", ".a.b"}, {}).error().message == "the field .a.b is given twice");
  CHECK(make({}, {}, {"a=1", "a=2%"}).error().message == "the field .a has two tolerances");
}

TEST_CASE("it tells which fields were named") {
  CHECK(make({"a"}, {"a.b"}, {".=1", "c=2"})->named() == paths({"a", "a.b", "c"}));
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
