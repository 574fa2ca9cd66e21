// Lets: the values that --let names, as a program uses them: each compiled once, found at most once
// a record.
//
// Belongs here: what a let is once it is bound, and which may be written out where they are used.
// Does not belong here: evaluation (machine.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "expr/ast.h"
#include "expr/binder.h"
#include "expr/machine.h"

namespace nd::expr {

struct Let {
  std::size_t number = 0;  // among those of the command line
  Setting setting;
  Bound bound;  // its own lets are those of the program
};

// Whether it costs no more to work out than to look at what was worked out before: a test of fields
// that a condition makes without the machine.
[[nodiscard]] bool is_trifle(const Node& node);

// A copy of a bound tree that is a trifle, at another place of a program.
[[nodiscard]] NodePtr clone_trifle(const Node& node, Span span);

}  // namespace nd::expr
