// Program: a compiled expression over one record, bound to the slots of a Schema; Evaluator: what
// runs it.
//
// Belongs here: the face that tools, keys and aggregates see. Does not belong here: syntax
// (parser.h), builtins (builtin.h).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bindings.h"
#include "base/padded_view.h"
#include "base/result.h"
#include "json/schema.h"
#include "json/slot_set.h"

namespace nd::expr {

class PeriodLets;

// What an expression is for: an expression that can hardly be meant for it is kUsage.
enum class Use : std::uint8_t {
  kOutputs,    // its outputs are what is wanted
  kCondition,  // whether it is true is asked
  kArgument,   // a value of the record, as an aggregate takes it
  kField,      // the value of a field that is set
};

// How much of a program is evaluated. `select(C) | X` is a condition and a value.
enum class Extent : std::uint8_t { kWhole, kCondition, kValue };

// Owner, immutable, shareable between evaluators.
class Program {
 public:
  // Adds the fields that the expression reads to `schema`. kUsage on anything wrong: the message
  // holds the program's line, a caret line under the place, and what to do instead. Must be called
  // before a Projector is made of the schema. `origin`: of the record as it was read, which lets
  // are about, where the program sees what edits have made of it; else null.
  static Result<Program> compile(std::string_view text, json::Schema& schema,
                                 const Bindings& bindings, Use use = Use::kOutputs,
                                 json::Schema* origin = nullptr);

  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;
  ~Program();

  // The expression in one normal form: the same for texts that differ in blanks alone.
  [[nodiscard]] const std::string& canonical() const;
  [[nodiscard]] bool uses_zone() const;  // its value depends on --tz
  [[nodiscard]] bool uses_now() const;
  // Every record gives exactly one output, or an error.
  [[nodiscard]] bool gives_one() const;
  // The $NAMEs it uses, sorted.
  [[nodiscard]] const std::vector<std::string>& used_arguments() const;
  // The names of the lets and the tables that it uses, also through lets.
  [[nodiscard]] const std::set<std::string>& used_lets() const;
  [[nodiscard]] const std::set<std::string>& used_tables() const;
  // The NAMEs of the $ENV.NAMEs that it uses, sorted; whether it uses $ENV in another way.
  [[nodiscard]] const std::vector<std::string>& used_environment() const;
  [[nodiscard]] bool uses_whole_environment() const;
  // The fields that it reads; "." where it reads the whole record.
  [[nodiscard]] const std::vector<json::FieldPath>& reads() const;
  // required_text.h, of the expression as a condition.
  [[nodiscard]] std::string required_text() const;
  // Adds the lets that it uses and that suit (period_lets.h). The program must outlive `out`.
  void add_period_lets(PeriodLets& out) const;
  // Set if the expression is a plain field path (".a.b", "."): its slot holds the value as it
  // stands.
  [[nodiscard]] const json::Slot* plain_slot() const;
  // The same of the value of a selection.
  [[nodiscard]] const json::Slot* selected_slot() const;
  // Whether it is `select(C) | X` of one C and one X, which can be evaluated apart: X of the
  // records of which C is true.
  [[nodiscard]] bool selects() const;

 private:
  friend class Evaluator;
  struct Impl;
  std::unique_ptr<const Impl> impl_;
  explicit Program(std::unique_ptr<const Impl> impl);
};

// Runs a program over rows; holds the scratch memory, so nothing is allocated per record once warm.
// One per thread. Values given out are valid until the next call on the same evaluator, and as long
// as the row. Nested values given out by each() and one() may be raw (plain paths) or trees.
class Evaluator {
 public:
  // The program must outlive the evaluator. Requires: program.selects(), or it is the whole.
  explicit Evaluator(const Program& program, Extent extent = Extent::kWhole);
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  // Whether any output is neither null nor false. kInput on a run-time error.
  [[nodiscard]] Result<bool> test(json::Row row, std::string_view file) {
    const Verdict verdict = decide(row, file);
    if (verdict == Verdict::kFailed) [[unlikely]]
      return tl::unexpected<Error>(take_error());
    return verdict == Verdict::kTrue;
  }
  // Where the tests of a condition go on once a field is known: kFalse, kTrue, or a test of the
  // program's.
  enum class Entry : std::uint32_t { kFalse = UINT32_MAX - 1, kTrue = UINT32_MAX };
  [[nodiscard]] static bool is_end(Entry entry) { return entry >= Entry::kFalse; }
  // Its first test.
  [[nodiscard]] Entry beginning() const;
  // The field that a condition compares with a text before all else; nullopt if it does not.
  [[nodiscard]] std::optional<json::Slot> first_field() const;
  // Where it goes on for a record whose field is this text.
  [[nodiscard]] Entry entry(json::Slot field, const json::Value& text) const;
  // As test(), from there on.
  [[nodiscard]] Result<bool> test(json::Row row, std::string_view file, Entry entry) {
    if (is_end(entry)) return entry == Entry::kTrue;
    const Verdict verdict = decide(row, file, entry);
    if (verdict == Verdict::kFailed) [[unlikely]]
      return tl::unexpected<Error>(take_error());
    return verdict == Verdict::kTrue;
  }
  // The one output, where it lies; kInput if there are none or more.
  [[nodiscard]] Result<const json::Value*> one(json::Row row, std::string_view file) {
    if (let_) {
      const json::Value& found = json::found_at(row, *let_);
      if (!found.is_missing()) return &found;
    }
    return one(row, file, row);
  }
  // The same where the record was changed since it was read as `origin`.
  [[nodiscard]] Result<const json::Value*> one(json::Row row, std::string_view file,
                                               json::Row origin);
  // The block that the records to come stand in: look-ups look ahead in it. It must be readable
  // until another one is set, or the empty one, which is none.
  void set_block(std::string_view block);
  // Adds the slots that were asked of a record that lacks them, of those that the program is not
  // prepared to miss. What stands behind a condition that was never true was never asked.
  void add_lacked(json::SlotSet& out) const;
  // Whether write() may be asked: each output of the program is made of a record's own bytes.
  [[nodiscard]] bool writes() const;
  // Appends the text of the one output for a record, with the row that it gave; what each() and
  // json::append_value() would make of it. false, with `out` as it was, where they must be asked;
  // kInput on a run-time error. Requires: writes().
  [[nodiscard]] Result<bool> write(std::string& out, PaddedView record, json::Row row,
                                   std::string_view file);
  // Every output in turn; an error of `emit` ends it and is returned.
  [[nodiscard]] Status each(json::Row row, std::string_view file,
                            const std::function<Status(const json::Value&)>& emit);

 private:
  struct Impl;
  enum class Verdict : std::uint8_t { kFalse, kTrue, kFailed };

  [[nodiscard]] Verdict decide(json::Row row, std::string_view file);
  [[nodiscard]] Verdict decide(json::Row row, std::string_view file, Entry entry);
  [[nodiscard]] Error take_error();
  std::unique_ptr<Impl> impl_;
  std::optional<std::uint32_t> let_;  // the place of the let that the program is, if it is one
};

}  // namespace nd::expr
