// PartialHead: what the partials of a grouping begin with, as ndgroup writes them: learnt from one
// of them, and known again by its bytes.
//
// Belongs here: what is the same in all partials of a grouping and stands first. Does not belong
// here: their keys and states (partial_reader.h).
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/padded_view.h"
#include "group/partial_reader.h"

namespace nd::group {

class PartialHead {
 public:
  // The partial on a line: by its head, if that is known; else all of it is read, and the head is
  // learnt. It refers to the line, to `arena`, and until the next line to the head. kInput if it is
  // none.
  [[nodiscard]] Result<PartialRecord> next(PaddedView line, Arena& arena);

  // Learns what the line begins with, of which `partial` was read. Of a line that is not as ndgroup
  // writes it, and of a source record, nothing is learnt; what was known stays.
  void learn(std::string_view line, const PartialRecord& partial);

  // Whether the line begins with what was learnt.
  [[nodiscard]] bool is_of(std::string_view line) const {
    return !text_.empty() && line.starts_with(text_);
  }

  // What all lines with this head have, without a tree: the group's own fields are not there.
  [[nodiscard]] const PartialRecord& known() const { return known_; }

  // Reads such a line: read_partial(), but for the fields of the head, which the tree has not. The
  // tree refers to the line, and lies in `arena`. false where the line is not as ndgroup writes
  // it, or has faults. Requires: is_of(line).
  [[nodiscard]] bool read(PaddedView line, Arena& arena, PartialRecord& out) const;

 private:
  std::string text_;     // up to the comma behind the grouping
  PartialRecord known_;  // refers to arena_
  Arena arena_{256};
};

}  // namespace nd::group
