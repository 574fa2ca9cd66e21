// KeyFields: the keys as fields of a record that is made, at their paths, before its own fields.
//
// Belongs here: where they stand, and their values in canonical form. Does not belong here: what
// else the record holds.
#pragma once

#include <cstddef>
#include <optional>
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
  // `own`: the names of the record's own fields; `without`: a key that is none of its fields.
  // kUsage where a key has no name, or its path holds another key, or begins with an own name.
  static Result<KeyFields> make(const KeyColumns& keys, std::span<const std::string_view> own,
                                std::optional<std::size_t> without = std::nullopt);

  [[nodiscard]] bool empty() const { return layout_.fields().empty(); }

  // Appends `{` and the fields of an encoded key; the object stays open. Allocates nothing once
  // warm. Requires: the key was made by those columns, ascending, but for `without`.
  void append(std::string& out, std::string_view key);

  // For another thread.
  [[nodiscard]] KeyFields fork() const { return KeyFields(layout_); }

 private:
  explicit KeyFields(json::ObjectLayout layout) : layout_(std::move(layout)) {}

  json::ObjectLayout layout_;
  std::vector<json::Value> values_;  // scratch
  Arena texts_;                      // scratch
};

}  // namespace nd::columns
