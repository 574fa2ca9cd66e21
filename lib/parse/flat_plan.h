// FlatPlan: what the options say about the fields of formats without nesting: columns, logfmt keys,
// groups of a regex.
//
// Does not belong here: fields of JSON records (record_rewriter.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/field_path.h"
#include "parse/cell_converter.h"
#include "parse/parse_options.h"

namespace nd::parse {

struct FlatField {
  std::string input;                       // as it is called in the file
  json::FieldPath place;                   // the same, read as a path
  std::optional<json::FieldPath> renamed;  // where it stands in the record, if --rename says so
  CellRule rule;
};

class FlatPlan {
 public:
  // kUsage where two fields get one name. Options name fields as they are called after --rename.
  static Result<FlatPlan> make(const ParseOptions& options);

  // The fields that an option names, in no special order.
  [[nodiscard]] const std::vector<FlatField>& fields() const { return fields_; }
  // What the options say about a field of the file; nullptr for nothing.
  [[nodiscard]] const FlatField* find(std::string_view input) const;
  // Where a field of the file stands in the record if no option renames it.
  [[nodiscard]] json::FieldPath place_of(std::string_view input) const;
  // Whether a field can stand within an object.
  [[nodiscard]] bool nests() const { return nests_; }

 private:
  Status add_rename(const RenameOption& rename);
  Result<CellRule*> rule_of(const std::string& typed);

  std::vector<FlatField> fields_;
  bool nest_names_ = false;  // --nest
  bool nests_ = false;
};

}  // namespace nd::parse
