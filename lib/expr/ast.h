// Node: one construct of a program. The parser makes the tree, the binder fills in what a name
// means, the machine walks it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "expr/span.h"
#include "json/schema.h"
#include "json/value.h"
#include "time/instant.h"

namespace nd::table {
class Lookup;
}

namespace nd::expr {

struct Builtin;
struct Prepared;

enum class NodeKind : std::uint8_t {
  kIdentity,     // .
  kConstant,     // constant
  kSlot,         // a path from the record on, bound to a slot (made by the binder)
  kVariable,     // $text
  kLet,          // the value of a --let (made by the binder)
  kLookup,       // what a table has for a key (made by the binder); children: keys, moment
  kIndex,        // children: term, key
  kSlice,        // children: term, from, to; a bound that is left out is null
  kIterate,      // children: term
  kPipe,         // children: stages
  kComma,        // children: alternatives in turn
  kAlternative,  // a // b
  kAnd,          // children: two or more
  kOr,
  kCompare,     // op; children: left, right
  kArithmetic,  // op; children: left, right
  kNegate,
  kArray,   // children: none or one
  kObject,  // children: key, value, key, value, ...
  kString,  // children: constants, and interpolations as pipes that end with a kFormat
  kFormat,  // format, applied to the input
  kIf,      // children: condition, then, else
  kTry,     // children: body, and the handler if there is one
  kBind,    // text: the variable; children: source, body
  kAssign,  // op; children: path, value
  kCall,    // text: the function; children: arguments
};

enum class Op : std::uint8_t {
  kNone,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,  // from kEqual on: compare
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kRemainder,  // from kAdd on: arithmetic; with kAssign: +=, ...
  kSet,
  kUpdate,
  kDefault,  // from kSet on: =, |=, //=
};

// In the order of their names in formats.cc.
enum class Format : std::uint8_t { kText, kJson, kCsv, kTsv, kBase64, kUri };

inline constexpr std::uint32_t kNone = UINT32_MAX;

struct Node;
using NodePtr = std::unique_ptr<Node>;

struct Node {
  Node(NodeKind node_kind, Span node_span);
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  NodeKind kind;
  Op op = Op::kNone;
  Format format = Format::kText;
  Span span;
  std::uint32_t depth = 1;  // levels of the tree from this node down, each link of a chain counted
  std::vector<NodePtr> children;
  std::string text;

  // Filled in by the binder.
  json::Value constant;  // kConstant
  json::FieldPath path;  // kSlot, for messages
  // Of a kSlot its own; of others that of their input, if that is a path of the record.
  std::uint32_t slot = kNone;
  std::vector<std::uint32_t> parents;  // slots of the objects around `slot`, the outermost first
  std::uint32_t variable = kNone;      // kVariable, kBind: its place in the machine's frame
  const Node* meaning = nullptr;       // kLet: what it stands for
  std::uint32_t let = kNone;           // kLet: its place among those of the program
  table::Lookup* table = nullptr;      // kLookup
  // kLet: its place among what is found out about a record. kLookup: that of the field in `path`,
  // or of the whole row, in the table's rows; kNone: whether there is a row is asked.
  std::uint32_t place = kNone;
  // kLookup by a field of the record: the place of its row among what is found out about a record.
  std::uint32_t row_place = kNone;
  const Builtin* builtin = nullptr;    // kCall
  std::unique_ptr<Prepared> prepared;  // kCall: what was made of its constant arguments
  time::EpochUnit unit = time::EpochUnit::kSeconds;  // of an epoch number, for a calendar function
  // kIndex, kSlice, kIterate, kSlot: its own last step gives nothing instead of an error.
  bool optional = false;
  bool single = false;  // exactly one output, or an error
  bool raw = false;     // its nested output goes to a writer as it came
  // kLookup: the only key is an array of all, the last child is a moment, the row itself is not
  // looked at.
  bool keys_in_array = false;
  bool at_moment = false;
  bool asks_for_row = false;
};

// A copy of a tree that is not bound yet.
[[nodiscard]] NodePtr clone(const Node& node);

}  // namespace nd::expr
