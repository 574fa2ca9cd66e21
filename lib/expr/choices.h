// Choices: a value as a flat list of the places where it may stand, the fast way for fields,
// look-ups and functions of a field, and for `a // b // c` of those. No recursion, no copies of
// keys; the rest goes to the machine.
//
// Belongs here: single expressions that are no predicates. Does not belong here: predicates
// (checks.h), the meaning of the constructs (form.h).
#pragma once

#include <cstdint>
#include <vector>

#include "expr/ast.h"
#include "expr/flow.h"
#include "json/schema.h"

namespace nd::expr {

class Machine;

class Choices {
 public:
  Choices() = default;
  // Requires: root.single. The tree must outlive the list.
  explicit Choices(const Node& root) { add(root); }

  // Whether the list is of use: the machine would have to be asked for the whole otherwise.
  [[nodiscard]] bool is_useful() const {
    return choices_.size() > 1 || choices_[0].kind != Kind::kNode;
  }

  // The first value that is true, or else the last one; kGo with `out` set, or kFail. Requires: the
  // machine is started, with this row.
  [[nodiscard]] Flow find(Machine& machine, json::Row row, json::Value& out) const;

 private:
  enum class Kind : std::uint8_t {
    kNode,      // whatever the node gives
    kSlot,      // a field
    kLookup,    // what a table has for a field
    kFunction,  // a function of a field alone
    kEach,      // [X[] | ...] where X is a let, whose node `let` is: empty where that is
  };
  struct Choice {
    Kind kind = Kind::kNode;
    std::uint32_t slot = kNone;
    std::uint32_t holder = kNone;  // slot of the record, if `slot` is a field of it
    const Node* node = nullptr;
    const Node* let = nullptr;
  };

  void add(const Node& node);
  static Flow value(const Choice& choice, Machine& machine, json::Row row, json::Value& out);

  std::vector<Choice> choices_;
};

}  // namespace nd::expr
