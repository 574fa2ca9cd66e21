// ObjectLayout: fields that are known by their paths, as one object: which follows which, and the
// text between their values.
//
// Belongs here: where a field stands in a record that is made. Does not belong here: fields of a
// record that is there already (patch.h, patcher.h).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "json/field_path.h"

namespace nd::json {

// Owner, immutable. An object stands where the first of its fields is named: a.b, x, a.c make
// {"a":{"b":…,"c":…},"x":…}.
class ObjectLayout {
 public:
  struct Field {
    std::size_t path = 0;  // which of the paths
    std::string before;    // what stands before its value: `"a":{"b":`, then `,"c":`, `},"x":`
  };

  ObjectLayout() = default;
  // Requires: check_apart(paths).
  explicit ObjectLayout(std::span<const FieldPath> paths);

  // In the order in which they are written.
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }
  // What stands behind the last value: the braces of the objects that are still open, but not of
  // the whole.
  [[nodiscard]] const std::string& after() const { return after_; }

 private:
  std::vector<Field> fields_;
  std::string after_;
};

// The same for fields of which some may be missing: they are written in the order of a layout.
class NestedWriter {
 public:
  // Appends what stands before the value of the next field. The path must live until the next call.
  void begin(std::string& out, const FieldPath& path);
  // Appends what stands behind the last value; then another object may begin.
  void end(std::string& out);

 private:
  const FieldPath* open_ = nullptr;
};

// Whether one path is the other one or its beginning: no record can hold both.
[[nodiscard]] bool related(const FieldPath& a, const FieldPath& b);

// kUsage where two of the paths are related.
[[nodiscard]] Status check_apart(std::span<const FieldPath> paths);

}  // namespace nd::json
