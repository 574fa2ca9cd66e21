// Tallies: how many records each of some named conditions holds for, told by --stats. A record
// counts for the first condition that holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "expr/program.h"
#include "io/streams.h"
#include "json/schema.h"
#include "json/slot_set.h"
#include "stream/record.h"

namespace nd::ops {

// NAME=COND of --tally, compiled.
struct TallyRule {
  std::string name;
  expr::Program condition;
};

// kUsage on anything wrong, on a name that was given before, and where --stats is not asked for.
[[nodiscard]] Result<std::vector<TallyRule>> compile_tallies(std::span<const std::string> items,
                                                             json::Schema& schema,
                                                             const io::Streams& streams);

class Tallies {
 public:
  static constexpr std::size_t kNone = ~std::size_t{0};

  // The rules must outlive it.
  explicit Tallies(const std::vector<TallyRule>& rules);

  [[nodiscard]] bool empty() const { return evaluators_.empty(); }
  // The first condition that holds for the record, or kNone. kInput if one before it fails.
  [[nodiscard]] Result<std::size_t> find(const stream::Record& record);
  // Counts a record that find() was asked of, once it is used.
  void count(std::size_t found) {
    if (found != kNone) ++counts_[found];
  }

  [[nodiscard]] Tallies fork() const { return Tallies(*rules_); }
  void add_lacked(json::SlotSet& out) const;
  // What was counted since the last call, in the order of the rules.
  [[nodiscard]] std::vector<io::Tally> take();

 private:
  const std::vector<TallyRule>* rules_;
  std::vector<expr::Evaluator> evaluators_;
  std::vector<std::uint64_t> counts_;
};

}  // namespace nd::ops
