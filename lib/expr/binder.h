// Binder: gives the names of a program their meaning: paths of the record become slots, calls
// become builtins.
//
// Belongs here: scopes, slots, constants folded, what is prepared once, errors in the use of names.
// Does not belong here: syntax (parser.h), evaluation (machine.h).
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/bindings.h"
#include "base/result.h"
#include "expr/ast.h"
#include "expr/bound.h"
#include "json/schema.h"

namespace nd::expr {

// What a program is bound to.
struct Surface {
  json::Schema& schema;  // of the record that it sees
  json::Schema& origin;  // of the record as it was read, which lets see: mostly the same
  const Bindings& bindings;
};

// `constants` keeps the values that the tree refers to; it and `text` must outlive the tree.
[[nodiscard]] Result<Bound> bind(NodePtr root, std::string_view text, const Surface& surface,
                                 Arena& constants);
// The same of one of several parts, which share the lets that they use: `lets` has those of the
// parts so far.
[[nodiscard]] Result<Bound> bind(NodePtr part, std::string_view text, const Surface& surface,
                                 Arena& constants, std::vector<std::unique_ptr<Let>>& lets);

}  // namespace nd::expr
