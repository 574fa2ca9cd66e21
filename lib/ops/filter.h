// Filter: the records for which an expression is true, byte for byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "expr/program.h"
#include "io/output.h"
#include "io/streams.h"
#include "json/slot_set.h"
#include "ops/tallies.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::ops {

struct FilterOptions {
  enum class Keep { kTrue, kOthers } keep = Keep::kTrue;
  enum class Write { kRecords, kCount, kNothing } write = Write::kRecords;
  std::optional<std::uint64_t> limit;  // no further record is wanted once so many are kept
};

// Streaming (kCount: blocking). A record is kept if any output of the expression is neither null
// nor false. Memory: constant.
class Filter {
 public:
  // The program must outlive the filter and its forks.
  Filter(const expr::Program& program, Tallies tallies, FilterOptions options)
      : program_(&program), options_(options), evaluator_(program), tallies_(std::move(tallies)) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out) {
    if (done()) [[unlikely]]
      return {};
    auto holds = evaluator_.test(record.row, record.block->file);
    if (!holds) [[unlikely]]
      return tl::unexpected<Error>(std::move(holds).error());
    if (!tallies_.empty()) tallies_.count(ND_TRY(tallies_.find(record)));
    if (*holds != (options_.keep == FilterOptions::Keep::kTrue)) return {};
    ++kept_;
    if (options_.write != FilterOptions::Write::kRecords) return {};
    return out.record(record.text.text());
  }
  [[nodiscard]] Status finish(io::Output& out) const;
  [[nodiscard]] stream::Writes writes() const {
    using stream::Writes;
    return options_.write == FilterOptions::Write::kRecords ? Writes::kAlong : Writes::kAtEnd;
  }

  // The first ones up to the limit.
  [[nodiscard]] bool needs_order() const { return options_.limit.has_value(); }
  // Whether the limit is reached.
  [[nodiscard]] bool done() const { return options_.limit && kept_ >= *options_.limit; }
  [[nodiscard]] std::uint64_t kept() const { return kept_; }

  // For stream::run.
  [[nodiscard]] std::string required_text() const {
    const bool kept_if_true = options_.keep == FilterOptions::Keep::kTrue;
    return kept_if_true && tallies_.empty() ? program_->required_text() : std::string();
  }

  void add_lacked(json::SlotSet& out) const {
    evaluator_.add_lacked(out);
    tallies_.add_lacked(out);
  }
  [[nodiscard]] std::vector<io::Tally> take_tallies() { return tallies_.take(); }

  // For stream::run on several threads. Requires: no limit.
  [[nodiscard]] Filter fork() const { return {*program_, tallies_.fork(), options_}; }
  [[nodiscard]] Status absorb(const Filter& other) {
    kept_ += other.kept_;
    return {};
  }

 private:
  const expr::Program* program_;
  FilterOptions options_;
  expr::Evaluator evaluator_;
  Tallies tallies_;
  std::uint64_t kept_ = 0;
};

}  // namespace nd::ops
