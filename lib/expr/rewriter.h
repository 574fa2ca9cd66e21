// Rewriter: the one output of a program as text, made from the record's own bytes: of a program
// that sets and deletes fields of the record (record_plan.h), or makes an object of fields.
//
// Belongs here: what is taken over from the record as it stands. Does not belong here: the splicing
// (json/patcher.h). What it gives is what the machine gives, byte for byte; where it cannot, it
// says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/padded_view.h"
#include "expr/machine.h"
#include "expr/record_plan.h"
#include "json/patcher.h"
#include "json/projector.h"
#include "json/slot_set.h"
#include "json/validate.h"

namespace nd::expr {

// Whether json::append_value() would write the tree of a raw value as the value stands.
class WrittenCheck {
 public:
  [[nodiscard]] bool operator()(std::string_view text);

 private:
  json::Validator validator_;
};

// Fields of a record set and deleted. One per thread.
class RecordEditor {
 public:
  // The plan and the setting of its program must outlive the editor.
  RecordEditor(const RecordPlan& plan, const Setting& program);

  // Appends the record as the program makes it of `record`, whose row is the program's; false, with
  // `out` as it was, where that cannot be done so, or the program fails.
  [[nodiscard]] bool append(std::string& out, PaddedView record, json::Row row,
                            std::string_view file);

  // Adds the slots of the program's schema that were asked of a record that lacks them.
  void add_lacked(json::SlotSet& out) const;

 private:
  static Setting setting_of(const RecordPlan& plan, const Setting& program);
  [[nodiscard]] bool evaluate(std::size_t step, json::Value& out);
  [[nodiscard]] bool make_tree(json::Value& value);
  [[nodiscard]] bool append_value(std::size_t step, json::Value& value);
  void show(std::size_t step, const json::Value& value);

  const RecordPlan& plan_;
  std::size_t program_slots_;
  Setting setting_;
  Machine told_;  // evaluates what tells of lacking fields
  Machine rest_;
  std::optional<json::Projector> projector_;  // if more is read than the program's row holds
  json::Patcher patcher_;
  WrittenCheck is_written_;
  std::vector<json::EditChoice> choices_;
  std::vector<json::Value> values_;  // of the steps
  std::vector<json::Value> row_;     // as the stage at work sees it
  Arena arena_;                      // trees of raw values
};

// A new object of fields. One per thread.
class ObjectWriter {
 public:
  // Whether the program does no more: the object has its names once, each with one value.
  [[nodiscard]] static bool suits(const Node& root);

  // The tree must outlive the writer. Requires: suits(root), and the root is bound.
  explicit ObjectWriter(const Node& root);

  // Appends the object. kFail: the machine has the error, and `out` is as it was. Requires: the
  // machine was started with the record's row.
  [[nodiscard]] Flow append(Machine& machine, json::Row row, PaddedView record, std::string& out);

 private:
  struct Field {
    std::string before;  // `{"a":`, then `,"b":`
    const Node* value = nullptr;
  };
  [[nodiscard]] bool copy(const json::Value& value, PaddedView record, std::string& out);

  std::vector<Field> fields_;
  WrittenCheck is_written_;
};

}  // namespace nd::expr
