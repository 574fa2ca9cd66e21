// Map: every output of an expression as a record; Edit: records with fields set, dropped, renamed
// or kept, all else byte for byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/padded_view.h"
#include "base/result.h"
#include "expr/program.h"
#include "io/output.h"
#include "json/patcher.h"
#include "json/projector.h"
#include "ops/edit_plan.h"
#include "stream/record.h"

namespace nd::ops {

enum class TextForm : std::uint8_t {
  kJson,
  kRaw,  // strings without quotes
};

// Streaming. Any number of records for each. Memory: the outputs of one record.
class Map {
 public:
  // The program must outlive the map and its forks.
  Map(const expr::Program& program, TextForm form)
      : program_(&program), form_(form), evaluator_(program), writes_(evaluator_.writes()) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output&) { return {}; }

  // For stream::run.
  void add_lacked(json::SlotSet& out) const { evaluator_.add_lacked(out); }

  // For stream::run on several threads.
  [[nodiscard]] Map fork() const { return {*program_, form_}; }
  [[nodiscard]] Status absorb(const Map&) { return {}; }

 private:
  const expr::Program* program_;
  TextForm form_;
  expr::Evaluator evaluator_;
  bool writes_;                    // the evaluator does it
  std::string outputs_;            // the texts of one record, one after another
  std::vector<std::size_t> ends_;  // where each of them ends
};

// Streaming. One record for each. Memory: constant.
class Edit {
 public:
  // The plan must outlive the editor and its forks.
  explicit Edit(const EditPlan& plan);

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output&) { return {}; }

  // For stream::run.
  void add_lacked(json::SlotSet& out) const;
  [[nodiscard]] const std::vector<json::FieldPath>& named_fields() const { return plan_->named(); }

  // For stream::run on several threads.
  [[nodiscard]] Edit fork() const { return Edit(*plan_); }
  [[nodiscard]] Status absorb(const Edit&) { return {}; }

 private:
  // What one stage of the plan needs while it runs.
  struct Stage {
    std::optional<json::Projector> projector;  // of the edited line; the first stage needs none
    json::Patcher patcher;
    std::vector<std::optional<expr::Evaluator>> evaluators;  // of each step, for kSet
    std::vector<json::EditChoice> choices;
  };

  [[nodiscard]] Status choose(std::size_t stage, json::Row row, const stream::Record& record);

  const EditPlan* plan_;
  std::vector<Stage> stages_;
  std::string line_;       // the record after the stages so far, a newline and padding
  std::string next_line_;  // the record after the stage at work
};

}  // namespace nd::ops
