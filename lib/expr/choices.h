// Choices: a value as a flat list of the places where it may stand, the fast way for fields, lets,
// look-ups and functions of a field, for `a // b // c` of those, and for `if` that chooses between
// such. No copies of keys; the rest goes to the machine.
//
// Belongs here: single expressions that are no predicates. Does not belong here: predicates
// (checks.h), the meaning of the constructs (form.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "expr/ast.h"
#include "expr/flow.h"
#include "json/schema.h"

namespace nd::expr {

class Machine;

class Choices {
 public:
  // Requires: root.single. The tree must outlive the list.
  explicit Choices(const Node& root) : Choices(root, std::nullopt) {}
  // Of a let, whose record is the one that was read: conditions are checked too. `strict`: as for
  // Checks.
  static Choices of_let(const Node& root, bool strict) { return {root, strict}; }
  ~Choices();
  Choices(Choices&& other) noexcept;
  Choices& operator=(Choices&& other) noexcept;

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
    kLet,       // a let
    kBranch,    // one of two by a condition
  };
  struct Choice {
    Kind kind = Kind::kNode;
    std::uint32_t slot = kNone;
    std::uint32_t holder = kNone;  // slot of the record, if `slot` is a field of it
    const Node* node = nullptr;
    const Node* let = nullptr;
    std::size_t branch = 0;  // of branches_
    // kNode: the field that is all it reads of the record, if there is one, as `slot` and `holder`.
    std::uint32_t sole = kNone;
    std::uint32_t sole_holder = kNone;
  };
  struct Branch;

  Choices(const Node& root, std::optional<bool> strict);
  void add(const Node& node);
  Flow value(const Choice& choice, Machine& machine, json::Row row, json::Value& out) const;

  std::optional<bool> strict_;  // none: conditions are left to the machine
  std::vector<Choice> choices_;
  std::vector<std::unique_ptr<Branch>> branches_;
};

}  // namespace nd::expr
