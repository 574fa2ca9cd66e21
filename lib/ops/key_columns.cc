#include "ops/key_columns.h"

#include <utility>

#include "base/check.h"
#include "json/field_path.h"

namespace nd::ops {

Result<KeyColumns::Column> KeyColumns::compile_column(std::string_view item, Marks marks,
                                                      json::Schema& schema,
                                                      const expr::Bindings& bindings) {
  Column column;
  column.text = item;
  constexpr std::string_view kReverseMark = ":r";
  if (marks == Marks::kReverse && item.size() > kReverseMark.size() &&
      item.ends_with(kReverseMark)) {
    column.direction = key::Direction::kDescending;
    item.remove_suffix(kReverseMark.size());
  }
  const auto [name, text] = json::split_name(item);
  if (!name.empty()) column.name = ND_TRY(json::FieldPath::parse(name)).name();
  if (const auto path = json::FieldPath::parse(text); path) {
    column.slot = schema.add(*path);
    if (column.name.empty()) column.name = path->name();
    return column;
  }
  column.program =
      std::make_unique<expr::Program>(ND_TRY(expr::Program::compile(text, schema, bindings)));
  if (const json::Slot* const slot = column.program->plain_slot()) {
    column.slot = *slot;
    if (column.name.empty()) column.name = schema.path(*slot).name();
  } else {
    column.evaluator.emplace(*column.program);
  }
  return column;
}

Result<KeyColumns> KeyColumns::compile(std::span<const std::string> items, Marks marks,
                                       json::Schema& schema, const expr::Bindings& bindings) {
  KeyColumns keys;
  for (const std::string& item : items) {
    keys.columns_.push_back(ND_TRY(compile_column(item, marks, schema, bindings)));
  }
  return keys;
}

std::string KeyColumns::canonical(std::size_t column, const json::Schema& schema) const {
  const Column& c = columns_[column];
  return c.program != nullptr ? c.program->canonical() : schema.path(c.slot).print();
}

KeyColumns KeyColumns::fork() const {
  KeyColumns keys;
  for (const Column& column : columns_) {
    Column copy;
    copy.text = column.text;
    copy.name = column.name;
    copy.direction = column.direction;
    copy.slot = column.slot;
    if (column.evaluator) {
      ND_CHECK(column.program != nullptr);  // no fork of a fork
      copy.evaluator.emplace(*column.program);
    }
    keys.columns_.push_back(std::move(copy));
  }
  return keys;
}

void KeyColumns::reverse_all() {
  for (Column& column : columns_)
    column.direction = key::Direction::kDescending;
}

}  // namespace nd::ops
