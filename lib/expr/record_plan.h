// RecordPlan: what a program does to a record, where it does no more than set and delete fields of
// it: `.a = …`, `.a.b |= …`, `.a += …`, `. + {…}`, `del(.a, .b.c)`, and pipes of these.
//
// Belongs here: which programs do no more, seen from their tree, and what their parts read. Does
// not belong here: doing it (rewriter.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "expr/ast.h"
#include "expr/binder.h"
#include "expr/lets.h"
#include "json/patcher.h"
#include "json/schema.h"

namespace nd::expr {

// Owner, immutable. A part of it has exactly one value. Each field is set or deleted once, and no
// part reads what holds, or lies within, a field that a part before it has set.
struct RecordPlan {
  // One field.
  struct Step {
    Op op = Op::kNone;  // that of a kAssign; kNone: the field is deleted
    NodePtr value;      // the right side; of |= what it makes of the old value
    NodePtr old;        // the old value, if it is needed beside that
    bool told = false;  // a field that the value looks for in vain is told (program.h)
    bool ends_stage = true;
    // Where later stages see what became of the field; of one that is deleted, of all within it.
    std::vector<std::uint32_t> slots;
  };

  std::vector<Step> steps;
  std::vector<json::FieldEdit> edits;  // of the same fields
  json::Schema schema;                 // of all that is read; starts with that of the program
  std::size_t variables = 0;
  std::vector<std::unique_ptr<Let>> lets;  // that the parts use; of the record as it was read
};

// `surface`: that of the program, with all that it reads; of its record as it was read. `constants`
// keeps values of the plan; it and `text` must outlive it. Requires: the tree is as the parser made
// it, and can be bound.
[[nodiscard]] std::optional<RecordPlan> plan_record(const Node& root, std::string_view text,
                                                    const Surface& surface, Arena& constants);

}  // namespace nd::expr
