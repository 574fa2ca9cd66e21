// Withheld values: which fields of a suppressed record may not be shown, though they have a value.
//
// A record with `"suppressed":true` stands for too few people. ndgroup --min-group writes its keys
// first and makes all values behind them null. Where such a record has a number all the same, a
// program in between has left or put it there, and to show it would give away what is hidden.
//
// Belongs here: what is a key of such a record and what is a value. Does not belong here: what
// stands in its place (mark_cells.h, print.h).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/field_path.h"
#include "json/value.h"

namespace nd::show {

// The field that says so; any value but true says nothing.
inline constexpr std::string_view kSuppressedField = "suppressed";

// Of one record. Owner.
class Withheld {
 public:
  // None, as of a record that is not suppressed.
  Withheld() = default;
  // `record`: its text; none if it is not suppressed. Its keys are the fields before the first
  // null; if nothing is null it is not known what its keys are, and there are none. Withheld are
  // the numbers, arrays and objects of the other fields; texts are names. kInput: it is malformed.
  [[nodiscard]] static Result<Withheld> of(std::string_view record);

  // Whether the value of a field is withheld: a name within an object is not.
  [[nodiscard]] bool hides(const json::FieldPath& field, const json::Value& value) const {
    return (value.is_number() || value.is_nested()) && hides(field);
  }
  // Whether what is computed from the field is. Without segments: from the whole record.
  [[nodiscard]] bool hides(const json::FieldPath& field) const {
    if (field.segments.empty()) return !names_.empty();
    return std::find(names_.begin(), names_.end(), field.segments[0]) != names_.end();
  }

 private:
  std::vector<std::string> names_;  // of top-level fields
};

}  // namespace nd::show
