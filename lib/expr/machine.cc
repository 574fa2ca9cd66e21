#include "expr/machine.h"

#include <algorithm>

#include "expr/arithmetic.h"
#include "expr/flow_macro.h"
#include "expr/formats.h"
#include "expr/number_text.h"
#include "expr/object_builder.h"
#include "expr/regex.h"
#include "expr/strict.h"
#include "expr/utf8.h"
#include "expr/values.h"
#include "json/tree.h"

namespace nd::expr {

using json::Kind;
using json::Member;
using json::Value;

Machine::Machine(const Setting& setting)
    : setting_(setting),
      trees_(setting.slots),
      tree_record_(setting.slots, 0),
      lacked_(setting.slots, 0),
      variables_(setting.variables),
      patterns_(std::make_unique<PatternCache>()) {}

Machine::~Machine() = default;

void Machine::release() {
  arena_.reset();
  patterns_->trim();
  held_ = 0;
}

std::vector<Value>& Machine::borrow() {
  if (lists_in_use_ == lists_.size()) lists_.push_back(std::make_unique<std::vector<Value>>());
  std::vector<Value>& list = *lists_[lists_in_use_++];
  list.clear();
  return list;
}

// --- errors ---

Flow Machine::fail(const Node& node, std::string_view message) {
  held_ += message.size() + 1;
  error_value_ = Value::string(arena_.copy(message));
  error_node_ = &node;
  error_is_ours_ = true;
  return Flow::kFail;
}

Flow Machine::fail_with(const Node& node, const Value& value) {
  error_value_ = value;
  error_node_ = &node;
  error_is_ours_ = false;
  return Flow::kFail;
}

Flow Machine::fail_record(const Node& node, std::string message) {
  record_message_ = std::move(message);
  record_broken_ = true;
  error_node_ = &node;
  return Flow::kFail;
}

Flow Machine::out_of_memory(const Node& node) {
  return fail_record(
      node, "one record needs more than " + std::to_string(kMaxRecordBytes >> 20) + " MiB");
}

Error Machine::take_error() {
  constexpr std::size_t kShown = 60;
  std::string text;
  if (record_broken_) {
    text = std::move(record_message_);
  } else if (error_value_.is_string()) {
    text = error_value_.text().substr(0, utf8::boundary(error_value_.text(), 200));
  } else {
    text = "error with " + described(error_value_);
  }
  record_broken_ = false;
  std::string_view place = error_node_->span.of(setting_.program);
  text.append(" in '").append(place.substr(0, utf8::boundary(place, kShown)));
  text.append(place.size() > kShown ? "...'" : "'");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return Error{ErrorKind::kInput, std::move(text), Error::kNoOffset};
}

// --- memory ---

Flow Machine::make_string(const Node& node, std::string_view text, Value& out) {
  if (!take(text.size())) return out_of_memory(node);
  out = Value::string(arena_.copy(text));
  return Flow::kGo;
}

Flow Machine::make_array(const Node& node, std::span<const Value> items, Value& out) {
  if (!take(items.size_bytes())) return out_of_memory(node);
  const auto kept = arena_.array<Value>(items.size());
  std::copy(items.begin(), items.end(), kept.begin());
  out = Value::array(kept);
  return Flow::kGo;
}

Flow Machine::make_object(const Node& node, std::span<const Member> members, Value& out) {
  if (!take(members.size_bytes())) return out_of_memory(node);
  const auto kept = arena_.array<Member>(members.size());
  std::copy(members.begin(), members.end(), kept.begin());
  out = Value::object(kept);
  return Flow::kGo;
}

Flow Machine::collect(const Node& node, const Value& input, std::vector<Value>& out) {
  if (node.single) {
    Value value;
    ND_FLOW(one(node, input, value));
    out.push_back(value);
    return Flow::kGo;
  }
  return run(node, input, [&](const Value& value) {
    if (!take(sizeof(Value))) return out_of_memory(node);
    out.push_back(value);
    return Flow::kGo;
  });
}

// --- slots ---

Flow Machine::expand(const Node& node, Value& value) {
  const std::uint32_t slot = node.slot;
  if (tree_record_[slot] != record_) {
    // A tree takes about as much as its text, or some times that; counted at the usual ratio.
    if (!take(value.text().size() * 4)) return out_of_memory(node);
    auto tree = json::expand(value, arena_);
    if (!tree) return fail_record(node, tree.error().message);
    trees_[slot] = *tree;
    tree_record_[slot] = record_;
  }
  value = trees_[slot];
  return Flow::kGo;
}

Flow Machine::no_fields(const Node& node, const Value& holder, std::string_view key) {
  return fail(node, "cannot look for field " + in_quotes(key) + " in " + described(holder));
}

Flow Machine::load(const Node& node, Value& out) {
  out = row_[node.slot];
  if (out.is_null()) [[unlikely]] {
    note_lack(node.slot, out);
    // Missing because what should hold it holds no fields?
    for (std::size_t level = 0; level < node.parents.size(); ++level) {
      const Value& holder = row_[node.parents[level]];
      if (holder.is_null()) break;
      last_step_ = level + 1 == node.parents.size();
      if (!holder.is_object()) return no_fields(node, holder, node.path.segments[level]);
    }
    out = Value::null();
    return Flow::kGo;
  }
  if (out.is_raw() && !node.raw) return expand(node, out);
  return Flow::kGo;
}

Flow Machine::input_of(const Node& node, const Value& input, Value& out) {
  if (node.slot != kNone) return load(node, out);
  out = input;
  return Flow::kGo;
}

// --- single values ---

Flow Machine::one(const Node& node, const Value& input, Value& out) {
  switch (node.kind) {
    case NodeKind::kIdentity:
      out = input;
      return Flow::kGo;
    case NodeKind::kConstant:
      out = node.constant;
      return Flow::kGo;
    case NodeKind::kSlot:
      return load(node, out);
    case NodeKind::kVariable:
      out = variables_[node.variable];
      return Flow::kGo;
    case NodeKind::kIndex:
    case NodeKind::kCompare:
    case NodeKind::kArithmetic: {
      Value left;
      Value right;
      ND_FLOW(one(*node.children[1], input, right));
      ND_FLOW(one(*node.children[0], input, left));
      return pair_value(node, left, right, out);
    }
    case NodeKind::kSlice: {
      Value holder;
      Value from;
      Value to;
      ND_FLOW(one(*node.children[2], input, to));
      ND_FLOW(one(*node.children[1], input, from));
      ND_FLOW(one(*node.children[0], input, holder));
      return slice_value(*this, node, holder, from, to, out);
    }
    case NodeKind::kPipe:
      return one_pipe(node, input, out);
    case NodeKind::kAlternative:
      ND_FLOW(one(*node.children[0], input, out));
      return out.is_truthy() ? Flow::kGo : one(*node.children[1], input, out);
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return one_logic(node, input, out);
    case NodeKind::kNegate: {
      Value value;
      ND_FLOW(one(*node.children[0], input, value));
      return negate(*this, node, value, out);
    }
    case NodeKind::kArray:
      return one_array(node, input, out);
    case NodeKind::kObject:
      return one_object(node, input, out);
    case NodeKind::kString:
      return one_string(node, input, out);
    case NodeKind::kFormat: {
      Value value;
      ND_FLOW(input_of(node, input, value));
      return format_value(*this, node, value, out);
    }
    case NodeKind::kIf: {
      Value condition;
      ND_FLOW(one(*node.children[0], input, condition));
      return one(*node.children[condition.is_truthy() ? 1 : 2], input, out);
    }
    case NodeKind::kTry:
      return one_try(node, input, out);
    case NodeKind::kBind: {
      Value value;
      ND_FLOW(one(*node.children[0], input, value));
      variables_[node.variable] = value;
      return one(*node.children[1], input, out);
    }
    case NodeKind::kAssign: {
      // The one output of the general form.
      return run(node, input, [&](const Value& value) {
        out = value;
        return Flow::kGo;
      });
    }
    case NodeKind::kCall:
      return one_call(node, input, out);
    case NodeKind::kComma:
    case NodeKind::kIterate:
      break;
  }
  ND_CHECK(false);
}

Flow Machine::pair_value(const Node& node, const Value& left, const Value& right, Value& out) {
  if (node.kind == NodeKind::kArithmetic) return arithmetic(*this, node, node.op, left, right, out);
  if (node.kind == NodeKind::kIndex) return index_value(*this, node, left, right, out);
  if (setting_.strict) [[unlikely]] {
    const bool equality = node.op == Op::kEqual || node.op == Op::kNotEqual;
    ND_FLOW(check_alike(*this, node, left, right, equality ? Nulls::kAside : Nulls::kAKind));
  }
  out = Value::boolean(compare(node.op, left, right));
  return Flow::kGo;
}

Flow Machine::one_pipe(const Node& node, const Value& input, Value& out) {
  Value value = input;
  for (const NodePtr& stage : node.children) {
    ND_FLOW(one(*stage, value, out));
    value = out;
  }
  return Flow::kGo;
}

Flow Machine::one_logic(const Node& node, const Value& input, Value& out) {
  const bool decides = node.kind == NodeKind::kOr;
  for (const NodePtr& operand : node.children) {
    Value value;
    ND_FLOW(one(*operand, input, value));
    if (value.is_truthy() == decides) {
      out = Value::boolean(decides);
      return Flow::kGo;
    }
  }
  out = Value::boolean(!decides);
  return Flow::kGo;
}

Flow Machine::one_array(const Node& node, const Value& input, Value& out) {
  List items(*this);
  if (!node.children.empty()) ND_FLOW(collect(*node.children[0], input, *items));
  return make_array(node, *items, out);
}

Flow Machine::one_object(const Node& node, const Value& input, Value& out) {
  List parts(*this);
  for (const NodePtr& child : node.children) {
    Value part;
    ND_FLOW(one(*child, input, part));
    parts->push_back(part);
  }
  return object_of_parts(node, *parts, out);
}

Flow Machine::object_of_parts(const Node& node, std::span<const Value> parts, Value& out) {
  const std::size_t fields = parts.size() / 2;
  if (!take(fields * sizeof(Member))) return out_of_memory(node);
  const auto members = arena_.array<Member>(fields);
  std::size_t count = 0;
  for (std::size_t i = 0; i < fields; ++i) {
    const Value& key = parts[2 * i];
    if (!key.is_string()) return fail(node, "a key is a string, not " + described(key));
    Member* const end = members.data() + count;
    Member* const old =
        std::find_if(members.data(), end, [&](const Member& m) { return m.key == key.text(); });
    if (old == end) ++count;
    *old = Member{key.text(), parts[2 * i + 1]};
  }
  out = Value::object(members.first(count));
  return Flow::kGo;
}

Flow Machine::one_string(const Node& node, const Value& input, Value& out) {
  List parts(*this);
  for (const NodePtr& child : node.children) {
    Value part;
    ND_FLOW(one(*child, input, part));
    parts->push_back(part);
  }
  return string_of_parts(node, *parts, out);
}

Flow Machine::string_of_parts(const Node& node, std::span<const Value> parts, Value& out) {
  std::size_t size = 0;
  for (const Value& part : parts)
    size += part.text().size();
  if (!take(size)) return out_of_memory(node);
  auto* const text = static_cast<char*>(arena_.allocate(size, 1));
  char* at = text;
  for (const Value& part : parts)
    at = std::copy(part.text().begin(), part.text().end(), at);
  out = Value::string({text, size});
  return Flow::kGo;
}

Flow Machine::one_try(const Node& node, const Value& input, Value& out) {
  const Flow flow = one(*node.children[0], input, out);
  if (!caught(flow)) return flow;
  const Value error = error_value_;
  return one(*node.children[1], error, out);
}

Flow Machine::one_call(const Node& node, const Value& input, Value& out) {
  const Builtin& builtin = *node.builtin;
  Value self;
  ND_FLOW(input_of(node, input, self));
  if (builtin.whole != nullptr) return builtin.whole(*this, node, self, out);
  if (builtin.generator != nullptr) {
    return builtin.generator(*this, node, self, [&](const Value& value) {
      out = value;
      return Flow::kGo;
    });
  }
  Value arguments[4];
  const std::size_t count = node.children.size();
  for (std::size_t i = count; i-- > 0;)
    ND_FLOW(one(*node.children[i], input, arguments[i]));
  return builtin.function({*this, node, self, {arguments, count}}, out);
}

}  // namespace nd::expr
