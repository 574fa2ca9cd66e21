// EditPlan: the edits of a command line (--set, --drop, --rename, --keep), compiled and put into
// stages.
//
// Belongs here: what the options mean, and which edits may be made in one walk over a record. Does
// not belong here: making them (map.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/program.h"
#include "json/patcher.h"
#include "json/schema.h"

namespace nd::ops {

// An option as it was typed.
struct EditRequest {
  enum class Kind : std::uint8_t { kSet, kDrop, kRename, kKeep } kind = Kind::kSet;
  std::string text;  // NAME=EXPR; for the others a list
};

// Owner, immutable.
class EditPlan {
 public:
  // One or two edits of a stage that are made together, or not at all.
  struct Step {
    std::unique_ptr<expr::Program> value;  // the first edit sets this
    bool moves = false;                    // a rename: made if the field at `from` is there
    bool copies = false;                   // and its first edit sets the text of that field
    json::Slot from{};
    std::uint32_t first = 0;  // edits [first, first + count) of the stage
    std::uint32_t count = 1;
  };

  // Edits that do not see one another: none reads or writes what another one writes.
  struct Stage {
    json::Schema schema;  // of all stages but the first, which uses the caller's
    std::vector<Step> steps;
    std::vector<json::FieldEdit> edits;
    json::Patcher::Others others = json::Patcher::Others::kStay;
  };

  // The edits in the order of the command line, each on what the ones before it made; all lists of
  // fields to keep are one, where the first of them stands. Adds what the first stage reads to
  // `schema`. kUsage on anything wrong.
  static Result<EditPlan> make(const std::vector<EditRequest>& requests, json::Schema& schema,
                               const Bindings& bindings);

  [[nodiscard]] const std::vector<std::unique_ptr<Stage>>& stages() const { return stages_; }
  // The fields of a record that it must have for all that is kept, dropped and renamed to be there.
  [[nodiscard]] const std::vector<json::FieldPath>& named() const { return named_; }

 private:
  std::vector<std::unique_ptr<Stage>> stages_;
  std::vector<json::FieldPath> named_;
};

}  // namespace nd::ops
