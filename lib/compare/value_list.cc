#include "compare/value_list.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/nesting.h"
#include "base/wording.h"

namespace nd::compare {
namespace {

// The two fields of A/B; nullopt if it is something else.
std::optional<std::pair<std::string, std::string>> fields_of_quotient(std::string_view text) {
  const std::vector<std::string_view> sides = split_outside(text, '/');
  if (sides.size() != 2) return std::nullopt;
  for (const std::string_view side : sides) {
    const auto path = json::FieldPath::parse(side);
    if (!path || path->segments.empty()) return std::nullopt;
  }
  return std::pair{std::string(sides[0]), std::string(sides[1])};
}

Status check_names(const std::vector<ValueList::Item>& items) {
  for (const ValueList::Item& item : items) {
    if (item.path.segments.empty())
      return usage_error("the value {} needs a name: NAME=EXPR", in_quotes(item.text));
    const auto same = [&](const ValueList::Item& other) { return other.path == item.path; };
    if (std::count_if(items.begin(), items.end(), same) > 1)
      return usage_error("two values are named {}", in_quotes(item.path.text()));
  }
  return {};
}

}  // namespace

Result<ValueList> ValueList::compile(const std::vector<std::string>& items, json::Schema& schema,
                                     const Bindings& bindings) {
  std::vector<Item> made;
  std::vector<std::string> columns;
  for (const std::string& text : items) {
    Item item{{}, text, columns.size(), {}};
    const json::Named named = json::split_name(text);
    const auto quotient = fields_of_quotient(named.text);
    if (quotient) {
      if (!named.name.empty()) item.path = ND_TRY(json::FieldPath::parse(named.name));
      item.base = columns.size() + 1;
      columns.push_back(quotient->first);
      columns.push_back(quotient->second);
    } else {
      columns.push_back(text);
    }
    made.push_back(std::move(item));
  }
  ValueList list(std::move(made), ND_TRY(columns::KeyColumns::compile(
                                      columns, columns::Marks::kNone, schema, bindings)));
  for (Item& item : list.items_) {
    if (!item.base) item.path = list.columns_.path(item.top);
  }
  ND_TRY(check_names(list.items_));
  return list;
}

}  // namespace nd::compare
