#include "columns/key_columns.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/check.h"
#include "base/nesting.h"
#include "base/wording.h"

namespace nd::columns {
namespace {

// The record as a whole has no place within a record: it becomes a field called ".".
json::FieldPath output_path(json::FieldPath path) {
  if (path.segments.empty()) path.segments.emplace_back(".");
  return path;
}

// The field of a key whose direction is written as elsewhere: -x, +x, x:desc, x desc; nullopt for
// anything else.
std::optional<json::FieldPath> wrongly_marked(std::string_view item) {
  if (item.starts_with('-') || item.starts_with('+')) {
    item.remove_prefix(1);
  } else {
    const std::size_t end = std::min(find_outside(item, ':'), find_outside(item, ' '));
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view word = item.substr(end + 1);
    const bool is_direction =
        item[end] == ':' ? std::all_of(word.begin(), word.end(), is_letter)
                         : word == "asc" || word == "desc" || word == "ASC" || word == "DESC";
    if (!is_direction) return std::nullopt;
    item = item.substr(0, end);
  }
  const auto path = json::FieldPath::parse(item);
  return path && !path->segments.empty() ? std::optional(*path) : std::nullopt;
}

Result<expr::Program> compile_key(std::string_view text, std::string_view item, Marks marks,
                                  json::Schema& schema, const Bindings& bindings) {
  auto program = expr::Program::compile(text, schema, bindings);
  const auto path = program || marks == Marks::kNone ? std::nullopt : wrongly_marked(item);
  if (!path) return program;
  return usage_error("{} is no key: {}:r runs from the largest to the smallest, {} the other way",
                     in_quotes(item), path->text(), path->text());
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
      std::make_unique<expr::Program>(ND_TRY(compile_key(text, item, marks, schema, bindings)));
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
