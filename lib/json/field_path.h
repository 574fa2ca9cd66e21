// FieldPath: the way to a field through nested objects, as users write it: city.tier, .city.tier,
// ."a.b".x
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace nd::json {

// Owner. No segments: the whole record (".").
struct FieldPath {
  std::vector<std::string> segments;

  // Bare segments are letters, digits, '_' and any byte above ASCII (a '-' subtracts); every other
  // name is quoted as a JSON string. kUsage error naming the text.
  static Result<FieldPath> parse(std::string_view text);
  // ".city.tier", ."a.b"; "." for the whole record. parse(print(p)) == p.
  [[nodiscard]] std::string print() const;
  // print() without its first dot: repo.name, "a.b".
  [[nodiscard]] std::string text() const;
  // The name of a column made of it: text(), unquoted if it is one segment.
  [[nodiscard]] std::string name() const;

  friend bool operator==(const FieldPath&, const FieldPath&) = default;
};

// The value of an option that names a field to write: as parse(), but not the whole record.
Status parse_into(std::string_view text, FieldPath& out);

// "NAME=EXPR" -> {NAME, EXPR}; splits at the first '=' that follows a name and is not "==". name is
// empty where there is none.
struct Named {
  std::string name;
  std::string_view text;
};
Named split_name(std::string_view text);

}  // namespace nd::json
