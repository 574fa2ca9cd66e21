#include "group/condition_switch.h"

#include <algorithm>
#include <utility>

namespace nd::group {

using expr::Evaluator;

void ConditionSwitch::add(const Evaluator* condition) {
  conditions_.push_back(condition);
}

void ConditionSwitch::complete() {
  Case& any_other = cases_.emplace_back();
  for (const Evaluator* condition : conditions_) {
    any_other.entries.push_back(condition == nullptr ? Evaluator::Entry::kTrue
                                                     : condition->beginning());
    if (!field_ && condition != nullptr) field_ = condition->first_field();
  }
  if (conditions_.size() == 1) field_.reset();
}

[[gnu::noinline]] std::size_t ConditionSwitch::other(const json::Value& value) {
  const auto found = std::find_if(cases_.begin() + 1, cases_.end(),
                                  [&](const Case& each) { return each.text.is(value); });
  if (found != cases_.end()) {
    last_ = static_cast<std::size_t>(found - cases_.begin());
    return last_;
  }
  Case fresh;
  if (cases_.size() == kMostCases || !value.is_string() || !fresh.text.set(value)) return kAnyOther;
  for (const Evaluator* condition : conditions_) {
    fresh.entries.push_back(condition == nullptr ? Evaluator::Entry::kTrue
                                                 : condition->entry(*field_, value));
  }
  cases_.push_back(std::move(fresh));
  last_ = cases_.size() - 1;
  return last_;
}

}  // namespace nd::group
