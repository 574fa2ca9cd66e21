// Checks: a predicate as a flat list of tests with jumps, the fast way for `and`, `or`, `not`,
// comparisons of a field or a let with a constant, and string tests. No call, no allocation for the
// common kinds; the rest goes to the machine.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/machine.h"

namespace nd::expr {

class Checks {
 public:
  Checks() = default;
  // Requires: root.single. The tree must outlive the list. `strict`: values of different kinds are
  // not compared.
  Checks(const Node& root, bool strict);

  // Whether the one output of a node is true or false, so that checks find the output itself.
  [[nodiscard]] static bool gives_truth(const Node& node);

  // kGo with `out` set, or kFail. Starts the machine only where it is needed.
  [[nodiscard]] Flow run(Machine& machine, json::Row row, std::string_view file, bool& out) const {
    return run(first_, {machine, row, file}, out);
  }

  // What is tested on the same record.
  struct Subject {
    Machine& machine;
    json::Row row;
    std::string_view file;
  };
  // The same from a test on. Requires: entry() gave it.
  [[nodiscard]] Flow run(std::uint32_t at, const Subject& of, bool& out) const;
  [[nodiscard]] std::uint32_t first() const { return first_; }
  // The field that the first test, or that of the let which it asks for, compares with a text;
  // kNone if it does anything else. `lets`: those of the program, about the same record as it.
  using Lets = std::span<const std::unique_ptr<Let>>;
  [[nodiscard]] std::uint32_t first_field(Lets lets) const;
  // The first test of a record that its field, which is this text, does not decide; kYes or kNo
  // where it decides them all.
  [[nodiscard]] std::uint32_t entry(std::uint32_t field, const json::Value& text, Lets lets) const;

  static constexpr std::uint32_t kYes = UINT32_MAX;
  static constexpr std::uint32_t kNo = UINT32_MAX - 1;

 private:
  enum class Kind : std::uint8_t {
    kNode,   // the truth of whatever the node gives
    kTruth,  // of a slot; a let has one too
    kNull,   // slot == null
    kNotNull,
    kEqualString,  // slot == string
    kOtherString,  // slot != string
    kInteger,      // slot OP integer
    kText,         // slot OP string, by their order
    kEmpty,        // slot == []
    kNotEmpty,
    kStartsWith,
    kEndsWith,
    kMatches,  // a regular expression
    kRow,      // of a row of a table alone: what it found for that row before
  };

  struct Check {
    Kind kind = Kind::kNode;
    Op op = Op::kNone;  // kInteger, kText
    std::uint32_t slot = kNone;
    std::uint32_t holder = kNone;  // slot of the record, if `slot` is a field of it
    std::uint32_t yes = kNone;     // the next check, or kYes or kNo
    std::uint32_t no = kNone;
    json::Value constant;
    // The same, where it is a text of up to 16 bytes: they are compared at a time.
    std::array<char, 16> text{};
    std::uint32_t text_bits = 0;  // one for each of its bytes; 0: it is longer, or empty
    const Node* node = nullptr;
    const Node* let = nullptr;     // what `slot` is the place of, if it is no field
    const Node* lookup = nullptr;  // kRow: what finds the row
  };

  std::uint32_t add(const Node& node, std::uint32_t yes, std::uint32_t no);
  [[nodiscard]] Check leaf(const Node& node) const;
  [[nodiscard]] static bool compares_text(const Check& check);
  // What the let that a check asks for is tested by; nullptr if that is not known.
  [[nodiscard]] static const Checks* checks_of_let(const Check& check, Lets lets);
  static void set_asked(const Node& asked, Check& check);
  void compare(const Node& node, Check& check) const;
  static bool is_text(const Check& check, const json::Value& value);
  static bool decides_rare(const Check& check, const json::Value& value, bool& holds);
  static bool decides_null(const Check& check, Machine& machine, json::Row row,
                           const json::Value& null, bool& holds);
  static std::uint8_t* fact_of(const Check& check, Machine& machine, json::Row row);
  static bool decides(const Check& check, Machine& machine, json::Row row, bool& holds);
  static Flow ask(const Check& check, Machine& machine, json::Row row, bool& holds);

  bool strict_ = false;
  std::vector<Check> checks_;
  std::uint32_t first_ = kYes;
};

}  // namespace nd::expr
