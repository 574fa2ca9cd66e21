// The list is built from its end: a test is added when the tests that follow its two outcomes
// stand.
#include "expr/checks.h"

#include <string_view>

#include "base/read_beyond.h"
#include "expr/flow_macro.h"
#include "expr/regex.h"

namespace nd::expr {

using json::Value;

namespace {

std::uint32_t holder_of(const Node& field) {
  return field.parents.size() == 1 ? field.parents[0] : kNone;
}

}  // namespace

Checks::Checks(const Node& root, bool strict) : strict_(strict) {
  first_ = add(root, kYes, kNo);
}

Checks::Check Checks::leaf(const Node& node) const {
  Check check;
  check.node = &node;
  if (node.kind == NodeKind::kSlot) {
    check.kind = Kind::kTruth;
    check.slot = node.slot;
    check.holder = holder_of(node);
    return check;
  }
  if (node.kind == NodeKind::kCall && node.slot != kNone) {
    check.slot = node.slot;
    const bool text = node.children.size() == 1 && node.children[0]->kind == NodeKind::kConstant &&
                      node.children[0]->constant.is_string();
    if (text) check.constant = node.children[0]->constant;
    const Special special = node.builtin->special;
    if (text && special == Special::kStartsWith) check.kind = Kind::kStartsWith;
    if (text && special == Special::kEndsWith) check.kind = Kind::kEndsWith;
    if (special == Special::kTest && node.prepared != nullptr) check.kind = Kind::kMatches;
    return check;
  }
  if (node.kind != NodeKind::kCompare || node.children[0]->kind != NodeKind::kSlot ||
      node.children[1]->kind != NodeKind::kConstant) {
    return check;
  }
  check.slot = node.children[0]->slot;
  check.holder = holder_of(*node.children[0]);
  check.constant = node.children[1]->constant;
  if (check.constant.is_null()) {
    if (node.op == Op::kEqual) check.kind = Kind::kNull;
    if (node.op == Op::kNotEqual) check.kind = Kind::kNotNull;
  } else if (check.constant.is_string()) {
    if (strict_) return check;  // of any other value the machine knows what it is
    if (node.op == Op::kEqual) check.kind = Kind::kEqualString;
    if (node.op == Op::kNotEqual) check.kind = Kind::kOtherString;
  } else if (check.constant.kind() == json::Kind::kInt) {
    switch (node.op) {
      case Op::kEqual:
        check.kind = Kind::kEqualInteger;
        break;
      case Op::kNotEqual:
        check.kind = Kind::kOtherInteger;
        break;
      case Op::kLess:
        check.kind = Kind::kLess;
        break;
      case Op::kLessEqual:
        check.kind = Kind::kLessEqual;
        break;
      case Op::kGreater:
        check.kind = Kind::kGreater;
        break;
      default:
        check.kind = Kind::kGreaterEqual;
        break;
    }
  }
  return check;
}

std::uint32_t Checks::add(const Node& node, std::uint32_t yes, std::uint32_t no) {
  if (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr) {
    const bool both = node.kind == NodeKind::kAnd;
    std::uint32_t next = both ? yes : no;
    for (std::size_t i = node.children.size(); i-- > 0;) {
      next = both ? add(*node.children[i], next, no) : add(*node.children[i], yes, next);
    }
    return next;
  }
  if (node.kind == NodeKind::kPipe && node.children.size() == 2 &&
      node.children[1]->kind == NodeKind::kCall &&
      node.children[1]->builtin->special == Special::kNot) {
    return add(*node.children[0], no, yes);
  }
  Check check = leaf(node);
  check.yes = yes;
  check.no = no;
  checks_.push_back(check);
  return static_cast<std::uint32_t>(checks_.size() - 1);
}

Flow Checks::run(Machine& machine, json::Row row, std::string_view file, bool& out) const {
  // A null is the field's value, unless what should hold the field is no object.
  const auto is_sure = [&](const Check& check, const Value& value) {
    if (!value.is_null()) [[likely]]
      return true;
    machine.note_lack(check.slot, value);
    return check.holder != kNone && row[check.holder].is_object();
  };
  bool started = false;
  std::uint32_t at = first_;
  while (at < kNo) {
    const Check& check = checks_[at];
    bool holds = false;
    // A value of another kind than the test is for leaves the switch for the machine.
    const Value* const value = check.slot == kNone ? nullptr : &row[check.slot];
    switch (check.kind) {
      case Kind::kTruth:
        if (!is_sure(check, *value)) goto machine_decides;
        holds = value->is_truthy();
        break;
      case Kind::kNull:
        if (!is_sure(check, *value)) goto machine_decides;
        holds = value->is_null();
        break;
      case Kind::kNotNull:
        if (!is_sure(check, *value)) goto machine_decides;
        holds = !value->is_null();
        break;
      case Kind::kEqualString:
        if (!is_sure(check, *value)) goto machine_decides;
        holds = value->is_string() && same_text(value->text(), check.constant.text());
        break;
      case Kind::kOtherString:
        if (!is_sure(check, *value)) goto machine_decides;
        holds = !(value->is_string() && same_text(value->text(), check.constant.text()));
        break;
      case Kind::kStartsWith:
        if (!value->is_string()) goto machine_decides;
        holds = value->text().starts_with(check.constant.text());
        break;
      case Kind::kEndsWith:
        if (!value->is_string()) goto machine_decides;
        holds = value->text().ends_with(check.constant.text());
        break;
      case Kind::kMatches:
        if (!value->is_string()) goto machine_decides;
        holds = matches(*static_cast<const Pattern*>(check.node->prepared.get()), value->text());
        break;
      case Kind::kNode:
        goto machine_decides;
      default: {
        if (value->kind() != json::Kind::kInt) goto machine_decides;
        const std::int64_t x = value->int_value();
        const std::int64_t y = check.constant.int_value();
        switch (check.kind) {
          case Kind::kLess:
            holds = x < y;
            break;
          case Kind::kLessEqual:
            holds = x <= y;
            break;
          case Kind::kGreater:
            holds = x > y;
            break;
          case Kind::kGreaterEqual:
            holds = x >= y;
            break;
          case Kind::kEqualInteger:
            holds = x == y;
            break;
          default:
            holds = x != y;
            break;
        }
        break;
      }
      machine_decides : {
        if (!started) machine.start(row, file);
        started = true;
        Value given;
        ND_FLOW(machine.one(*check.node, Value::null(), given));
        holds = given.is_truthy();
        break;
      }
    }
    at = holds ? check.yes : check.no;
  }
  out = at == kYes;
  return Flow::kGo;
}

}  // namespace nd::expr
