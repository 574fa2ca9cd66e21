// Patcher: several fields of an object line set, dropped, renamed or kept in one walk; every other
// byte stays.
//
// Belongs here: top-level and nested fields. Does not belong here: what the new values are
// (ops/map.h); one field of one line (patch.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/padded_view.h"
#include "base/result.h"
#include "json/field_path.h"

namespace nd::json {

// What happens to one field.
struct FieldEdit {
  enum class Action : std::uint8_t { kSet, kDrop, kRename, kKeep };
  Action action = Action::kSet;
  FieldPath path;    // at least one segment
  std::string name;  // kRename: its new name
};

// For each edit of a record: whether it is made, and for kSet the JSON text of the value.
struct EditChoice {
  bool active = true;
  std::string text;
};

class Patcher {
 public:
  enum class Others : std::uint8_t {
    kStay,
    kGo,  // only what is kept stays
  };

  // Requires: no two edits have paths of which one is the start of the other.
  Patcher(std::vector<FieldEdit> edits, Others others);

  // Appends the record with the active edits made: a field is set in its place or added last, with
  // the objects around it where they are missing or null; a field that stands twice leaves once if
  // it is named. null is an object without fields to kSet; to others it stays. kInput (out is then
  // longer by a part of the record) on malformed text, and where a field is to be set, dropped or
  // kept in what is no object.
  [[nodiscard]] Status apply(std::string& out, PaddedView line,
                             std::span<const EditChoice> choices);

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Entry {
    std::string name;
    std::uint32_t edit = kNone;  // or the edits within it:
    std::uint32_t node = kNone;
  };
  struct Node {
    std::vector<Entry> entries;
  };
  class Walk;

  std::vector<FieldEdit> edits_;
  Others others_;
  std::vector<Node> nodes_;
};

}  // namespace nd::json
