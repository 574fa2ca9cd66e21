#include "expr/sum.h"

#include "expr/arithmetic.h"

namespace nd::expr {

using json::Member;
using json::Value;

Flow Sum::add(const Value& value) {
  if (value.is_null()) return Flow::kGo;
  if (growing_ == Growing::kNothing && total_.is_null()) {
    growing_ = value.is_string()   ? Growing::kString
               : value.is_array()  ? Growing::kArray
               : value.is_object() ? Growing::kObject
                                   : Growing::kNothing;
    if (growing_ == Growing::kNothing) {
      total_ = value;
      return Flow::kGo;
    }
  }
  if (growing_ == Growing::kString && value.is_string()) {
    text_.append(value.text());
    return text_.size() > kMaxRecordBytes ? machine_.out_of_memory(node_) : Flow::kGo;
  }
  if (growing_ == Growing::kArray && value.is_array()) {
    if (!machine_.charge(value.items().size_bytes())) return machine_.out_of_memory(node_);
    items_->insert(items_->end(), value.items().begin(), value.items().end());
    return Flow::kGo;
  }
  if (growing_ == Growing::kObject && value.is_object()) {
    for (const Member& member : value.members())
      object_.set(member.key, member.value);
    return Flow::kGo;
  }
  Value left;
  ND_FLOW(finish(left));
  growing_ = Growing::kNothing;
  return arithmetic(machine_, node_, Op::kAdd, left, value, total_);
}

Flow Sum::finish(Value& out) {
  switch (growing_) {
    case Growing::kString:
      return machine_.make_string(node_, text_, out);
    case Growing::kArray:
      return machine_.make_array(node_, *items_, out);
    case Growing::kObject:
      return machine_.make_object(node_, object_.members(), out);
    case Growing::kNothing:
      break;
  }
  out = total_;
  return Flow::kGo;
}

}  // namespace nd::expr
