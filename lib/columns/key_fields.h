// KeyFields: the keys as fields of a record that is made, at their paths, before its own fields.
//
// Belongs here: where they stand, and their values in canonical form. Does not belong here: what
// else the record holds.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "json/object_layout.h"
#include "json/value.h"

namespace nd::columns {

class KeyFields {
 public:
  // `own`: the names of the record's own fields. kUsage where a key has no name, or its path holds
  // another key, or begins with an own name.
  static Result<KeyFields> make(const KeyColumns& keys, std::span<const std::string_view> own);

  // Appends `{` and the fields of an encoded key; the object stays open. Allocates nothing once
  // warm. Requires: the key was made by those columns, ascending.
  void append(std::string& out, std::string_view key);

 private:
  explicit KeyFields(json::ObjectLayout layout) : layout_(std::move(layout)) {}

  json::ObjectLayout layout_;
  std::vector<json::Value> values_;  // scratch
  Arena texts_;                      // scratch
};

}  // namespace nd::columns
