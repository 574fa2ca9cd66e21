// Clauses: what -a says, parsed: `[NAME=]AGG` -> columns of states and the outputs that are made of
// them.
//
// Belongs here: the syntax of aggregates and the names of their results. Does not belong here:
// states (aggregate.h), the syntax of their arguments (expr).
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "agg/aggregate.h"
#include "base/result.h"
#include "expr/program.h"
#include "json/field_path.h"
#include "json/schema.h"

namespace nd::agg {

// One aggregate over its arguments: what has a state in every group.
struct Column {
  const Aggregate* aggregate = nullptr;  // never a quotient
  std::vector<expr::Program>
      arguments{};  // count: none or COND; else X; or X and BY. None where partials are merged
  Parameter parameter{};     // its text lives as long as the Clauses
  std::string canonical{};   // "sum(.x)", the same for texts that differ in blanks alone
  bool in_quotient = false;  // a ratio is made of it: its numbers must be within the doubles
};

// One field of the result.
struct Output {
  json::FieldPath path;  // where it stands
  std::string name;      // the same as text
  const Aggregate* aggregate = nullptr;
  std::size_t column = 0;
  std::size_t base = 0;   // of a quotient: the column that is divided by
  Parameter parameter{};  // of ci; its text lives as long as the Clauses
  std::string canonical{};
};

class Clauses {
 public:
  // Adds one clause; columns that are there already are shared. kUsage on anything wrong.
  Status add(std::string_view text, json::Schema& schema, const Bindings& bindings);
  // Adds an output over states that are read, with a column (or two) of its own; the parameter is
  // that of the output. Requires: base is null, or the aggregate is a quotient.
  void add_read(const json::FieldPath& path, const Aggregate& aggregate, Column column,
                Column* base, const Parameter& parameter = {});

  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<Output>& outputs() const { return outputs_; }

  // A copy of a parameter's text that lives as long as this.
  [[nodiscard]] std::string_view keep(std::string_view text);

 private:
  struct Call;

  Result<std::size_t> add_column(const Call& call, json::Schema& schema, const Bindings& bindings);
  Result<std::size_t> add_nested(std::string_view text, json::Schema& schema,
                                 const Bindings& bindings);
  // The columns, the base and the canonical text of a quotient.
  Status fill_quotient(const Call& call, Output& output, json::Schema& schema,
                       const Bindings& bindings);
  Status fill_interval(const Call& call, Output& output, json::Schema& schema,
                       const Bindings& bindings);
  Result<std::size_t> share_column(Column column);

  std::vector<Column> columns_;
  std::vector<Output> outputs_;
  std::deque<std::string> texts_;
};

// The name of an output that was given none: the text with everything but letters, digits and '_'
// as one '_': sum(.x) is sum_x.
[[nodiscard]] std::string default_name(std::string_view text);

}  // namespace nd::agg
