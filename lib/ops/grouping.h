// Grouping: one set of -w, -g and -a, compiled: which records count, by what key, into which states.
//
// Belongs here: what a grouping says, and reading one record for it. Does not belong here: where groups lie
// (group_store.h), how they are written (group_writer.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agg/states.h"
#include "base/result.h"
#include "expr/program.h"
#include "ops/key_columns.h"
#include "stream/record.h"

namespace nd::ops {

// As it stands on the command line.
struct GroupingSpec {
  std::string name;                     // --grouping; empty: there is none
  std::string where;                    // -w; empty: every record
  std::vector<std::string> keys;        // -g, split
  std::vector<std::string> aggregates;  // -a; none: n=count
};

// Starts another grouping in a list that begins with one empty, unnamed one. kUsage if something was said before the first
// name, or the name is empty.
[[nodiscard]] Status start_grouping(std::vector<GroupingSpec>& specs, std::string_view name);

class Grouping {
 public:
  // Adds what it reads to `schema`. kUsage on anything wrong.
  static Result<std::unique_ptr<Grouping>> compile(const GroupingSpec& spec, json::Schema& schema,
                                                   const expr::Bindings& bindings);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<std::string>& key_names() const { return key_names_; }
  [[nodiscard]] const agg::StateLayout& layout() const { return *layout_; }
  // VERSION:AGG:KEYS, what a partial of it must agree in with another (partials.md).
  [[nodiscard]] const std::string& identity() const { return identity_; }
  // Whether the result depends on the clock: `now` is used.
  [[nodiscard]] bool uses_now() const { return uses_now_; }

  // Evaluates everything for one record and keeps it for add(). kInput if anything fails; no state has changed then.
  [[nodiscard]] Status read(const stream::Record& record);
  // Of the last read(): whether the record counts, and its encoded key. The key is valid until the next read().
  [[nodiscard]] bool selected() const { return selected_; }
  [[nodiscard]] std::string_view key() const { return key_.view(); }
  // Adds what was read to the states of its group.
  void add(char* states, agg::Memory& memory) const;

 private:
  // How one argument of an aggregate is read.
  struct Argument {
    const json::Slot* slot = nullptr;  // a plain field
    std::optional<expr::Evaluator> evaluator;
    std::vector<json::Value> values;  // of the last record, null left out
  };
  struct Reader {
    const agg::Column* column = nullptr;
    std::size_t offset = 0;
    bool skip = false;  // a condition was not met, or there is no value
    std::vector<Argument> arguments;
  };

  Grouping() = default;
  Status bind(const GroupingSpec& spec, json::Schema& schema, const expr::Bindings& bindings);
  Status check_names() const;
  void set_identity(const json::Schema& schema, const expr::Bindings& bindings);
  void bind_readers();
  Status read_column(Reader& reader, const stream::Record& record);
  Status read_argument(const Reader& reader, Argument& argument, agg::Domain domain, const stream::Record& record);
  Status take(const Reader& reader, Argument& argument, agg::Domain domain, json::Value value);

  std::string name_;
  std::optional<expr::Program> where_;
  std::optional<expr::Evaluator> where_evaluator_;
  std::optional<KeyColumns> keys_;
  std::vector<std::string> key_names_;
  agg::Clauses clauses_;
  std::optional<agg::StateLayout> layout_;
  std::string identity_;
  bool uses_now_ = false;

  std::vector<Reader> readers_;
  bool selected_ = false;
  key::KeyBuffer key_;
  Arena scratch_;  // of one record
};

// The parts of an identity: the version of the format, and hashes as text.
inline constexpr std::string_view kPartialVersion = "1";
[[nodiscard]] std::string identity_hash(std::string_view text);

}  // namespace nd::ops
