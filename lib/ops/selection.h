// Selected: an operator that is given only the records for which -w holds, with --tally.
//
// Belongs here: which records another operator sees. Does not belong here: keeping them as such
// (filter.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "expr/period_lets.h"
#include "expr/program.h"
#include "io/output.h"
#include "io/streams.h"
#include "json/schema.h"
#include "json/slot_set.h"
#include "ops/tallies.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::ops {

// As it stands on the command line.
struct SelectionRequest {
  std::string where;                 // empty: every record
  std::vector<std::string> tallies;  // NAME=COND
};

// The same, compiled.
struct Selection {
  std::optional<expr::Program> where;
  std::vector<TallyRule> tallies;

  // kUsage on anything wrong.
  static Result<Selection> compile(const SelectionRequest& request, json::Schema& schema,
                                   const io::Streams& streams);
};

// All records that are used are tallied, selected or not. A record for which -w or a COND fails is
// an error of this record.
template <stream::Operator Op>
class Selected {
 public:
  // The selection must outlive it.
  Selected(const Selection& selection, Op op)
      : selection_(&selection), tallies_(selection.tallies), op_(std::move(op)) {
    if (selection.where) {
      where_.emplace(*selection.where);
      selection.where->add_period_lets(periods_);
    }
    for (const TallyRule& rule : selection.tallies)
      rule.condition.add_period_lets(periods_);
  }

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out) {
    periods_.find(record.row);
    const bool selected = !where_ || ND_TRY(where_->test(record.row, record.block->file));
    if (tallies_.empty()) return selected ? give(record, out) : Status();
    const std::size_t tally = ND_TRY(tallies_.find(record));
    if (selected) ND_TRY(give(record, out));
    tallies_.count(tally);
    return {};
  }
  [[nodiscard]] Status settle(io::Output& out) { return stream::settle(op_, out); }
  [[nodiscard]] Status finish(io::Output& out) { return op_.finish(out); }

  [[nodiscard]] bool rewrites_later() const { return stream::rewrites_later(op_); }
  [[nodiscard]] std::string required_text() const {
    return where_ && tallies_.empty() ? selection_->where->required_text() : std::string();
  }
  // The operator has asked for nothing before it was given a record.
  void add_lacked(json::SlotSet& out) const {
    if (where_) where_->add_lacked(out);
    tallies_.add_lacked(out);
    if (selected_any_) op_.add_lacked(out);
  }
  [[nodiscard]] std::vector<io::Tally> take_tallies() { return tallies_.take(); }
  [[nodiscard]] stream::Writes writes() const { return stream::writes_of(op_); }
  [[nodiscard]] bool needs_order() const { return stream::needs_order(op_); }

  // For stream::run_partwise, where the operator is one for it.
  [[nodiscard]] auto part_reader() const requires requires(const Op& op) { op.part_reader(); }
  { return Selected<decltype(op_.part_reader())>(*selection_, op_.part_reader()); }
  template <class Files>
  void read_again_from(const Files& files) requires requires(Op& op) {
    op.read_again_from(files);
  }
  { op_.read_again_from(files); }
  [[nodiscard]] Status take_part(const stream::FoundPart& part, io::Output& out) requires
      requires(Op& op) {
    op.take_part(part, out);
  }
  { return op_.take_part(part, out); }
  [[nodiscard]] bool follows(std::string_view found) const { return stream::follows(op_, found); }
  template <class Block>
  [[nodiscard]] Status start_part(std::size_t chunk, const Block& block, io::Output& out) requires
      requires(Op& op) {
    op.start_part(chunk, block, out);
  }
  { return op_.start_part(chunk, block, out); }
  void end_part(io::Output& out) requires requires(Op& op) { op.end_part(out); }
  { op_.end_part(out); }

 private:
  [[nodiscard]] Status give(const stream::Record& record, io::Output& out) {
    selected_any_ = true;
    return op_.consume(record, out);
  }

  const Selection* selection_;
  std::optional<expr::Evaluator> where_;
  Tallies tallies_;
  expr::PeriodLets periods_;  // that the conditions use
  bool selected_any_ = false;
  Op op_;
};

}  // namespace nd::ops
