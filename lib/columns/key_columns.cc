#include "columns/key_columns.h"

#include <utility>

#include "base/check.h"

namespace nd::columns {
namespace {

// The record as a whole has no place within a record: it becomes a field called ".".
json::FieldPath output_path(json::FieldPath path) {
  if (path.segments.empty()) path.segments.emplace_back(".");
  return path;
}

}  // namespace

Result<KeyColumns::Column> KeyColumns::compile_column(std::string_view item, Marks marks,
                                                      json::Schema& schema,
                                                      const Bindings& bindings) {
  Column column;
  column.text = item;
  constexpr std::string_view kReverseMark = ":r";
  if (marks == Marks::kReverse && item.size() > kReverseMark.size() &&
      item.ends_with(kReverseMark)) {
    column.direction = key::Direction::kDescending;
    item.remove_suffix(kReverseMark.size());
  }
  const auto [name, text] = json::split_name(item);
  if (!name.empty()) column.path = output_path(ND_TRY(json::FieldPath::parse(name)));
  if (const auto path = json::FieldPath::parse(text); path) {
    column.slot = schema.add(*path);
    if (name.empty()) column.path = output_path(*path);
    return column;
  }
  column.program =
      std::make_unique<expr::Program>(ND_TRY(expr::Program::compile(text, schema, bindings)));
  if (const json::Slot* const slot = column.program->plain_slot()) {
    column.slot = *slot;
    if (name.empty()) column.path = output_path(schema.path(*slot));
  } else {
    column.evaluator.emplace(*column.program);
  }
  return column;
}

Result<KeyColumns> KeyColumns::compile(std::span<const std::string> items, Marks marks,
                                       json::Schema& schema, const Bindings& bindings) {
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

Result<const json::Value*> KeyColumns::watched_place(std::size_t column,
                                                     const stream::Record& record) {
  const json::Value* const value = ND_TRY(plain_place(column, record));
  ND_TRY(watches_[column].check(*value, columns_[column].text));
  return value;
}

Status KeyColumns::each_watched(std::size_t column, const stream::Record& record,
                                const Emit& emit) {
  return each_plain(column, record, [&](const json::Value& value) -> Status {
    ND_TRY(watches_[column].check(value, columns_[column].text));
    return emit(value);
  });
}

Status KeyColumns::append_watched(key::KeyBuffer& out, const stream::Record& record) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const json::Value* const value = ND_TRY(watched_place(i, record));
    ND_TRY(append(out, *value, i));
  }
  return {};
}

std::vector<json::FieldPath> KeyColumns::reads(std::size_t column,
                                               const json::Schema& schema) const {
  const Column& c = columns_[column];
  if (c.evaluator) return c.program->reads();
  return {schema.path(c.slot)};
}

KeyColumns KeyColumns::fork() const {
  ND_CHECK(watches_.empty());  // kinds are watched on one thread
  KeyColumns keys;
  for (const Column& column : columns_) {
    Column copy;
    copy.text = column.text;
    copy.path = column.path;
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

}  // namespace nd::columns
