#include "expr/lookups.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/wording.h"
#include "expr/builtin.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/span.h"
#include "table/lookup.h"
#include "table/tables.h"

namespace nd::expr {
namespace {

using json::Value;
using table::Holding;

// "$videos[KEY]", "asof($city; [KEY, KEY]; AT)".
std::string form_of(const table::Lookup& table) {
  const table::Source& source = table.source();
  const auto names = [](const json::FieldPath& key) { return key.print(); };
  std::string key = joined(source.keys, names);
  if (source.keys.size() > 1) key = "[" + key + "]";
  return source.holding == Holding::kAlways ? fmt::format("${}[{}]", source.name, key)
                                            : fmt::format("asof(${}; {}; AT)", source.name, key);
}

// Whether the key of an index stands in brackets, not behind a dot.
bool in_brackets(const Node& index, std::string_view text) {
  const std::uint32_t begin = index.children[0]->span.end;
  const std::uint32_t end = index.children[1]->span.begin;
  return begin < end && text.substr(begin, end - begin).find('[') != std::string_view::npos;
}

}  // namespace

const Node* looked_up_in(const Node& node) {
  const bool takes_one =
      node.kind == NodeKind::kIndex ||
      (node.kind == NodeKind::kCall && node.text == "asof" && node.children.size() == 3);
  if (!takes_one || node.children[0]->kind != NodeKind::kVariable) return nullptr;
  return node.children[0].get();
}

tl::unexpected<Error> table_is_no_value(const Node& node, const table::Lookup& table,
                                        std::string_view text) {
  return syntax_error(text, node.span,
                      fmt::format("'${}' is a table and no value; a row of it is {}",
                                  table.source().name, form_of(table)));
}

Status become_lookup(Node& node, table::Lookup& table, std::string_view text) {
  const bool asof = node.kind == NodeKind::kCall;
  if (!asof && !in_brackets(node, text)) return table_is_no_value(*node.children[0], table, text);
  if (asof != (table.source().holding != Holding::kAlways)) {
    return syntax_error(text, node.span,
                        fmt::format("the rows of ${} hold {}; write {}", table.source().name,
                                    asof ? "always" : "at their times", form_of(table)));
  }
  node.kind = NodeKind::kLookup;
  node.table = &table;
  node.at_moment = asof;
  node.text.clear();
  node.children.erase(node.children.begin());
  if (table.source().keys.size() == 1) return {};
  node.keys_in_array = true;
  // The keys of a written array one by one: no array is made of them.
  Node& array = *node.children[0];
  if (array.kind != NodeKind::kArray || array.children.empty()) return {};
  std::vector<NodePtr> keys;
  if (array.children[0]->kind == NodeKind::kComma) {
    keys = std::move(array.children[0]->children);
  } else {
    keys.push_back(std::move(array.children[0]));
  }
  std::move(node.children.begin() + 1, node.children.end(), std::back_inserter(keys));
  node.children = std::move(keys);
  node.keys_in_array = false;
  return {};
}

Status check_keys(Node& node, std::string_view text) {
  const std::size_t wanted = node.table->source().keys.size();
  if (node.keys_in_array) {
    const Node& key = *node.children[0];
    if (key.kind != NodeKind::kConstant || key.constant.is_array()) return {};
    return syntax_error(text, node.span,
                        fmt::format("${} has {} keys; write {}", node.table->source().name, wanted,
                                    form_of(*node.table)));
  }
  const std::size_t given = node.children.size() - (node.at_moment ? 1 : 0);
  const bool known =
      std::all_of(node.children.begin(), node.children.end() - (node.at_moment ? 1 : 0),
                  [](const NodePtr& key) { return key->single; });
  if (wanted == 1 || (known && given == wanted)) return {};
  if (known) {
    return syntax_error(
        text, node.span,
        fmt::format("${} has {} keys, {} {} given; write {}", node.table->source().name, wanted,
                    given, given == 1 ? "is" : "are", form_of(*node.table)));
  }
  // What is written in the array may give several values or none: how many there are is seen when
  // it is made.
  auto items = std::make_unique<Node>(NodeKind::kComma, node.span);
  const auto end = node.children.end() - (node.at_moment ? 1 : 0);
  std::move(node.children.begin(), end, std::back_inserter(items->children));
  node.children.erase(node.children.begin(), end);
  auto array = std::make_unique<Node>(NodeKind::kArray, node.span);
  array->single = true;
  array->children.push_back(std::move(items));
  node.children.insert(node.children.begin(), std::move(array));
  node.keys_in_array = true;
  return {};
}

bool narrow_lookup(Node& lookup, const Node& index) {
  const Node& key = *index.children[1];
  if (lookup.kind != NodeKind::kLookup || lookup.optional || index.optional ||
      !lookup.path.segments.empty() || key.kind != NodeKind::kConstant ||
      !key.constant.is_string()) {
    return false;
  }
  lookup.path.segments.emplace_back(key.constant.text());
  lookup.span = index.span;
  return true;
}

void note_presence(Node& compare) {
  if (compare.kind != NodeKind::kCompare ||
      (compare.op != Op::kEqual && compare.op != Op::kNotEqual))
    return;
  for (std::size_t i = 0; i < 2; ++i) {
    Node& asked = *compare.children[i];
    const Node& other = *compare.children[1 - i];
    const bool whole = asked.kind == NodeKind::kLookup && asked.path.segments.empty();
    if (whole && other.kind == NodeKind::kConstant && other.constant.is_null())
      asked.asks_for_row = true;
  }
}

void place_lookup(Node& lookup) {
  if (lookup.asks_for_row) {
    lookup.table->ask_for_rows();
  } else if (lookup.path.segments.empty()) {
    lookup.place = lookup.table->ask(std::nullopt);
  } else {
    lookup.place = lookup.table->ask(lookup.path.segments[0]);
  }
}

void place_rows(Node& root, json::Schema& schema, const Bindings& bindings) {
  for (NodePtr& child : root.children)
    place_rows(*child, schema, bindings);
  if (root.kind != NodeKind::kLookup || root.at_moment || root.keys_in_array ||
      root.children.size() != 1)
    return;
  const Node& key = *root.children[0];
  if (key.kind != NodeKind::kSlot || !root.table->remembers(key.path)) return;
  const std::size_t place = bindings.lets.size() + bindings.tables->number_of(*root.table);
  root.row_place = static_cast<std::uint32_t>(place);
  schema.reserve_found(place + 1);
}

namespace {

// Whether the rows that it finds in `lookup`, which may be the first one, are all that a node
// depends on.
bool depends_on_row(const Node& node, const Node*& lookup) {
  if (node.kind == NodeKind::kLet) return depends_on_row(*node.meaning, lookup);
  if (node.kind == NodeKind::kLookup) {
    if (node.row_place == kNone) return false;
    if (lookup == nullptr) lookup = &node;
    return lookup->row_place == node.row_place;
  }
  if (node.slot != kNone) return false;
  if (node.kind == NodeKind::kCall && node.builtin->depends_on == DependsOn::kFile) return false;
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](const NodePtr& child) { return depends_on_row(*child, lookup); });
}

}  // namespace

const Node* deciding_lookup(const Node& node) {
  const Node* lookup = nullptr;
  return depends_on_row(node, lookup) ? lookup : nullptr;
}

bool find_new_row(Machine& machine, const Node& lookup, json::Row record, table::Rows::Row& out) {
  const Node& field = *lookup.children[0];
  const Value& key = record[field.slot];
  if (key.is_null()) {
    // Not remembered: whoever asks for a field in vain is told.
    if (field.parents.size() != 1 || !record[field.parents[0]].is_object()) return false;
    machine.note_lack(field.slot, key);
    out = table::Rows::kNoRow;
    return true;
  }
  if (key.is_raw()) return false;
  const table::Lookup& table = *lookup.table;
  if (table.has_many_keys() && key.is_string())
    machine.lookahead(lookup).advance(table, key.text(), machine.block());
  const auto row = table.find({&key, 1}, machine.lookup_scratch());
  if (!row) [[unlikely]]
    return false;
  out = *row;
  json::found_at(record, lookup.row_place) = Value::integer(*row);
  return true;
}

Flow look_up_value(Machine& machine, const Node& node, std::span<const Value> values, Value& out) {
  const table::Lookup& table = *node.table;
  const auto take = [&](table::Rows::Row row) {
    if (row == table::Rows::kNoRow) {
      out = Value::null();
    } else {
      out = node.asks_for_row ? Value::boolean(true) : table.value(row, node.place);
    }
    return Flow::kGo;
  };
  table::Rows::Row remembered = table::Rows::kNoRow;
  if (node.row_place != kNone && find_row(machine, node, machine.row(), remembered)) [[likely]]
    return take(remembered);
  std::span<const Value> keys = node.at_moment ? values.first(values.size() - 1) : values;
  out = Value::null();
  if (node.keys_in_array) [[unlikely]] {
    const Value& array = keys[0];
    if (array.is_null()) return Flow::kGo;
    const std::size_t wanted = table.source().keys.size();
    if (!array.is_array() || array.items().size() != wanted) {
      return machine.fail(node,
                          fmt::format("${} is looked up with an array of {} keys, not {}",
                                      table.source().name, wanted,
                                      array.is_array() ? fmt::format("of {}", array.items().size())
                                                       : "with " + described(array)));
    }
    keys = array.items();
  }
  const bool in_record = node.children[0]->kind == NodeKind::kSlot && keys[0].is_string();
  if (table.has_many_keys() && in_record && keys.size() == 1)
    machine.lookahead(node).advance(table, keys[0].text(), machine.block());
  const auto row = node.at_moment ? table.find(keys, values.back(), machine.lookup_scratch())
                                  : table.find(keys, machine.lookup_scratch());
  if (!row) [[unlikely]]
    return machine.fail(node, row.error().message);
  return take(*row);
}

}  // namespace nd::expr
