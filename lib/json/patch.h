// Patch: set one field of a line's bytes without writing the rest anew.
//
// Belongs here: a top-level or nested field of one object line; what is not named keeps its bytes
// and its order. Does not belong here: several fields at once (patcher.h).
#pragma once

#include <string>
#include <string_view>

#include "base/padded_view.h"
#include "base/result.h"
#include "json/field_path.h"
#include "json/value.h"

namespace nd::json {

// Appends `line` (one JSON object) to out with the field at `path` holding `value_text` (JSON):
// replaced in its place if there, else added last, with the objects around it where they are
// missing or null. kInput, with the offset, where something else is in their place, or on malformed
// text. Requires: the path has segments.
[[nodiscard]] Status append_with_field(std::string& out, PaddedView line, const FieldPath& path,
                                       std::string_view value_text);

// An object on the way to a field that is to be set, as it was found in a record: kInput where it
// is neither an object, nor null, nor missing.
[[nodiscard]] Status check_parent(const Value& parent, const FieldPath& path);

}  // namespace nd::json
