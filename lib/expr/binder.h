// Binder: gives the names of a program their meaning: paths of the record become slots, calls
// become builtins.
//
// Belongs here: scopes, slots, constants folded, what is prepared once, errors in the use of names.
// Does not belong here: syntax (parser.h), evaluation (machine.h).
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "expr/ast.h"
#include "expr/program.h"

namespace nd::expr {

struct Let;

// What binding finds out besides the tree. What lets use is among what their users use.
struct Bound {
  Bound();
  Bound(Bound&&) noexcept;
  Bound& operator=(Bound&&) noexcept;
  ~Bound();

  NodePtr root;
  std::size_t variables = 0;
  bool uses_zone = false;
  bool uses_now = false;
  std::vector<json::FieldPath> reads;    // paths of the slots
  std::vector<std::string> arguments;    // $NAMEs of the bindings that are used, sorted
  std::vector<std::string> environment;  // NAMEs of $ENV.NAME, sorted
  bool uses_environment = false;         // $ENV as a whole
  std::set<std::string> let_names;       // those of --let that are used
  std::set<std::string> tables;          // those of --table
  std::vector<std::unique_ptr<Let>> lets;
};

// What a program is bound to.
struct Surface {
  json::Schema& schema;  // of the record that it sees
  json::Schema& origin;  // of the record as it was read, which lets see: mostly the same
  const Bindings& bindings;
};

// `constants` keeps the values that the tree refers to; it and `text` must outlive the tree.
[[nodiscard]] Result<Bound> bind(NodePtr root, std::string_view text, const Surface& surface,
                                 Arena& constants);

}  // namespace nd::expr
