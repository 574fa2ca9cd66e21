#include "ops/edit_text.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/nesting.h"
#include "base/wording.h"
#include "json/object_layout.h"

namespace nd::ops {
namespace {

using json::FieldPath;
using json::related;

// Whether two renames of one list can be made at once.
Status check_pair(const Rename& one, const Rename& other) {
  if (one.to == other.to) {
    return usage_error("two fields are renamed to '{}'", other.to.name());
  }
  if (one.from == other.from) {
    return usage_error("the field '{}' is renamed twice", other.from.name());
  }
  for (const FieldPath* a : {&one.to, &one.from}) {
    for (const FieldPath* b : {&other.to, &other.from}) {
      if (*a == *b && stays_in_object(one) && stays_in_object(other)) continue;
      if (!related(*a, *b)) continue;
      return usage_error("'{}={}' and '{}={}' touch the same field; give each its own --rename",
                         one.to.name(), one.from.name(), other.to.name(), other.from.name());
    }
  }
  return {};
}

}  // namespace

Result<FieldPath> read_field(std::string_view text) {
  FieldPath path = ND_TRY(FieldPath::parse(text));
  if (path.segments.empty()) return usage_error("'.' is the whole record, a field is needed here");
  return path;
}

Result<std::vector<FieldPath>> read_fields(std::string_view list) {
  std::vector<FieldPath> fields;
  for (const std::string_view item : ND_TRY(split_list(list)))
    fields.push_back(ND_TRY(read_field(item)));
  return fields;
}

Result<Assignment> read_assignment(std::string_view text, std::string_view wanted) {
  const auto [name, value] = ND_TRY(split_pair(text, wanted));
  if (value.starts_with('=')) return usage_error("{} is not {}", in_quotes(text), wanted);
  return Assignment{ND_TRY(read_field(trimmed(name))), value};
}

bool stays_in_object(const Rename& rename) {
  const auto& to = rename.to.segments;
  const auto& from = rename.from.segments;
  return to.size() == from.size() && std::equal(to.begin(), to.end() - 1, from.begin());
}

Result<std::vector<Rename>> read_renames(std::string_view list) {
  std::vector<Rename> renames;
  for (const std::string_view item : ND_TRY(split_list(list))) {
    auto [to, from_text] = ND_TRY(read_assignment(item, "NEW=OLD"));
    Rename rename{std::move(to), ND_TRY(read_field(from_text))};
    if (!(rename.to == rename.from) && related(rename.to, rename.from)) {
      return usage_error("a field cannot be renamed into itself: {}", item);
    }
    for (const Rename& other : renames)
      ND_TRY(check_pair(other, rename));
    renames.push_back(std::move(rename));
  }
  std::erase_if(renames, [](const Rename& rename) { return rename.to == rename.from; });
  return renames;
}

}  // namespace nd::ops
