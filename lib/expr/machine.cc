#include "expr/machine.h"

#include <algorithm>

#include "base/utf8.h"
#include "base/wording.h"
#include "expr/lets.h"
#include "expr/number_text.h"
#include "expr/regex.h"
#include "json/tree.h"

namespace nd::expr {

using json::Member;
using json::Value;

Result<Setting> setting_of(std::string_view program, const Bindings& bindings) {
  Setting setting;
  setting.program = program;
  setting.zone = ND_TRY(time::Zone::find(bindings.zone));
  setting.now_ns = bindings.now_ns;
  setting.strict = bindings.strict;
  return setting;
}

Machine::Machine(const Setting& setting, Machine* top)
    : setting_(setting),
      top_(top != nullptr ? top : this),
      trees_(setting.slots),
      tree_record_(setting.slots, 0),
      lacked_(setting.slots, 0),
      variables_(setting.variables),
      patterns_(std::make_unique<PatternCache>()) {
  for (const std::unique_ptr<Let>& let : setting.lets)
    lets_.push_back(std::unique_ptr<Machine>(new Machine(let->setting, this)));
}

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
  let_place_.clear();
  held_ += message.size() + 1;
  error_value_ = Value::string(arena_.copy(message));
  error_node_ = &node;
  error_is_ours_ = true;
  return Flow::kFail;
}

Flow Machine::fail_with(const Node& node, const Value& value) {
  let_place_.clear();
  error_value_ = value;
  error_node_ = &node;
  error_is_ours_ = false;
  return Flow::kFail;
}

Flow Machine::fail_record(const Node& node, std::string message) {
  let_place_.clear();
  record_message_ = std::move(message);
  record_broken_ = true;
  error_node_ = &node;
  return Flow::kFail;
}

Flow Machine::out_of_memory(const Node& node) {
  return fail_record(
      node, "one record needs more than " + std::to_string(kMaxRecordBytes >> 20) + " MiB");
}

std::string Machine::place_of_error() const {
  constexpr std::size_t kShown = 60;
  if (!let_place_.empty()) return let_place_;
  std::string place(error_node_->span.of(setting_.program));
  std::replace(place.begin(), place.end(), '\n', ' ');
  return in_quotes(place, kShown);
}

Error Machine::take_error() {
  std::string text;
  if (record_broken_) {
    text = std::move(record_message_);
  } else if (error_value_.is_string()) {
    text = utf8::cut(error_value_.text(), 200);
  } else {
    text = fmt::format("error with {}", described(error_value_));
  }
  record_broken_ = false;
  std::replace(text.begin(), text.end(), '\n', ' ');
  text.append(" in ").append(place_of_error());
  return Error{ErrorKind::kInput, std::move(text), Error::kNoOffset};
}

// --- memory ---

Flow Machine::make_string(const Node& node, std::string_view text, Value& out) {
  if (!charge(text.size())) return out_of_memory(node);
  out = Value::string(arena_.copy(text));
  return Flow::kGo;
}

Flow Machine::make_array(const Node& node, std::span<const Value> items, Value& out) {
  if (!charge(items.size_bytes())) return out_of_memory(node);
  const auto kept = arena_.array<Value>(items.size());
  std::copy(items.begin(), items.end(), kept.begin());
  out = Value::array(kept);
  return Flow::kGo;
}

Flow Machine::make_object(const Node& node, std::span<const Member> members, Value& out) {
  if (!charge(members.size_bytes())) return out_of_memory(node);
  const auto kept = arena_.array<Member>(members.size());
  std::copy(members.begin(), members.end(), kept.begin());
  out = Value::object(kept);
  return Flow::kGo;
}

Flow Machine::collect(const Node& node, const Value& input, std::vector<Value>& out) {
  return run(node, input, [&](const Value& value) {
    if (!charge(sizeof(Value))) return out_of_memory(node);
    out.push_back(value);
    return Flow::kGo;
  });
}

// --- lets ---

// The one output of a let that may have none or several; those are of no use to any of those who
// ask.
Flow Machine::only(const Node& root, Value& out) {
  std::size_t outputs = 0;
  const Flow flow = run(root, Value::null(), [&](const Value& value) {
    out = value;
    return ++outputs > 1 ? stop(&outputs) : Flow::kGo;
  });
  ND_FLOW(stopped(&outputs, flow));
  if (outputs == 1) return Flow::kGo;
  return fail_record(root, fmt::format("a let has {}, exactly one is needed,",
                                       outputs == 0 ? "no value" : "more than one value"));
}

// The value is made in its place: copying one just written stalls on store forwarding.
Flow Machine::find_let(const Node& node, Machine& asker, Value& place) {
  Machine& machine = *lets_[node.let];
  Flow flow = Flow::kGo;
  const Let& let = *setting_.lets[node.let];
  if (let.checks) {
    bool holds = false;
    flow = let.checks->run(machine, origin_, file_, holds);
    place = Value::boolean(holds);
  } else {
    machine.start(origin_, file_);
    flow = let.choices ? let.choices->find(machine, origin_, place)
                       : machine.only(*node.meaning, place);
  }
  if (flow != Flow::kGo) [[unlikely]] {
    place = Value();  // whoever asks next fails as well
    return asker.fail_as(node, machine);
  }
  if (place.is_missing()) place = Value::null();
  return Flow::kGo;
}

// An error of a let is one of the asker's, whose `try` and `?` are about it.
Flow Machine::fail_as(const Node& node, Machine& let) {
  const bool broken = let.record_broken_;
  const Value value = let.error_value_;
  const bool ours = let.error_is_ours_;
  std::string place = let.place_of_error();
  if (let.let_place_.empty()) place.append(" of ").append(node.span.of(setting_.program));
  std::string message = std::move(let.record_message_);
  let.record_broken_ = false;
  if (broken) {
    (void)fail_record(node, std::move(message));
  } else if (ours) {
    (void)fail(node, value.text());
  } else {
    ++held_;
    (void)fail_with(node, json::deep_copy(value, arena_));
  }
  let_place_ = std::move(place);
  return Flow::kFail;
}

// --- what is found out once for all records ---

std::span<std::uint8_t> Machine::new_facts(const void* test, const table::Lookup& table) {
  constexpr std::size_t kMostRows = std::size_t{1} << 20;
  Facts& facts = facts_.emplace_back(Facts{test, {}});
  if (table.rows_kept() <= kMostRows) facts.by_row.resize(table.rows_kept() + 1);
  return facts.by_row;
}

// --- look-ups ---

table::Lookahead& Machine::other_lookahead(const Node& node) {
  const auto found = std::find_if(lookaheads_.begin(), lookaheads_.end(),
                                  [&](const NodeLookahead& each) { return each.node == &node; });
  last_lookahead_ = static_cast<std::size_t>(found - lookaheads_.begin());
  if (found == lookaheads_.end())
    lookaheads_.push_back({&node, std::make_unique<table::Lookahead>()});
  return *lookaheads_[last_lookahead_].ahead;
}

// --- slots ---

Flow Machine::expand(const Node& node, Value& value) {
  const std::uint32_t slot = node.slot;
  if (tree_record_[slot] != record_) {
    // The tree of a text is about four times as large.
    if (!charge(value.text().size() * 4)) return out_of_memory(node);
    auto tree = json::expand(value, arena_);
    if (!tree) return fail_record(node, tree.error().message);
    trees_[slot] = *tree;
    tree_record_[slot] = record_;
  }
  value = trees_[slot];
  return Flow::kGo;
}

Flow Machine::no_fields(const Node& node, const Value& holder, std::string_view key) {
  return fail(node, "cannot look for field {} in {}", json_quoted(key), described(holder));
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

}  // namespace nd::expr
