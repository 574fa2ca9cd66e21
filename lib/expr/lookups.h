// Lookups: $TABLE[KEY] and asof($TABLE; KEY; AT): what they are made of, and their value.
//
// Belongs here: which forms there are and what they ask of the table. Does not belong here: finding
// the row (table/lookup.h).
#pragma once

#include <span>
#include <string_view>

#include "base/bindings.h"
#include "base/result.h"
#include "expr/ast.h"
#include "expr/flow.h"
#include "json/schema.h"
#include "json/value.h"
#include "table/rows.h"

namespace nd::expr {

class Machine;

// The variable that a node looks something up in, if it has the form of a look-up; else nullptr.
[[nodiscard]] const Node* looked_up_in(const Node& node);

// Makes a look-up of such a node, with the keys and the moment, not bound yet, as its children.
// kUsage where the form is not the table's.
[[nodiscard]] Status become_lookup(Node& node, table::Lookup& table, std::string_view text);
// To be called when the children are bound. kUsage for a number of keys that is not the table's.
[[nodiscard]] Status check_keys(Node& node, std::string_view text);
// Why a table can stand nowhere else.
[[nodiscard]] tl::unexpected<Error> table_is_no_value(const Node& node, const table::Lookup& table,
                                                      std::string_view text);

// An index of a look-up by a name: whether the look-up asks for that field alone. It does then.
[[nodiscard]] bool narrow_lookup(Node& lookup, const Node& index);
// A comparison with null asks whether there is a row, not for the row.
void note_presence(Node& compare);

// Gives a look-up of a complete tree its place in the table's rows.
void place_lookup(Node& lookup);
// Gives the look-ups of a tree the places where records remember their rows: one for each table.
// Requires: the records are those of the schema.
void place_rows(Node& root, json::Schema& schema, const Bindings& bindings);

// The look-up whose row is all that a node depends on; nullptr if there is none, or it is not
// remembered.
[[nodiscard]] const Node* deciding_lookup(const Node& node);
// The row that such a look-up finds for a record, kNoRow if there is none. false where it fails, or
// would have to do more than to look for a row. find_new_row(): of one that is not remembered yet.
[[nodiscard]] bool find_new_row(Machine& machine, const Node& lookup, json::Row record,
                                table::Rows::Row& out);
[[nodiscard]] inline bool find_row(Machine& machine, const Node& lookup, json::Row record,
                                   table::Rows::Row& out) {
  const json::Value& known = json::found_at(record, lookup.row_place);
  if (known.is_missing()) return find_new_row(machine, lookup, record, out);
  out = static_cast<table::Rows::Row>(known.int_value());
  return true;
}

// What the table has for the values of the node's children.
[[nodiscard]] Flow look_up_value(Machine& machine, const Node& node,
                                 std::span<const json::Value> values, json::Value& out);

}  // namespace nd::expr
