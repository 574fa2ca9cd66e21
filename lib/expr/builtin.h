// Builtin: one function of the language: what it is called, what it says about itself, what it
// does.
//
// Belongs here: the shape of a row. Does not belong here: the functions (builtins_*.cc), their list
// (builtins.cc).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "expr/flow.h"
#include "json/value.h"
#include "time/instant.h"

namespace nd::expr {

class Machine;
struct Node;

// What a builtin makes of its constant arguments, once, when the program is compiled: a regular
// expression, a unit.
struct Prepared {
  Prepared() = default;
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  virtual ~Prepared() = default;
};

// One call with its arguments evaluated.
struct Call {
  Machine& machine;
  const Node& node;
  const json::Value& input;
  std::span<const json::Value> arguments;
};

// One output from evaluated arguments.
using Function = Flow (*)(const Call& call, json::Value& out);
// Any number of outputs from evaluated arguments.
using Series = Flow (*)(const Call& call, Sink sink);
// One output; evaluates its arguments itself.
using Whole = Flow (*)(Machine& machine, const Node& node, const json::Value& input,
                       json::Value& out);
// Any number of outputs; evaluates its arguments itself.
using Generator = Flow (*)(Machine& machine, const Node& node, const json::Value& input, Sink sink);
// The same on the left of an assignment: values with the way to them.
using PathGenerator = Flow (*)(Machine& machine, const Node& node, const PathValue& input,
                               PathSink sink);

// Missing stands for an argument that is not constant. nullptr: nothing can be prepared. An error
// here is one of the program (it concerns a constant), found before anything is read.
using Prepare = Result<std::unique_ptr<Prepared>> (*)(std::span<const json::Value> arguments);

enum class Origin : std::uint8_t {
  kJq,       // jq's, as in the version that judges
  kJqLater,  // of a later jq than Debian's 1.6 or the one that judges; tested against its manual
  kOurs,
};

// What the value of a call depends on besides its input and arguments.
enum class DependsOn : std::uint8_t { kNothing, kZone, kNow, kFile };

// On what an argument is evaluated: on the call's input, on other values (items, groups), or as a
// path.
enum class Scope : std::uint8_t { kInput, kOther, kPath };

// Which argument varies slowest: that is as jq defines each function.
enum class Order : std::uint8_t { kFirstOutermost, kLastOutermost };

inline constexpr std::size_t kMaxArity = 3;

// A function that a construct around it treats in a way of its own.
enum class Special : std::uint8_t {
  kNothing,
  kSelect,
  kNot,  // `A | not` is a jump of a condition; it stands behind what it denies
  kStartsWith,
  kEndsWith,
  kTest,  // the tests of text that a condition makes itself
  kType,
  kIn,  // IN(E): what is compared with the names of types
};

struct Example {
  std::string_view program;
  std::string_view input;
  std::string_view output;  // the outputs as JSON texts with one blank between them
};

struct Builtin {
  std::string_view name;
  std::string_view signature;  // "ltrimstr(PREFIX)"; the number of parameters is counted from it
  std::string_view help;       // one sentence
  Example example;
  Origin origin = Origin::kJq;

  // One of these says what it does. `definition` is a program over the parameters of the signature.
  std::string_view definition = {};
  Function function = nullptr;
  Series series = nullptr;
  Whole whole = nullptr;
  Generator generator = nullptr;

  PathGenerator paths = nullptr;  // besides `generator`
  int path_argument = -1;         // which argument `paths` takes as a path; -1: none
  Prepare prepare = nullptr;      // besides what it does
  std::array<Scope, kMaxArity> scopes = {Scope::kInput, Scope::kInput, Scope::kInput};
  bool ignores_input = false;
  bool one_from_one = false;  // `generator`: exactly one output if every argument has exactly one
  DependsOn depends_on = DependsOn::kNothing;
  Order order = Order::kFirstOutermost;
  Special special = Special::kNothing;
  bool passes_input = false;     // its outputs are its input
  bool takes_condition = false;  // its last argument is asked whether it is true
  bool judges = false;  // without arguments: its answer about a whole record is worth asking
  // Its input is an epoch number in this unit ...
  std::optional<time::EpochUnit> unit = std::nullopt;
  // ... which this one reads from its node: `ms | day` is one step.
  bool takes_unit = false;

  [[nodiscard]] std::size_t arity() const;
};

// All of them, family by family: the order of ndexpr(7). Two of the same title are one there.
struct Family {
  std::string_view title;
  std::span<const Builtin> builtins;
};
[[nodiscard]] std::span<const Family> builtins();

// nullptr if there is none.
[[nodiscard]] const Builtin* find_builtin(std::string_view name, std::size_t arity);
// The first of that name, whatever the number of arguments; nullptr if there is none.
[[nodiscard]] const Builtin* find_builtin(std::string_view name);
// The name closest to a mistyped one; empty if none is close.
[[nodiscard]] std::string_view closest_builtin(std::string_view name);

}  // namespace nd::expr
