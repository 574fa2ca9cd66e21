// The kinds of values within a sentence.
#pragma once

#include <string_view>

#include "json/value.h"

namespace nd::json {

// "a number", "an object", "null": type_name() with its article.
[[nodiscard]] inline std::string_view with_article(const Value& value) {
  if (value.is_null()) return "null";
  if (value.is_bool()) return "a boolean";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a string";
  return value.is_array() ? "an array" : "an object";
}

}  // namespace nd::json
