// Arithmetic: + - * / % and the comparisons, on values of every kind as jq has them.
//
// Integers are exact: a result beyond 64 bits is an error, as is a number that no double and no
// 64-bit integer holds. What is not whole is computed in double.
#pragma once

#include "expr/ast.h"
#include "expr/flow.h"
#include "json/value.h"

namespace nd::expr {

class Machine;

[[nodiscard]] Flow arithmetic(Machine& machine, const Node& node, Op op, const json::Value& a,
                              const json::Value& b, json::Value& out);
[[nodiscard]] Flow negate(Machine& machine, const Node& node, const json::Value& a,
                          json::Value& out);
[[nodiscard]] bool compare(Op op, const json::Value& a, const json::Value& b);

// A number as a double, for functions; an error where the text is beyond what a double or a 64-bit
// integer holds.
[[nodiscard]] Flow as_double(Machine& machine, const Node& node, const json::Value& number,
                             double& out);
// A double as a value: an integer where it is one exactly.
[[nodiscard]] json::Value number_of(double number);

// The pieces of a text between separators, as an array; an empty separator cuts between characters.
[[nodiscard]] Flow split_text(Machine& machine, const Node& node, std::string_view text,
                              std::string_view separator, json::Value& out);

}  // namespace nd::expr
