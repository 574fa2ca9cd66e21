#include "compare/value_list.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "agg/registry.h"
#include "base/ascii.h"
#include "base/nesting.h"
#include "base/number.h"
#include "base/wording.h"

namespace nd::compare {
namespace {

// The text without brackets around the whole of it.
std::string_view without_brackets(std::string_view text) {
  while (text.starts_with('(') && nesting_end(text, 0) == text.size())
    text = trimmed(text.substr(1, text.size() - 2));
  return text;
}

// The two fields of A/B, be it in brackets; nullopt if it is something else.
std::optional<std::pair<std::string, std::string>> fields_of_quotient(std::string_view text) {
  text = without_brackets(text);
  const std::vector<std::string_view> sides = split_outside(text, '/');
  if (sides.size() != 2) return std::nullopt;
  for (const std::string_view side : sides) {
    const auto path = json::FieldPath::parse(side);
    // A number is one, not a field of that name, which is written ."4".
    if (!path || path->segments.empty() || parse_double(side)) return std::nullopt;
  }
  return std::pair{std::string(sides[0]), std::string(sides[1])};
}

Status check_names(const std::vector<ValueList::Item>& items) {
  for (const ValueList::Item& item : items) {
    if (item.path.segments.empty()) {
      return usage_error("the value {} needs a name, such as {}", in_quotes(item.text),
                         in_quotes((item.base ? "rate=" : "x=") + item.text));
    }
    const auto same = [&](const ValueList::Item& other) { return other.path == item.path; };
    if (std::count_if(items.begin(), items.end(), same) > 1)
      return usage_error("two values are named {}", in_quotes(item.path.text()));
  }
  return {};
}

// The name and the argument of a call of an aggregate, such as sum(.n); nullopt: it is none.
std::optional<std::pair<std::string_view, std::string_view>> aggregate_call(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos || nesting_end(text, open) != text.size()) return std::nullopt;
  const std::string_view name = trimmed(text.substr(0, open));
  if (agg::find_aggregate(name) == nullptr) return std::nullopt;
  return std::pair{name, trimmed(text.substr(open + 1, text.size() - open - 2))};
}

// What to do instead of an aggregate, where one is why the list does not compile; else its error.
Error explained(const Error& error, const std::vector<std::string>& items,
                const Bindings& bindings) {
  for (const std::string& item : items) {
    const json::Named named = json::split_name(item);
    const auto call = aggregate_call(named.text);
    json::Schema schema;
    if (!call ||
        columns::KeyColumns::compile({&item, 1}, columns::Marks::kNone, schema, bindings)) {
      continue;
    }
    const auto path = json::FieldPath::parse(call->second);
    const bool is_field = path && !path->segments.empty();
    const std::string name = !named.name.empty() ? std::string(named.name)
                             : is_field          ? path->text()
                                                 : std::string("x");
    const bool renames = !is_field || path->text() != name;
    const std::string value = renames ? name + "=" + std::string(call->second) : name;
    if (call->first == "sum") {
      return usage_error("{} is an aggregate of ndgroup; write -v {} --sum {}",
                         in_quotes(named.text), value, name)
          .value();
    }
    return usage_error(
               "{} is an aggregate of ndgroup; make its states, ndgroup --partial -a {}, "
               "and compare them by -v {}",
               in_quotes(named.text), in_quotes(name + "=" + std::string(named.text)), name)
        .value();
  }
  return error;
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
  auto compiled = columns::KeyColumns::compile(columns, columns::Marks::kNone, schema, bindings);
  if (!compiled) return tl::unexpected<Error>(explained(compiled.error(), items, bindings));
  ValueList list(std::move(made), std::move(*compiled));
  for (Item& item : list.items_) {
    if (!item.base) item.path = list.columns_.path(item.top);
  }
  ND_TRY(check_names(list.items_));
  return list;
}

}  // namespace nd::compare
