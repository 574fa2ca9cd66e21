// Lets: the values that --let names, as a program uses them: each compiled once, found at most once
// a record.
//
// Belongs here: what a let is once it is bound, and which may be written out where they are used.
// Does not belong here: evaluation (machine.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/binder.h"
#include "expr/checks.h"
#include "expr/choices.h"
#include "expr/machine.h"

namespace nd::expr {

struct Let {
  std::size_t number = 0;  // among those of the command line
  Setting setting;
  Bound bound;  // its own lets are those of the program
  // The fast way, of one that is a condition and of one that is not.
  std::optional<Checks> checks;
  std::optional<Choices> choices;
};

// The lets that are compiled so far, and how many of those of the command line are in sight: those
// before the let that is bound.
struct LetsInSight {
  std::vector<std::unique_ptr<Let>>& compiled;
  std::size_t count = 0;
};

// The place of a let among those that are compiled; it is compiled if it was not yet. kUsage with
// its own text where that is wrong.
[[nodiscard]] Result<std::uint32_t> compiled_let(std::size_t number, const Surface& surface,
                                                 Arena& constants, LetsInSight lets);
// As bind(), of a program or a let (binder.cc).
[[nodiscard]] Result<Bound> bind_in_sight(NodePtr root, std::string_view text,
                                          const Surface& surface, Arena& constants,
                                          LetsInSight lets);

// The node stands for the value of a let.
void become_let(Node& node, const Let& let, std::uint32_t index);

// Whether it costs no more to work out than to look at what was worked out before: a test of fields
// that a condition makes without the machine.
[[nodiscard]] bool is_trifle(const Node& node);

// A copy of a bound tree that is a trifle, at another place of a program.
[[nodiscard]] NodePtr clone_trifle(const Node& node, Span span);

}  // namespace nd::expr
