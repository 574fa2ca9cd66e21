#include "compare/daily_doubt.h"

#include <cmath>

#include "base/ascii.h"
#include "base/nesting.h"
#include "base/wording.h"

namespace nd::compare {

bool divides_by_value(std::string_view expression) {
  for (std::size_t i = 0; i < expression.size(); ++i) {
    if (expression[i] == '"') {
      i = nesting_end(expression, i);
      if (i == std::string_view::npos) return false;
      --i;
    } else if (expression[i] == '/') {
      if (expression.substr(i + 1).starts_with('/')) {
        ++i;  // the alternative, which is no division
        continue;
      }
      const std::string_view divisor = trimmed(expression.substr(i + 1));
      if (!divisor.empty() && !is_digit(divisor[0]) && divisor[0] != '$') return true;
    }
  }
  return false;
}

DailyDoubt::DailyDoubt(const ValueList& values) {
  for (const ValueList::Item& item : values.items()) {
    const bool divides = !values.columns().is_field(item.top) && divides_by_value(item.text);
    doubts_.push_back({item.path.text(), item.base.has_value(), divides});
  }
}

void DailyDoubt::see_number(std::size_t item, const json::Value& number) {
  const double value = number.to_double();
  if (std::trunc(value) != value) doubts_[item].raised = true;
}

std::string DailyDoubt::text(bool puts_together) const {
  std::vector<std::string> names;
  for (const Doubt& doubt : doubts_) {
    if (doubt.raised && !doubt.is_quotient) names.push_back(in_quotes(doubt.name));
  }
  if (names.empty()) return {};
  const bool one = names.size() == 1;
  const std::string_view way_out = puts_together ? "states of ndgroup --partial" : "--basis total";
  return joined(names) +
         (one ? " is divided by days, but looks like a mean or a share: give "
              : " are divided by days, but look like means or shares: give ") +
         std::string(way_out) + ", or a quotient of two fields, NAME=A/B (or --basis daily, if " +
         (one ? "it is an amount)" : "they are amounts)");
}

}  // namespace nd::compare
