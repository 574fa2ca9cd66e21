// KindWatch: holds the values of one column to one kind, as --strict asks.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "json/kind_name.h"
#include "json/value.h"

namespace nd::ops {

// The kind of the first value is the column's kind; null may stand beside it. So it is the order of
// the records that says which one is wrong: one thread alone may watch.
class KindWatch {
 public:
  // kInput for a value of another kind; `what` names the column.
  [[nodiscard]] Status check(const json::Value& value, std::string_view what) {
    if (value.is_null()) return {};
    const std::string_view kind = json::with_article(value);
    if (kind_.empty()) kind_ = kind;
    if (kind == kind_) return {};
    return input_error(std::string(kind) + " is compared with " + std::string(kind_) +
                       " of an earlier record in '" + std::string(what) + "'");
  }

 private:
  std::string_view kind_;  // a constant; empty: none was met
};

}  // namespace nd::ops
