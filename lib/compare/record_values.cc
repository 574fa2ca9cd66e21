#include "compare/record_values.h"

#include <string>

#include "base/number.h"
#include "base/wording.h"

namespace nd::compare {

Result<time::Period> period_of(const json::Value& value, std::string_view column) {
  if (value.is_string()) return time::Period::parse(value.text());
  // A year is often a number.
  if (value.kind() == json::Kind::kInt && value.int_value() >= 1000 &&
      value.int_value() <= time::kMaxYear) {
    std::string text;
    append_int(text, value.int_value());
    return time::Period::parse(text);
  }
  if (value.is_null()) return input_error("the record has no period in {}", in_quotes(column));
  return input_error("the period in {} is no text like 2024-07 but {}", in_quotes(column),
                     json::type_name(value));
}

Status check_number(const json::Value& value, std::string_view name) {
  if (value.is_null() || value.is_number()) return {};
  if (value.is_object()) {
    return usage_error(
        "{} is an object, perhaps a partial state: make final values of them first with ndmerge",
        in_quotes(name));
  }
  return input_error("{} is no number but {}", in_quotes(name), json::type_name(value));
}

}  // namespace nd::compare
