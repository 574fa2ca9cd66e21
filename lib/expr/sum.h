// Sum: values added up as jq's `+` does, without copying the growing string, array or object for
// each.
#pragma once

#include <string>

#include "expr/flow.h"
#include "expr/machine.h"
#include "expr/object_builder.h"
#include "json/value.h"

namespace nd::expr {

class Sum {
 public:
  // Both must outlive the sum.
  Sum(Machine& machine, const Node& node) : machine_(machine), node_(node), items_(machine) {}

  [[nodiscard]] Flow add(const json::Value& value);
  // null if nothing was added.
  [[nodiscard]] Flow finish(json::Value& out);

 private:
  enum class Growing { kNothing, kString, kArray, kObject };

  Machine& machine_;
  const Node& node_;
  Growing growing_ = Growing::kNothing;
  json::Value total_ = json::Value::null();  // while nothing grows
  std::string text_;
  Machine::List items_;
  ObjectBuilder object_;
};

}  // namespace nd::expr
