// KindWatch: holds the values of one column to one kind, as --strict asks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "json/kind_name.h"
#include "json/value.h"

namespace nd::columns {

// The kind of the first value is the column's kind; null may stand beside it. Within arrays and
// objects the same holds of what two of them come to when they are compared: of a value behind
// equal ones. So it is the order of the records that says which one is wrong: one thread alone may
// watch. Memory: proportional to the different beginnings of arrays and objects.
class KindWatch {
 public:
  // kInput for a value of another kind; `what` names the column.
  [[nodiscard]] Status check(const json::Value& value, std::string_view what) {
    if (value.is_null()) return {};
    const std::string_view kind = json::with_article(value);
    if (kind_.empty()) kind_ = kind;
    if (kind != kind_) return clash(kind, kind_, what);
    return value.is_nested() ? check_within(value, what) : Status();
  }

 private:
  static Status clash(std::string_view kind, std::string_view earlier, std::string_view what);
  Status check_within(const json::Value& nested, std::string_view what);
  Status check_items(const json::Value& nested, std::string_view what);
  Status check_item(const json::Value& item, std::string_view what);

  std::string_view kind_;  // a constant; empty: none was met
  // By the hash of all that a comparison has found equal before.
  std::unordered_map<std::uint64_t, std::string_view> within_;
  std::string before_;
};

}  // namespace nd::columns
