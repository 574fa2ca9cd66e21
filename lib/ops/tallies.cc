#include "ops/tallies.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/wording.h"
#include "json/field_path.h"

namespace nd::ops {
namespace {

bool is_plain(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

}  // namespace

Result<std::vector<TallyRule>> compile_tallies(std::span<const std::string> items,
                                               json::Schema& schema, const io::Streams& streams) {
  if (!items.empty() && !streams.sinks.stats)
    return usage_error("--tally counts for --stats, which is not asked for");
  std::vector<TallyRule> rules;
  rules.reserve(items.size());
  for (const std::string& item : items) {
    const auto [name, condition] = json::split_name(item);
    if (name.empty())
      return usage_error("{} is not NAME=COND, as --tally takes it", in_quotes(item));
    if (!std::all_of(name.begin(), name.end(), is_plain)) {
      return usage_error("{} cannot be the name of a tally; write letters, digits and _",
                         in_quotes(name));
    }
    if (std::any_of(rules.begin(), rules.end(),
                    [&](const TallyRule& rule) { return rule.name == name; })) {
      return usage_error("two tallies are called {}", in_quotes(name));
    }
    rules.push_back({name, ND_TRY(expr::Program::compile(condition, schema, streams.bindings,
                                                         expr::Use::kCondition))});
  }
  return rules;
}

Tallies::Tallies(const std::vector<TallyRule>& rules) : rules_(&rules), counts_(rules.size()) {
  evaluators_.reserve(rules.size());
  for (const TallyRule& rule : rules)
    evaluators_.emplace_back(rule.condition);
}

Result<std::size_t> Tallies::find(const stream::Record& record) {
  for (std::size_t i = 0; i < evaluators_.size(); ++i) {
    if (ND_TRY(evaluators_[i].test(record.row, record.block->file))) return i;
  }
  return kNone;
}

void Tallies::add_lacked(json::SlotSet& out) const {
  for (const expr::Evaluator& evaluator : evaluators_)
    evaluator.add_lacked(out);
}

std::vector<io::Tally> Tallies::take() {
  std::vector<io::Tally> taken;
  taken.reserve(counts_.size());
  for (std::size_t i = 0; i < counts_.size(); ++i)
    taken.push_back({(*rules_)[i].name, std::exchange(counts_[i], 0)});
  return taken;
}

}  // namespace nd::ops
