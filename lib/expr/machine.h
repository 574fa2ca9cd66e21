// Machine: walks a bound program over one record. Generators run as jq's do, by continuation: a
// construct calls its sink once for each output, so the order of outputs is that of jq's
// backtracking and nothing is stored between.
//
// Belongs here: what an evaluation holds: memory of one record, slots, variables, the error under
// way. Does not belong here: the meaning of constructs (form.h), single functions (builtins_*.cc),
// the fast way for predicates (checks.h).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/arena.h"
#include "base/bindings.h"
#include "base/result.h"
#include "expr/ast.h"
#include "expr/builtin.h"
#include "expr/flow.h"
#include "expr/period_text.h"
#include "json/schema.h"
#include "json/tree.h"
#include "table/lookahead.h"
#include "table/lookup.h"
#include "time/period.h"
#include "time/zone.h"

namespace nd::expr {

class PatternCache;
struct Let;

// Bytes that one record's evaluation may hold; beyond it is an error of the record.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{256} << 20;

// What all evaluators of a program share. Immutable while they run.
struct Setting {
  std::string program;  // the text, for messages
  std::size_t slots = 0;
  std::size_t variables = 0;
  std::span<const std::unique_ptr<Let>> lets;  // those that the program uses
  time::Zone zone;
  std::int64_t now_ns = 0;
  bool strict = false;  // values of different kinds are not compared
};

// What the bindings say of it.
[[nodiscard]] Result<Setting> setting_of(std::string_view program, const Bindings& bindings);

class Machine {
 public:
  // The setting must outlive the machine.
  explicit Machine(const Setting& setting) : Machine(setting, nullptr) {}
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  // Begins a record; all values of the last one end. Allocates nothing.
  void start(json::Row row, std::string_view file) { start(row, file, row); }
  // The same of a record that was changed since it was read; `origin` is how it was read, which is
  // what lets are about.
  void start(json::Row row, std::string_view file, json::Row origin) {
    row_ = row;
    origin_ = origin;
    file_ = file;
    if (held_ != 0) [[unlikely]]
      release();
    ++record_;
  }

  // All outputs of a node, each to `next`; of a single node without a continuation.
  template <class Next>
  [[nodiscard]] Flow run(const Node& node, const json::Value& input, Next&& next) {
    if (!node.single) return generate(node, input, next);
    json::Value value;
    const Flow flow = one(node, input, value);
    return flow == Flow::kGo ? next(value) : flow;
  }
  // The one output. Requires: node.single.
  [[nodiscard]] Flow one(const Node& node, const json::Value& input, json::Value& out) {
    return node.kind == NodeKind::kSlot ? load(node, out) : evaluate(node, input, out);
  }
  // The outputs with the ways to them. Requires: the binder found the node to be a path.
  [[nodiscard]] Flow paths(const Node& node, const PathValue& input, PathSink sink);

  // Which slots were asked of a record that lacks them, since the machine was made.
  [[nodiscard]] const std::vector<std::uint8_t>& lacked() const { return lacked_; }
  // Those of lets.
  [[nodiscard]] const std::vector<std::unique_ptr<Machine>>& let_machines() const { return lets_; }
  void note_lack(std::uint32_t slot, const json::Value& value) {
    if (value.is_missing()) lacked_[slot] = 1;
  }

  // The value of a slot; an error where a name is looked for in a value that has no fields.
  [[nodiscard]] Flow load(const Node& node, json::Value& out);

  // What a node that reads `.` works on: its slot, or else `input`.
  [[nodiscard]] Flow input_of(const Node& node, const json::Value& input, json::Value& out) {
    if (node.slot != kNone) return load(node, out);
    out = input;
    return Flow::kGo;
  }
  [[nodiscard]] json::Value& variable(const Node& node) { return variables_[node.variable]; }

  // The value of a let, where it lies: found by whichever machine is the first to be asked for it,
  // and valid until that one is asked for it about another record.
  [[nodiscard]] Flow let_value(const Node& node, const json::Value*& out) {
    json::Value& place = json::found_at(top_->origin_, node.place);
    out = &place;
    return place.is_missing() ? top_->find_let(node, *this, place) : Flow::kGo;
  }

  // --- errors ---

  // Starts an error at a node; always kFail. `catch` gets it as a string.
  Flow fail(const Node& node, std::string_view message);
  template <class First, class... Rest>
  Flow fail(const Node& node, fmt::format_string<First, Rest...> format, First&& first,
            Rest&&... rest) {
    return fail(node, fmt::format(format, std::forward<First>(first), std::forward<Rest>(rest)...));
  }
  // As error(VALUE) does.
  Flow fail_with(const Node& node, const json::Value& value);
  // An error that no `try` catches: the record itself is broken or needs too much memory.
  Flow fail_record(const Node& node, std::string message);
  // Whether a failed flow is one that `try` or `?` catches.
  [[nodiscard]] bool caught(Flow flow) const { return flow == Flow::kFail && !record_broken_; }
  // Of load(): whether it failed at the last name of the path, which is what `?` is about.
  [[nodiscard]] bool failed_at_last_step() const { return last_step_; }
  // The value of the error under way, as `catch` gets it.
  [[nodiscard]] const json::Value& error() const { return error_value_; }
  // The error under way, ended. kInput, naming the place in the program.
  [[nodiscard]] Error take_error();

  // --- early ends ---

  // Ends everything up to the construct that owns the token; always kStop.
  Flow stop(const void* token) {
    stop_ = token;
    return Flow::kStop;
  }
  // kStop for this token becomes kGo.
  [[nodiscard]] Flow stopped(const void* token, Flow flow) const {
    return flow == Flow::kStop && stop_ == token ? Flow::kGo : flow;
  }

  // --- memory of the record ---

  // Counts bytes about to be allocated; false beyond the limit (then return out_of_memory()).
  [[nodiscard]] bool charge(std::size_t bytes) {
    held_ += bytes + 1;
    return held_ <= kMaxRecordBytes;
  }
  Flow out_of_memory(const Node& node);
  [[nodiscard]] Arena& arena() { return arena_; }
  // A string value that owns its text until the next record.
  [[nodiscard]] Flow make_string(const Node& node, std::string_view text, json::Value& out);
  [[nodiscard]] Flow make_array(const Node& node, std::span<const json::Value> items,
                                json::Value& out);
  [[nodiscard]] Flow make_object(const Node& node, std::span<const json::Member> members,
                                 json::Value& out);

  // A list that is empty at first; given back at the end of its scope, so nothing is allocated once
  // warm.
  class List {
   public:
    explicit List(Machine& machine) : machine_(machine), items_(machine.borrow()) {}
    ~List() { machine_.give_back(); }
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    std::vector<json::Value>& operator*() { return items_; }
    std::vector<json::Value>* operator->() { return &items_; }

   private:
    Machine& machine_;
    std::vector<json::Value>& items_;
  };

  // Appends every output of a node to `out`.
  [[nodiscard]] Flow collect(const Node& node, const json::Value& input,
                             std::vector<json::Value>& out);

  // The number of the record, from 1.
  [[nodiscard]] std::uint64_t record() const { return record_; }
  // The period of a kind that was last asked for.
  [[nodiscard]] PeriodText& last_period(time::PeriodKind kind) {
    return last_periods_[static_cast<std::size_t>(kind)];
  }

  // The record that was begun with.
  [[nodiscard]] json::Row row() const { return row_; }

  // --- what is found out once for all records ---

  // What a test found for the rows of a table, which are all that it depends on, by row; of the
  // first byte it is for no row. Zeros where that is not known yet. Empty: there are too many rows.
  [[nodiscard]] std::span<std::uint8_t> facts(const void* test, const table::Lookup& table) {
    for (Facts& facts : facts_) {
      if (facts.test == test) [[likely]]
        return facts.by_row;
    }
    return new_facts(test, table);
  }
  // The value of a node for records that lack the only field which it reads; nullptr as long as it
  // is not known.
  [[nodiscard]] const json::Value* value_without(const Node& node) const {
    for (const Without& each : without_) {
      if (each.node == &node) return &each.value;
    }
    return nullptr;
  }
  void keep_without(const Node& node, const json::Value& value) {
    without_.push_back({&node, json::deep_copy(value, kept_)});
  }

  [[nodiscard]] const Setting& setting() const { return setting_; }
  [[nodiscard]] std::string_view file() const { return file_; }
  [[nodiscard]] PatternCache& patterns() { return *patterns_; }
  [[nodiscard]] table::LookupScratch& lookup_scratch() { return lookup_scratch_; }
  // The block that the records stand in, if it is known: text that can be read until it is told
  // another one.
  void set_block(std::string_view block) {
    block_ = block;
    for (const auto& let : lets_)
      let->set_block(block);
  }
  [[nodiscard]] std::string_view block() const { return block_; }
  // Of a look-up, what looks ahead for it.
  [[nodiscard]] table::Lookahead& lookahead(const Node& node) {
    const bool is_last =
        last_lookahead_ < lookaheads_.size() && lookaheads_[last_lookahead_].node == &node;
    if (is_last) [[likely]]
      return *lookaheads_[last_lookahead_].ahead;
    return other_lookahead(node);
  }
  // A scratch text, empty; used between calls of the machine only.
  [[nodiscard]] std::string& scratch() {
    scratch_.clear();
    return scratch_;
  }

 private:
  // `top`: the machine of the program that the let belongs to, which outlives this one.
  Machine(const Setting& setting, Machine* top);

  void release();
  std::vector<json::Value>& borrow();
  void give_back() { --lists_in_use_; }

  Flow evaluate(const Node& node, const json::Value& input, json::Value& out);
  Flow expand(const Node& node, json::Value& value);
  Flow no_fields(const Node& node, const json::Value& holder, std::string_view key);
  Flow generate(const Node& node, const json::Value& input, Sink sink);
  struct NodeLookahead {
    const Node* node;
    std::unique_ptr<table::Lookahead> ahead;
  };
  table::Lookahead& other_lookahead(const Node& node);

  struct Facts {
    const void* test;
    std::vector<std::uint8_t> by_row;
  };
  struct Without {
    const Node* node;
    json::Value value;
  };
  std::span<std::uint8_t> new_facts(const void* test, const table::Lookup& table);

  Flow find_let(const Node& node, Machine& asker, json::Value& place);
  Flow only(const Node& root, json::Value& out);
  Flow fail_as(const Node& node, Machine& let);
  // The text in which the error under way was, for its message.
  [[nodiscard]] std::string place_of_error() const;

  const Setting& setting_;
  Machine* top_;
  std::vector<std::unique_ptr<Machine>> lets_;
  table::LookupScratch lookup_scratch_;
  std::vector<NodeLookahead> lookaheads_;
  std::size_t last_lookahead_ = 0;
  json::Row row_;
  json::Row origin_;
  std::string_view file_;
  std::string_view block_;

  std::vector<Facts> facts_;
  std::vector<Without> without_;
  Arena kept_;  // what these refer to

  Arena arena_;
  std::size_t held_ = 0;
  std::uint64_t record_ = 0;
  std::vector<json::Value> trees_;          // expanded slots ...
  std::vector<std::uint64_t> tree_record_;  // ... of this record
  std::vector<std::uint8_t> lacked_;        // by slot
  std::vector<json::Value> variables_;
  std::vector<std::unique_ptr<std::vector<json::Value>>> lists_;
  std::size_t lists_in_use_ = 0;
  std::string scratch_;
  std::unique_ptr<PatternCache> patterns_;
  std::array<PeriodText, 5> last_periods_;  // by kind

  const void* stop_ = nullptr;
  json::Value error_value_;
  const Node* error_node_ = nullptr;
  std::string let_place_;       // where in a let it was; empty: in none
  bool error_is_ours_ = false;  // a message of ours, not the value of error(VALUE)
  bool last_step_ = false;      // load() failed at the last name of the path
  bool record_broken_ = false;
  std::string record_message_;
};

}  // namespace nd::expr
