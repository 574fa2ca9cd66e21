// GroupWriter: the groups of one grouping as final records: --having, --min-group, --total, --fill,
// --keyed.
//
// Belongs here: which final records are written, in which order. Does not belong here: partial
// records (partial_writer.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "expr/program.h"
#include "group/group_shape.h"
#include "group/group_store.h"
#include "group/period_fill.h"
#include "group/suppression.h"
#include "json/projector.h"
#include "sort/final_output.h"

namespace nd::group {

// What is asked of the final records, as it stands on the command line.
struct FinalOptions {
  std::string having;  // empty: all
  std::optional<MinGroup> min_group;
  bool total = false;
  Fill fill;
  bool keyed = false;
};

// --having, compiled: a condition over the fields of a final record.
class Having {
 public:
  // kUsage if the expression is wrong.
  static Result<std::unique_ptr<Having>> compile(const std::string& text, const Bindings& bindings);
  // kUsage if it reads a field that no final record can have; `fields` are their keys and values.
  [[nodiscard]] Status check_fields(const std::vector<json::FieldPath>& fields) const;
  // `record` is the JSON text of a final record.
  [[nodiscard]] Result<bool> test(std::string_view record);
  // The fields that it reads, and the places among them of those that results lacked.
  [[nodiscard]] const std::vector<json::FieldPath>& reads() const { return schema_.paths(); }
  void add_lacked(json::SlotSet& out) const { evaluator_->add_lacked(out); }

 private:
  Having() = default;

  json::Schema schema_;
  std::optional<expr::Program> program_;
  std::optional<expr::Evaluator> evaluator_;
  std::optional<json::Projector> projector_;
  std::string line_;
};

// Whether the total is shown. Where groups overlap, for a key is of several values, it tells what
// lies between them, however many of them are hidden: with --min-group it is hidden too.
[[nodiscard]] bool shows_total(const FinalOptions& options, const GroupShape& shape);

// Checks what can be checked before anything is read: that --min-group names a result, that --fill
// has a key.
[[nodiscard]] Status check_final_options(const FinalOptions& options, const GroupShape& shape);

// kUsage for what cannot go with --partial: states are complete, whatever is shown of them in the
// end.
[[nodiscard]] Status check_partial(const FinalOptions& options);

// Whether write_groups() may find that a result cannot be what was asked for, when others of it
// have been written.
[[nodiscard]] bool may_fail(const FinalOptions& options, const GroupShape& shape);

// Writes every group of the store, which is used up. `having` may be null; `shape` belongs to the
// store's layout. kInput where the states of the total are shown and not there, and of a result:
// --having, no proportion, --fill.
[[nodiscard]] Status write_groups(GroupStore& store, GroupShape& shape, const FinalOptions& options,
                                  Having* having, sort::FinalOutput& out);

}  // namespace nd::group
