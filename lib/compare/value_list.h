// ValueList: what -v says: fields, expressions, and quotients of two fields.
//
// Belongs here: the syntax, and what is read of a record. Does not belong here: what becomes of the
// numbers (metrics.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/bindings.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "json/field_path.h"
#include "json/schema.h"

namespace nd::compare {

class ValueList {
 public:
  struct Item {
    json::FieldPath path;             // its place in a record: what `metric` says
    std::string text;                 // as it was written
    std::size_t top = 0;              // a column
    std::optional<std::size_t> base;  // the column it is divided by
  };

  // Adds what the values read to `schema`. NAME=A/B, where A and B are fields, is a quotient; all
  // else is as it is in a list of keys. kUsage on anything wrong, such as a name that two have.
  [[nodiscard]] static Result<ValueList> compile(const std::vector<std::string>& items,
                                                 json::Schema& schema, const Bindings& bindings);

  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  [[nodiscard]] columns::KeyColumns& columns() { return columns_; }
  [[nodiscard]] const columns::KeyColumns& columns() const { return columns_; }

 private:
  ValueList(std::vector<Item> items, columns::KeyColumns columns)
      : items_(std::move(items)), columns_(std::move(columns)) {}

  std::vector<Item> items_;
  columns::KeyColumns columns_;
};

}  // namespace nd::compare
