// Grouping: one set of -w, -g and -a, compiled: which records count, by what key, into which
// states.
//
// Belongs here: what a grouping says, and reading one record for it. Does not belong here: where
// groups lie (group_store.h), how they are written (group_writer.h).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "agg/states.h"
#include "base/padded_view.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "columns/kind_watch.h"
#include "expr/program.h"
#include "group/condition_switch.h"
#include "group/group_keys.h"
#include "group/key_memo.h"
#include "group/key_product.h"
#include "group/partial_spec.h"
#include "group/surroundings.h"
#include "key/key_buffer.h"
#include "key/short_key.h"
#include "stream/record.h"

namespace nd::group {

// As it stands on the command line.
struct GroupingSpec {
  std::string name;                     // --grouping; empty: there is none
  std::string where;                    // -w; empty: every record
  std::vector<std::string> keys;        // -g, split
  std::vector<std::string> aggregates;  // -a; none: n=count
};

// Starts another grouping in a list that begins with one empty, unnamed one. kUsage if something
// was said before the first name, or the name is empty.
[[nodiscard]] Status start_grouping(std::vector<GroupingSpec>& specs, std::string_view name);

// What a grouping has read of one record: its key, and the values for its aggregates.
struct Reading {
  // The values of one argument: where they lie if they can be used as they stand, for copying a
  // value just written stalls on store forwarding.
  struct Values {
    std::span<const json::Value> view;
    std::vector<json::Value> own;
  };
  // For one aggregate; null left out.
  struct Inputs {
    std::uint32_t column = 0;
    Values x;
    Values y;
  };

  bool repeats = false;   // its key is that of the record of its case that was read before
  bool is_short = false;  // its key is the short one
  key::ShortKey short_key;
  PaddedView key;                       // where `several` is: that of the total's states
  key::KeyBuffer buffer;                // a place for it
  std::unique_ptr<KeyProduct> several;  // where a key is of several values: all of its keys
  std::vector<Inputs> inputs;
  std::size_t count = 0;  // of the inputs: of the aggregates that have values
  Arena scratch;          // what the values refer to, beside the record

  // For as many columns as a grouping has.
  explicit Reading(std::size_t columns) : inputs(columns) {}

  // Copies what the key and the values refer to, so that they outlive the record.
  void hold();
};

class Grouping {
 public:
  // Adds what it reads to `schema`. kUsage on anything wrong.
  static Result<std::unique_ptr<Grouping>> compile(const GroupingSpec& spec, json::Schema& schema,
                                                   const Bindings& bindings);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const GroupKeys& keys() const { return group_keys_; }
  [[nodiscard]] const agg::StateLayout& layout() const { return *layout_; }
  // VERSION:AGG:KEYS, what a partial of it must agree in with another (partials.md).
  [[nodiscard]] const std::string& identity() const { return identity_; }
  // required_text.h, of the condition; empty if there is none.
  [[nodiscard]] std::string required_text() const {
    return where_ ? where_->required_text() : std::string();
  }
  // The same in words.
  [[nodiscard]] const PartialSpec& spec() const { return spec_; }
  // What it depends on beside the records.
  [[nodiscard]] const Surroundings& surroundings() const { return surroundings_; }

  // Adds the lets that its expressions use (expr/period_lets.h). It must outlive `out`.
  void add_period_lets(expr::PeriodLets& out) const;
  // Adds its condition and then those of its aggregates, as many as it says. It must outlive `out`.
  void add_conditions(ConditionSwitch& out) const;
  [[nodiscard]] std::size_t conditions() const { return 1 + conditioned_; }

  // What is to be asked of the records of one case of such a switch, and the last key of them.
  struct Course {
    // An aggregate that may have values of such a record.
    struct Step {
      std::uint32_t column = 0;
      expr::Evaluator::Entry entry = expr::Evaluator::Entry::kTrue;  // of its condition
    };

    expr::Evaluator::Entry entry{};  // of the condition
    std::vector<Step> steps;
    std::optional<KeyMemo> memo;  // where there are several keys of one value each
    key::ShortKey last_short;     // where one expression gives the key
  };
  // nullopt if no record of the case meets the condition. `entries`: of its conditions().
  [[nodiscard]] std::optional<Course> course(ConditionSwitch::Entries entries) const;

  // Whether the record meets the condition: the first step. kInput if that fails.
  [[nodiscard]] Result<bool> selects(const stream::Record& record, const Course& course) {
    if (course.entry == expr::Evaluator::Entry::kTrue) return true;
    return where_evaluator_->test(record.row, record.block->file, course.entry);
  }
  // Evaluates all else for a record that does; valid as long as the record, and until the next
  // read(), unless it is held. kInput if anything fails.
  [[nodiscard]] Status read(const stream::Record& record, Course& course, Reading& out) {
    selected_any_ = true;
    out.is_short =
        only_key_ != nullptr && key::encode_short(json::at(record.row, *only_key_), out.short_key);
    if (!out.is_short) [[unlikely]] {
      if (auto status = read_key(record, course, out); !status) return status;
    }
    if (!reads_values_) return {};  // all columns count it
    return read_values(record, course, out);
  }
  // As Evaluator::set_block().
  void set_block(std::string_view block);
  // Adds the fields that were asked for and records lacked: keys and values of those that met the
  // condition.
  void add_lacked(json::SlotSet& out) const;
  [[nodiscard]] Reading reading() const;
  // Adds what was read to the states of a group.
  void add(const Reading& reading, char* states, agg::Memory& memory) const {
    for (std::size_t i = 0; i < reading.count; ++i) {
      const Reading::Inputs& inputs = reading.inputs[i];
      columns_[inputs.column].add_to(states, inputs, memory);
    }
  }

 private:
  // How one argument of an aggregate is read.
  struct Argument {
    const json::Slot* slot = nullptr;          // a field that mostly can be taken as it stands
    std::optional<expr::Evaluator> evaluator;  // none: the field is all
    bool gives_one = true;
    std::optional<columns::KindWatch> kinds;  // with --strict, of values of any kind
  };
  struct Column {
    decltype(agg::StateFunctions::add) add = nullptr;  // null: a count
    std::size_t offset = 0;
    const agg::Column* call = nullptr;
    // What a record must meet: P of count(P), C of an argument `select(C) | X`.
    std::optional<expr::Evaluator> condition;
    std::vector<Argument> arguments;  // of a count none

    void add_to(char* states, const Reading::Inputs& read, agg::Memory& memory) const {
      if (add == nullptr) {
        agg::add_to_count(states + offset);
      } else {
        add(states + offset, {read.x.view, read.y.view}, call->parameter, memory);
      }
    }
  };
  // Where the values of an argument go.
  struct Destination {
    const Column* column;
    agg::Domain domain;
    Reading* reading;
    Reading::Values* values;
    Argument* argument;
  };

  Grouping() = default;
  Status bind(const GroupingSpec& spec, json::Schema& schema, const Bindings& bindings);
  void set_identity(const json::Schema& schema, const Bindings& bindings);
  void bind_columns(bool strict);
  static void bind_arguments(Column& column, bool strict);
  Status read_key(const stream::Record& record, Course& course, Reading& out);
  Status read_several_keys(const stream::Record& record, Reading& out);
  Status read_values(const stream::Record& record, const Course& course, Reading& out);
  Status read_column(Column& column, const stream::Record& record, Reading& reading,
                     Reading::Inputs& inputs);
  static Status read_argument(Argument& argument, const stream::Record& record,
                              const Destination& to);
  static Status keep(json::Value value, const Destination& to);
  static Status take(const json::Value& value, const Destination& to);

  std::string name_;
  std::optional<expr::Program> where_;
  std::optional<expr::Evaluator> where_evaluator_;
  std::optional<columns::KeyColumns> keys_;
  const json::Slot* only_key_ = nullptr;  // where there is one key, a plain field
  GroupKeys group_keys_;
  agg::Clauses clauses_;
  std::optional<agg::StateLayout> layout_;
  std::string identity_;
  PartialSpec spec_;
  Surroundings surroundings_;
  std::vector<Column> columns_;
  std::size_t conditioned_ = 0;  // how many columns have a condition
  bool reads_values_ = false;    // not all columns count every record
  bool selected_any_ = false;    // a record met the condition
};

// Where a key stands in a record of a group; an expression without a name gets one.
[[nodiscard]] json::FieldPath key_path_of(const columns::KeyColumns& keys, std::size_t column);

// The parts of an identity: the version of the format, and hashes as text.
inline constexpr std::string_view kPartialVersion = "2";
[[nodiscard]] std::string identity_hash(std::string_view text);

}  // namespace nd::group
