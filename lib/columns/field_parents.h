// FieldParents: the objects in which fields are to be added to a record, looked at when the record
// is read: what cannot take them is a bad record, with its place.
#pragma once

#include <vector>

#include "base/result.h"
#include "json/field_path.h"
#include "json/patch.h"
#include "json/schema.h"
#include "stream/record.h"

namespace nd::columns {

class FieldParents {
 public:
  // Of the path, from the outermost on; those of a field at the top are none.
  void add(const json::FieldPath& path, json::Schema& schema) {
    for (std::size_t size = 1; size < path.segments.size(); ++size) {
      json::FieldPath parent = path;
      parent.segments.resize(size);
      const json::Slot slot = schema.add_optional(parent);
      parents_.push_back({std::move(parent), slot});
    }
  }

  // kInput where one of them is there and neither an object nor null.
  [[nodiscard]] Status check(const stream::Record& record) const {
    for (const Parent& parent : parents_)
      ND_TRY(json::check_parent(json::at(record.row, parent.slot), parent.path));
    return {};
  }

 private:
  struct Parent {
    json::FieldPath path;
    json::Slot slot{};
  };
  std::vector<Parent> parents_;
};

}  // namespace nd::columns
