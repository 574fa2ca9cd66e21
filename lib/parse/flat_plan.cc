#include "parse/flat_plan.h"

#include <utility>

#include "json/object_layout.h"

namespace nd::parse {

Status FlatPlan::add_rename(const RenameOption& rename) {
  const std::string old = flat_name(rename.field);
  for (const FlatField& field : fields_) {
    if (*field.renamed == rename.to)
      return usage_error("two fields are renamed to '{}'", rename.to.name());
    if (json::related(*field.renamed, rename.to))
      return json::check_apart(std::vector{*field.renamed, rename.to});
    if (field.input == old) return usage_error("the field '{}' is renamed twice", old);
  }
  nests_ = nests_ || rename.to.segments.size() > 1;
  fields_.push_back({old, output_path(rename.field), rename.to, {}});
  return {};
}

// A field is named by its place in the record, or as the file calls it.
Result<CellRule*> FlatPlan::rule_of(const std::string& typed) {
  const std::string name = flat_name(typed);
  json::FieldPath place = output_path(typed);
  for (FlatField& field : fields_) {
    if (field.renamed && *field.renamed == place) return &field.rule;
  }
  for (FlatField& field : fields_) {
    if (field.input != name) continue;
    if (!field.renamed) return &field.rule;
    return usage_error("the field '{}' is called '{}' by --rename, which options name it by", name,
                       field.renamed->name());
  }
  return &fields_.emplace_back(FlatField{name, std::move(place), std::nullopt, {}}).rule;
}

Result<FlatPlan> FlatPlan::make(const ParseOptions& options) {
  FlatPlan plan;
  plan.nest_names_ = plan.nests_ = options.nest;
  for (const RenameOption& rename : options.renames)
    ND_TRY(plan.add_rename(rename));
  for (const TypeOption& type : options.types)
    ND_TRY(plan.rule_of(type.field))->type = type.type;
  for (const TimeOption& at : options.times)
    ND_TRY(plan.rule_of(at.field))->time = at.format;
  for (const std::string& field : options.required)
    ND_TRY(plan.rule_of(field))->required = true;
  return plan;
}

const FlatField* FlatPlan::find(std::string_view input) const {
  for (const FlatField& field : fields_) {
    if (field.input == input) return &field;
  }
  if (!nest_names_ || fields_.empty()) return nullptr;
  const json::FieldPath place = nested_path(input);
  for (const FlatField& field : fields_) {
    if (field.place == place) return &field;
  }
  return nullptr;
}

json::FieldPath FlatPlan::place_of(std::string_view input) const {
  return nest_names_ ? nested_path(input) : json::FieldPath{{std::string(input)}};
}

}  // namespace nd::parse
