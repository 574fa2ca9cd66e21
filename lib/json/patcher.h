// Patcher: several fields of an object line set, dropped, renamed or kept in one walk; every other
// byte stays, or, if so wanted, is written as a program writes values.
//
// Belongs here: top-level and nested fields. Does not belong here: what the new values are
// (ops/map.h, expr/rewriter.h); one field of one line (patch.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/padded_view.h"
#include "base/result.h"
#include "json/field_path.h"
#include "json/steps.h"
#include "json/validate.h"

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

  // How what stays is written.
  enum class Rest : std::uint8_t {
    kAsItStands,
    kAsWritten,  // as append_value() writes its value
  };

  // Requires: no two edits have paths of which one is the start of the other.
  Patcher(std::vector<FieldEdit> edits, Others others, Rest rest = Rest::kAsItStands);

  // Appends the record with the active edits made: a field is set in its place or added last, with
  // the objects around it where they are missing or null; a field that stands twice leaves once if
  // it is named. null is an object without fields to kSet; to others it stays. kInput (out is then
  // longer by a part of the record) on malformed text, and where a field is to be set, dropped or
  // kept in what is no object.
  // Requires: Rest::kAsItStands.
  [[nodiscard]] Status apply(std::string& out, PaddedView line,
                             std::span<const EditChoice> choices);

  // The same with Rest::kAsWritten. false, with `out` as it was, where this cannot tell what that
  // is: the line is malformed or has a key twice, a value on the way to a field is no object.
  [[nodiscard]] bool apply_as_written(std::string& out, PaddedView line,
                                      std::span<const EditChoice> choices);

 private:
  struct Entry {
    std::string name;
    std::string key;             // as it is written, with its colon
    std::uint32_t edit = kNone;  // or the edits within it:
    std::uint32_t node = kNone;
  };
  struct Node {
    std::vector<Entry> entries;
    std::vector<std::uint8_t> seen;  // for each entry, whether the object at work has shown it
  };
  class Walk;
  class Members;

  [[nodiscard]] bool by_steps(Walk& walk, PaddedView line);
  // The bit of a key of the outermost object, which is that of its entry if it has one; 0 if there
  // are too many of them.
  [[nodiscard]] std::uint64_t bit_of(std::string_view key);

  std::vector<FieldEdit> edits_;
  Others others_;
  Rest rest_;
  std::vector<Node> nodes_;
  StepTable steps_;
  bool may_step_ = true;                // each entry of the outermost object has a bit
  std::vector<std::string> keys_;       // of the outermost object; the place is the bit
  std::string key_;                     // the last one that had escapes, or another such string
  Arena arena_;                         // of the last value that is written anew
  std::optional<Validator> validator_;  // for kAsWritten
};

}  // namespace nd::json
