// Slots: nodes that read a path of the record, and the places that those paths get in the schema.
#pragma once

#include <optional>
#include <vector>

#include "expr/ast.h"
#include "json/schema.h"

namespace nd::expr {

// A slot that is given out when the tree is complete.
inline constexpr std::uint32_t kPendingSlot = kNone - 1;

// The node becomes the value at a path of the record.
void become_slot(Node& node, json::FieldPath path);

// The node reads `.`: from a slot, if that is a path of the record.
void read_input(Node& node, const std::optional<json::FieldPath>& path);

// Nested values that are outputs of the whole program leave as they came.
void mark_outputs(Node& root);

// Gives the pending slots of a complete tree their places; `reads` gets the paths.
void place_slots(Node& root, json::Schema& schema, std::vector<json::FieldPath>& reads);

// Whether the path is that of `holder`, or leads on from it.
[[nodiscard]] bool leads_on(const json::FieldPath& path, const json::FieldPath& holder);

}  // namespace nd::expr
