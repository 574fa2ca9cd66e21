// expand: the small value tree of a sub-path that is iterated, compared or rebuilt.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/arena.h"
#include "base/padded_view.h"
#include "base/result.h"
#include "json/value.h"

namespace nd::json {

// A raw nested value as a tree, to its full depth; any other value as it is. The tree lives in the
// arena and refers to the raw text. Of duplicate keys the first is kept. kInput on malformed text
// (offset within it), a string that is not UTF-8, or more than kMaxDepth levels.
[[nodiscard]] Result<Value> expand(const Value& value, Arena& arena);

// One JSON text (blanks around it allowed) as a value, nested values as trees. The value refers to
// the arena alone.
[[nodiscard]] Result<Value> parse(std::string_view text, Arena& arena);

// The same of a line, behind which its '\n' stands: the value refers to the line too.
[[nodiscard]] Result<Value> parse_line(PaddedView line, Arena& arena);

// The members of the object on a line from the one on whose quote stands at `from`, as an object of
// their own; that of a repeated key which stands before is not known. It refers to the line too.
// Requires: line[from - 1] is a comma between members.
[[nodiscard]] Result<Value> parse_members(PaddedView line, std::size_t from, Arena& arena);

// A copy of the value that refers to nothing but the arena.
[[nodiscard]] Value deep_copy(const Value& value, Arena& arena);

}  // namespace nd::json
