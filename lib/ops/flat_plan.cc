#include "ops/flat_plan.h"

namespace nd::ops {

CellRule& FlatPlan::rule_of(const std::string& typed) {
  const std::string name = flat_name(typed);
  for (FlatField& field : fields_) {
    if (field.output == name) return field.rule;
  }
  return fields_.emplace_back(FlatField{name, name, {}}).rule;
}

Result<FlatPlan> FlatPlan::make(const ParseOptions& options) {
  FlatPlan plan;
  for (const RenameOption& rename : options.renames) {
    const std::string old = flat_name(rename.field);
    for (const FlatField& field : plan.fields_) {
      if (field.output == rename.name)
        return usage_error("two fields are renamed to '" + rename.name + "'");
      if (field.input == old) return usage_error("the field '" + old + "' is renamed twice");
    }
    plan.fields_.push_back({old, rename.name, {}});
  }
  for (const TypeOption& type : options.types)
    plan.rule_of(type.field).type = type.type;
  for (const TimeOption& at : options.times)
    plan.rule_of(at.field).time = at.format;
  for (const std::string& field : options.required)
    plan.rule_of(field).required = true;
  return plan;
}

const FlatField* FlatPlan::find(std::string_view input) const {
  for (const FlatField& field : fields_) {
    if (field.input == input) return &field;
  }
  return nullptr;
}

}  // namespace nd::ops
