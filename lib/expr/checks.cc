// The list is built from its end: a test is added when the tests that follow its two outcomes
// stand.
#include "expr/checks.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/read_beyond.h"
#include "expr/flow.h"
#include "expr/lets.h"
#include "expr/lookups.h"
#include "expr/regex.h"

namespace nd::expr {

using json::Value;

namespace {

std::uint32_t holder_of(const Node& field) {
  return field.parents.size() == 1 ? field.parents[0] : kNone;
}

// What a test was found to give.
constexpr std::uint8_t kUnknown = 0;
constexpr std::uint8_t kFails = 1;
constexpr std::uint8_t kHolds = 2;

bool is_asked(const Node& node) {
  return node.kind == NodeKind::kSlot || node.kind == NodeKind::kLet;
}

bool compares(Op op, std::int64_t x, std::int64_t y) {
  switch (op) {
    case Op::kEqual:
      return x == y;
    case Op::kNotEqual:
      return x != y;
    case Op::kLess:
      return x < y;
    case Op::kLessEqual:
      return x <= y;
    case Op::kGreater:
      return x > y;
    default:
      return x >= y;
  }
}

// As memcmp orders them. Most texts that are compared, dates among them, differ early.
int order_of(std::string_view x, std::string_view y) {
  std::uint64_t words[2];
  if (x.size() >= sizeof words[0] && y.size() >= sizeof words[0]) [[likely]] {
    std::memcpy(&words[0], x.data(), sizeof words[0]);
    std::memcpy(&words[1], y.data(), sizeof words[1]);
    if (words[0] != words[1]) [[likely]] {
      const bool less = __builtin_bswap64(words[0]) < __builtin_bswap64(words[1]);
      return less ? -1 : 1;
    }
  }
  return x.compare(y);
}

bool is_negation(const Node& node) {
  return node.kind == NodeKind::kPipe && node.children.size() == 2 &&
         node.children[1]->kind == NodeKind::kCall &&
         node.children[1]->builtin->special == Special::kNot;
}

}  // namespace

bool Checks::gives_truth(const Node& node) {
  return node.single && (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr ||
                         node.kind == NodeKind::kCompare || is_negation(node));
}

Checks::Checks(const Node& root, bool strict) : strict_(strict) {
  first_ = add(root, kYes, kNo);
}

Checks::Check Checks::leaf(const Node& node) const {
  Check check;
  check.node = &node;
  check.lookup = deciding_lookup(node);
  if (check.lookup != nullptr) {
    check.kind = Kind::kRow;
    return check;
  }
  if (is_asked(node)) {
    check.kind = Kind::kTruth;
    set_asked(node, check);
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
  if (node.kind == NodeKind::kCompare && is_asked(*node.children[0]) &&
      node.children[1]->kind == NodeKind::kConstant) {
    compare(node, check);
  }
  return check;
}

void Checks::set_asked(const Node& asked, Check& check) {
  const bool is_let = asked.kind == NodeKind::kLet;
  check.slot = is_let ? asked.place : asked.slot;
  if (is_let) {
    check.let = &asked;
  } else {
    check.holder = holder_of(asked);
  }
}

// A comparison with a constant.
void Checks::compare(const Node& node, Check& check) const {
  set_asked(*node.children[0], check);
  check.constant = node.children[1]->constant;
  check.op = node.op;
  const auto equality = [&](Kind equal, Kind other, Kind order) {
    check.kind = node.op == Op::kEqual ? equal : node.op == Op::kNotEqual ? other : order;
  };
  if (check.constant.is_null()) {
    equality(Kind::kNull, Kind::kNotNull, Kind::kNode);
  } else if (check.constant.kind() == json::Kind::kInt) {
    check.kind = Kind::kInteger;
  } else if (strict_) {
    return;  // of any other value the machine knows what it is
  } else if (check.constant.is_string()) {
    equality(Kind::kEqualString, Kind::kOtherString, Kind::kText);
    const std::string_view text = check.constant.text();
    if (text.size() <= check.text.size()) {
      std::copy(text.begin(), text.end(), check.text.begin());
      check.text_bits = (1U << text.size()) - 1;
    }
  } else if (check.constant.is_array() && check.constant.items().empty()) {
    equality(Kind::kEmpty, Kind::kNotEmpty, Kind::kNode);
  }
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
  if (is_negation(node)) {
    return add(*node.children[0], no, yes);
  }
  Check check = leaf(node);
  check.yes = yes;
  check.no = no;
  checks_.push_back(check);
  return static_cast<std::uint32_t>(checks_.size() - 1);
}

// Whether a value is the string that the check compares with.
inline bool Checks::is_text(const Check& check, const Value& value) {
  if (!value.alike(check.constant)) return false;
  const std::string_view text = value.text();
  if (check.text_bits != 0 && is_readable_beyond(text, 16)) [[likely]] {
    const std::uint64_t same =
        load_beyond(text.data()).equal(load_beyond(check.text.data())).mask();
    return (~same & check.text_bits) == 0;
  }
  return text == check.constant.text();
}

// Of a value that is not null and of a test that is rarer: see decides().
bool Checks::decides_rare(const Check& check, const Value& value, bool& holds) {
  const bool is_string = value.is_string();
  switch (check.kind) {
    case Kind::kText:
      holds = is_string && compares(check.op, order_of(value.text(), check.constant.text()), 0);
      return is_string;
    case Kind::kStartsWith:
      holds = is_string && value.text().starts_with(check.constant.text());
      return is_string;
    case Kind::kEndsWith:
      holds = is_string && value.text().ends_with(check.constant.text());
      return is_string;
    case Kind::kMatches:
      holds = is_string &&
              matches(*static_cast<const Pattern*>(check.node->prepared.get()), value.text());
      return is_string;
    default:
      if (!value.is_array() || value.is_raw()) return false;
      holds = value.items().empty() == (check.kind == Kind::kEmpty);
      return true;
  }
}

// Of null. It is the field's value, unless what should hold the field is no object; of a let it may
// be that nobody has asked for it.
bool Checks::decides_null(const Check& check, Machine& machine, json::Row row, const Value& null,
                          bool& holds) {
  switch (check.kind) {
    case Kind::kTruth:
    case Kind::kNotNull:
    case Kind::kEqualString:
      holds = false;
      break;
    case Kind::kNull:
    case Kind::kOtherString:
      holds = true;
      break;
    default:
      return false;
  }
  if (check.let != nullptr) return !null.is_missing();
  machine.note_lack(check.slot, null);
  return check.holder != kNone && row[check.holder].is_object();
}

// What is known of the record's row; nullptr where none can be known.
inline std::uint8_t* Checks::fact_of(const Check& check, Machine& machine, json::Row row) {
  table::Rows::Row found = table::Rows::kNoRow;
  if (!find_row(machine, *check.lookup, row, found)) [[unlikely]]
    return nullptr;
  const auto facts = machine.facts(&check, *check.lookup->table);
  const std::size_t at = found == table::Rows::kNoRow ? 0 : std::size_t{found} + 1;
  return facts.empty() ? nullptr : &facts[at];
}

// Whether a check can be made without the machine, on a value of the kind that it is for.
inline bool Checks::decides(const Check& check, Machine& machine, json::Row row, bool& holds) {
  if (check.kind == Kind::kNode) return false;
  if (check.kind == Kind::kRow) {
    const std::uint8_t* const fact = fact_of(check, machine, row);
    holds = fact != nullptr && *fact == kHolds;
    return fact != nullptr && *fact != kUnknown;
  }
  const Value& value = check.let != nullptr ? json::found_at(row, check.slot) : row[check.slot];
  if (value.is_null()) [[unlikely]]
    return decides_null(check, machine, row, value, holds);
  switch (check.kind) {
    case Kind::kTruth:
      holds = value.is_truthy();
      return true;
    case Kind::kNull:
    case Kind::kNotNull:
      holds = check.kind == Kind::kNotNull;
      return true;
    case Kind::kEqualString:
    case Kind::kOtherString:
      holds = is_text(check, value) == (check.kind == Kind::kEqualString);
      return true;
    case Kind::kInteger:
      if (value.kind() != json::Kind::kInt) return false;
      holds = compares(check.op, value.int_value(), check.constant.int_value());
      return true;
    default:
      return decides_rare(check, value, holds);
  }
}

// What decides() left open. Requires: the machine is started.
Flow Checks::ask(const Check& check, Machine& machine, json::Row row, bool& holds) {
  if (check.let != nullptr) {
    const Value* found = nullptr;
    ND_FLOW(machine.let_value(*check.let, found));
    if (decides(check, machine, row, holds)) [[likely]]
      return Flow::kGo;
  }
  Value given;
  ND_FLOW(machine.one(*check.node, Value::null(), given));
  holds = given.is_truthy();
  if (check.kind == Kind::kRow) {
    std::uint8_t* const fact = fact_of(check, machine, row);
    if (fact != nullptr) *fact = holds ? kHolds : kFails;
  }
  return Flow::kGo;
}

// Whether a field is tested for being a text.
bool Checks::compares_text(const Check& check) {
  return (check.kind == Kind::kEqualString || check.kind == Kind::kOtherString) &&
         check.let == nullptr;
}

const Checks* Checks::checks_of_let(const Check& check, Lets lets) {
  if (check.kind != Kind::kTruth || check.let == nullptr) return nullptr;
  const auto& checks = lets[check.let->let]->checks;
  return checks ? &*checks : nullptr;
}

std::uint32_t Checks::first_field(Lets lets) const {
  if (first_ >= kNo) return kNone;
  const Check& check = checks_[first_];
  if (compares_text(check)) return check.slot;
  const Checks* const asked = checks_of_let(check, lets);
  return asked == nullptr ? kNone : asked->first_field(lets);
}

std::uint32_t Checks::entry(std::uint32_t field, const Value& text, Lets lets) const {
  std::uint32_t at = first_;
  while (at < kNo) {
    const Check& check = checks_[at];
    bool holds = false;
    if (compares_text(check) && check.slot == field) {
      holds = is_text(check, text) == (check.kind == Kind::kEqualString);
    } else {
      const Checks* const asked = checks_of_let(check, lets);
      if (asked == nullptr) break;
      const std::uint32_t end = asked->entry(field, text, lets);
      if (end < kNo) break;
      holds = end == kYes;
    }
    at = holds ? check.yes : check.no;
  }
  return at;
}

Flow Checks::run(std::uint32_t at, const Subject& of, bool& out) const {
  bool started = false;
  while (at < kNo) {
    const Check& check = checks_[at];
    bool holds = false;
    if (!decides(check, of.machine, of.row, holds)) [[unlikely]] {
      if (!started) of.machine.start(of.row, of.file);
      started = true;
      ND_FLOW(ask(check, of.machine, of.row, holds));
    }
    at = holds ? check.yes : check.no;
  }
  out = at == kYes;
  return Flow::kGo;
}

}  // namespace nd::expr
