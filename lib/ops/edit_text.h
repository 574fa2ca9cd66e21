// The texts of ndmap's edits: NAME=EXPR, lists of fields, lists of renames.
//
// Belongs here: reading them. Does not belong here: what is made of them (edit_plan.h).
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/field_path.h"

namespace nd::ops {

struct Assignment {
  json::FieldPath path;
  std::string_view text;  // a view of what was read
};

// NAME=EXPR at the first '=' outside quotes. `wanted`: what the error calls for.
[[nodiscard]] Result<Assignment> read_assignment(std::string_view text, std::string_view wanted);

// A field, which is not the whole record.
[[nodiscard]] Result<json::FieldPath> read_field(std::string_view text);
[[nodiscard]] Result<std::vector<json::FieldPath>> read_fields(std::string_view list);

struct Rename {
  json::FieldPath to;
  json::FieldPath from;
};

// Whether a field stays in the object that it stands in.
[[nodiscard]] bool stays_in_object(const Rename& rename);

// NEW=OLD,… whose renames can all be made at once, each of what was there before any of them: no
// field is named twice on one side, none lies within another one. A field that keeps its name is
// left out. kUsage.
[[nodiscard]] Result<std::vector<Rename>> read_renames(std::string_view list);

}  // namespace nd::ops
