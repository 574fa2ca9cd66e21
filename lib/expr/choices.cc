#include "expr/choices.h"

#include <algorithm>
#include <span>

#include "expr/builtin.h"
#include "expr/checks.h"
#include "expr/lookups.h"
#include "expr/machine.h"

namespace nd::expr {

using json::Value;

namespace {

// The field whose value alone is the key of a look-up; kNone if the key is anything else.
std::uint32_t key_slot(const Node& lookup) {
  const bool one_field = lookup.children.size() == 1 && !lookup.at_moment &&
                         !lookup.keys_in_array && lookup.children[0]->kind == NodeKind::kSlot;
  return one_field ? lookup.children[0]->slot : kNone;
}

// Of `[X[]]` and `[X[] | ...]` the let X; else nullptr.
const Node* let_of_each(const Node& array) {
  if (array.children.empty()) return nullptr;
  const Node* at = array.children[0].get();
  while (at->kind == NodeKind::kPipe)
    at = at->children[0].get();
  const bool each_of_let =
      at->kind == NodeKind::kIterate && at->children[0]->kind == NodeKind::kLet;
  return each_of_let ? at->children[0].get() : nullptr;
}

// Whether a node reads nothing of the record but a field of it, which `sole` is, or becomes.
bool reads_only(const Node& node, const Node*& sole) {
  if (node.kind == NodeKind::kLet) return reads_only(*node.meaning, sole);
  if (node.slot != kNone) {
    if (sole == nullptr) sole = &node;
    if (node.slot != sole->slot || node.parents.size() != 1) return false;
  }
  if (node.kind == NodeKind::kCall && node.builtin->depends_on == DependsOn::kFile) return false;
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](const NodePtr& child) { return reads_only(*child, sole); });
}

}  // namespace

// `if CONDITION then ... else ... end`.
struct Choices::Branch {
  Checks condition;
  Choices yes;
  Choices no;
};

Choices::Choices(const Node& root, std::optional<bool> strict) : strict_(strict) {
  add(root);
}
Choices::~Choices() = default;
Choices::Choices(Choices&&) noexcept = default;
Choices& Choices::operator=(Choices&&) noexcept = default;

void Choices::add(const Node& node) {
  if (node.kind == NodeKind::kAlternative) {
    add(*node.children[0]);
    add(*node.children[1]);
    return;
  }
  Choice choice;
  choice.node = &node;
  if (node.kind == NodeKind::kSlot) {
    choice.kind = Kind::kSlot;
    choice.slot = node.slot;
    if (node.parents.size() == 1) choice.holder = node.parents[0];
  } else if (node.kind == NodeKind::kLookup && key_slot(node) != kNone) {
    choice.kind = Kind::kLookup;
    choice.slot = key_slot(node);
  } else if (node.kind == NodeKind::kCall && node.children.empty() && node.slot != kNone &&
             node.builtin->function != nullptr) {
    choice.kind = Kind::kFunction;
    choice.slot = node.slot;
  } else if (node.kind == NodeKind::kArray) {
    choice.let = let_of_each(node);
    if (choice.let != nullptr) choice.kind = Kind::kEach;
  } else if (node.kind == NodeKind::kLet) {
    choice.kind = Kind::kLet;
  } else if (node.kind == NodeKind::kIf && strict_) {
    choice.kind = Kind::kBranch;
    choice.branch = branches_.size();
    const auto& parts = node.children;
    branches_.push_back(std::make_unique<Branch>(
        Branch{Checks(*parts[0], *strict_), {*parts[1], strict_}, {*parts[2], strict_}}));
  }
  const Node* sole = nullptr;
  if (choice.kind == Kind::kNode && reads_only(node, sole) && sole != nullptr) {
    choice.sole = sole->slot;
    choice.sole_holder = sole->parents[0];
  }
  choices_.push_back(choice);
}

Flow Choices::find(Machine& machine, json::Row row, Value& out) const {
  for (const Choice& choice : choices_) {
    ND_FLOW(value(choice, machine, row, out));
    if (out.is_truthy()) break;
  }
  return Flow::kGo;
}

Flow Choices::value(const Choice& choice, Machine& machine, json::Row row, Value& out) const {
  if (choice.slot != kNone) {
    const Value& field = row[choice.slot];
    // What is null may stand in what has no fields; what is raw has to be read first.
    if (!field.is_null() && !field.is_raw()) [[likely]] {
      if (choice.kind == Kind::kFunction)
        return choice.node->builtin->function({machine, *choice.node, field, {}}, out);
      if (choice.kind == Kind::kLookup)
        return look_up_value(machine, *choice.node, {&field, 1}, out);
      out = field;
      return Flow::kGo;
    }
  }
  if (choice.holder != kNone && row[choice.slot].is_null() && row[choice.holder].is_object()) {
    machine.note_lack(choice.slot, row[choice.slot]);
    out = Value::null();
    return Flow::kGo;
  }
  if (choice.kind == Kind::kBranch) {
    const Branch& branch = *branches_[choice.branch];
    bool holds = false;
    ND_FLOW(branch.condition.run(machine, row, machine.file(), holds));
    return (holds ? branch.yes : branch.no).find(machine, row, out);
  }
  if (choice.kind == Kind::kLet) {
    const Value* found = nullptr;
    ND_FLOW(machine.let_value(*choice.node, found));
    out = *found;
    return Flow::kGo;
  }
  if (choice.kind == Kind::kEach) {
    const Value* items = nullptr;
    ND_FLOW(machine.let_value(*choice.let, items));
    if (items->is_array() && !items->is_raw() && items->items().empty()) {
      out = Value::array({});
      return Flow::kGo;
    }
  }
  if (choice.sole == kNone || !row[choice.sole].is_missing() ||
      !row[choice.sole_holder].is_object())
    return machine.one(*choice.node, Value::null(), out);
  if (const Value* const known = machine.value_without(*choice.node)) [[likely]] {
    out = *known;
    return Flow::kGo;
  }
  ND_FLOW(machine.one(*choice.node, Value::null(), out));
  machine.keep_without(*choice.node, out);
  return Flow::kGo;
}

}  // namespace nd::expr
