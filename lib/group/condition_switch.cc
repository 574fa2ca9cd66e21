#include "group/condition_switch.h"

#include <algorithm>
#include <utility>

namespace nd::group {

void ConditionSwitch::add(const expr::Evaluator* condition) {
  conditions_.push_back(condition);
  if (!field_ && condition != nullptr) field_ = condition->first_field();
}

[[gnu::noinline]] const expr::Evaluator::Entry* ConditionSwitch::other(const json::Value& value) {
  const auto found = std::find_if(cases_.begin(), cases_.end(),
                                  [&](const Case& each) { return each.text.is(value); });
  if (found != cases_.end()) {
    last_ = static_cast<std::size_t>(found - cases_.begin());
    return found->entries.data();
  }
  Case fresh;
  if (cases_.size() == kMostCases || !value.is_string() || !fresh.text.set(value)) return nullptr;
  for (const expr::Evaluator* condition : conditions_) {
    fresh.entries.push_back(condition == nullptr ? expr::Evaluator::Entry::kTrue
                                                 : condition->entry(*field_, value));
  }
  cases_.push_back(std::move(fresh));
  last_ = cases_.size() - 1;
  return cases_.back().entries.data();
}

}  // namespace nd::group
