// KeyColumns: the KEY list of an option (-k, -g), bound to a schema: a record -> the encoded key.
//
// Belongs here: KEY, NAME=KEY, NAME=EXPR and the mark `:r`, as they are written in every tool. Does
// not belong here: what a key is used for.
#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "columns/kind_watch.h"
#include "expr/program.h"
#include "json/field_path.h"
#include "json/schema.h"
#include "json/slot_set.h"
#include "key/key_encoder.h"
#include "stream/record.h"

namespace nd::columns {

enum class Marks {
  kNone,
  kReverse,  // `KEY:r` runs from the largest to the smallest
};

// Null, missing, and the computed numbers that leave as null: NaN and the infinities.
[[nodiscard]] inline bool counts_as_null(const json::Value& value) {
  return value.is_null() ||
         (value.kind() == json::Kind::kDouble && !std::isfinite(value.double_value()));
}

// Owner. Holds the scratch memory of its expressions: one per thread.
class KeyColumns {
 public:
  // Adds what the keys read to `schema`. kUsage on anything wrong. A bare name or path is always a
  // field; anything else is an expression. Must be called before a Projector is made of the schema.
  static Result<KeyColumns> compile(std::span<const std::string> items, Marks marks,
                                    json::Schema& schema, const Bindings& bindings);

  [[nodiscard]] std::size_t size() const { return columns_.size(); }
  // Where the column stands in an output: its NAME, or the field's own path; no segments for an
  // expression without a name.
  [[nodiscard]] const json::FieldPath& path(std::size_t column) const {
    return columns_[column].path;
  }
  [[nodiscard]] bool has_name(std::size_t column) const {
    return !columns_[column].path.segments.empty();
  }
  // The path as text, as it can be written in options; empty for an expression without a name.
  [[nodiscard]] std::string name(std::size_t column) const {
    return has_name(column) ? path(column).text() : std::string();
  }
  // The text as it was written.
  [[nodiscard]] const std::string& text(std::size_t column) const { return columns_[column].text; }

  // The column's expression in one normal form, and the program it compiled to; nullptr for a
  // field.
  [[nodiscard]] std::string canonical(std::size_t column, const json::Schema& schema) const;
  [[nodiscard]] const expr::Program* program(std::size_t column) const {
    return columns_[column].program.get();
  }

  // Whether every record gives exactly one value of the column, or an error, by its expression
  // alone.
  [[nodiscard]] bool gives_one(std::size_t column) const {
    return !columns_[column].evaluator || columns_[column].program->gives_one();
  }
  // Whether the column is a field as it stands.
  [[nodiscard]] bool is_field(std::size_t column) const { return !columns_[column].evaluator; }

  // With --strict: a value of another kind than the column's first one is an error of its record.
  // The run is then on one thread, for what comes first must be known.
  void watch_kinds() { watches_.resize(columns_.size()); }
  // The same, where kinds were met before (those of the table that is joined).
  void watch_kinds(std::vector<KindWatch> met) { watches_ = std::move(met); }
  [[nodiscard]] const std::vector<KindWatch>& watches() const { return watches_; }
  [[nodiscard]] bool watches_kinds() const { return !watches_.empty(); }

  // The fields that a column reads; "." where it reads the whole record.
  [[nodiscard]] std::vector<json::FieldPath> reads(std::size_t column,
                                                   const json::Schema& schema) const;

  // The slot of the only column, ascending, if there is one, it is a field, and nothing is asked
  // about its kind.
  [[nodiscard]] const json::Slot* only_field() const {
    const bool is_field = columns_.size() == 1 && !columns_[0].evaluator &&
                          columns_[0].direction == key::Direction::kAscending && watches_.empty();
    return is_field ? &columns_[0].slot : nullptr;
  }

  // The same columns for another thread; this object must outlive them. They have no program().
  [[nodiscard]] KeyColumns fork() const;

  // Adds the fields that it was asked for and records lacked. Requires: it was asked.
  void add_lacked(json::SlotSet& out) const {
    for (const Column& column : columns_) {
      if (column.evaluator) {
        column.evaluator->add_lacked(out);
      } else {
        out.add(column.slot);
      }
    }
  }

  // As Evaluator::set_block().
  void set_block(std::string_view block) {
    for (Column& column : columns_) {
      if (column.evaluator) column.evaluator->set_block(block);
    }
  }

  // Makes every column descending.
  void reverse_all();

  // The value of a column, a nested one raw or a tree; valid until the next call and as long as the
  // record. kInput if an expression fails or gives no value or several.
  [[nodiscard]] Result<json::Value> value(std::size_t column, const stream::Record& record) {
    return *ND_TRY(place(column, record));
  }
  // The same, where it lies.
  [[nodiscard]] Result<const json::Value*> place(std::size_t column, const stream::Record& record) {
    if (!watches_.empty()) [[unlikely]]
      return watched_place(column, record);
    return plain_place(column, record);
  }

  // Every value that a column gives for the record, in turn; a field gives one. An error of `emit`
  // ends it.
  [[nodiscard]] Status each(std::size_t column, const stream::Record& record,
                            const std::function<Status(const json::Value&)>& emit) {
    if (!watches_.empty()) [[unlikely]]
      return each_watched(column, record, emit);
    return each_plain(column, record, emit);
  }

  // Appends the encoded values of all columns. On an error (kInput) `out` holds a part of the key.
  [[nodiscard]] Status append(key::KeyBuffer& out, const stream::Record& record) {
    if (!watches_.empty()) [[unlikely]]
      return append_watched(out, record);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      Column& column = columns_[i];
      if (!column.evaluator) [[likely]] {
        // By reference: copying a value just written stalls on store forwarding.
        ND_TRY(encoder_.append(out, json::at(record.row, column.slot), column.direction));
        continue;
      }
      const json::Value* const value =
          ND_TRY(column.evaluator->one(record.row, record.block->file));
      ND_TRY(encoder_.append(out, *value, column.direction));
    }
    return {};
  }
  // Appends a value of one column.
  [[nodiscard]] Status append(key::KeyBuffer& out, const json::Value& value, std::size_t column) {
    return encoder_.append(out, value, columns_[column].direction);
  }

 private:
  struct Column {
    std::string text;
    json::FieldPath path;  // in an output
    key::Direction direction = key::Direction::kAscending;
    json::Slot slot{};  // of a field
    std::unique_ptr<expr::Program>
        program;  // of an expression; does not move, the evaluator refers to it
    std::optional<expr::Evaluator> evaluator;
  };

  using Emit = std::function<Status(const json::Value&)>;

  [[nodiscard]] Result<const json::Value*> plain_place(std::size_t column,
                                                       const stream::Record& record) {
    Column& c = columns_[column];
    if (!c.evaluator) [[likely]]
      return &json::at(record.row, c.slot);
    return c.evaluator->one(record.row, record.block->file);
  }
  [[nodiscard]] Status each_plain(std::size_t column, const stream::Record& record,
                                  const Emit& emit) {
    Column& c = columns_[column];
    if (!c.evaluator) [[likely]]
      return emit(json::at(record.row, c.slot));
    return c.evaluator->each(record.row, record.block->file, emit);
  }
  [[nodiscard]] Result<const json::Value*> watched_place(std::size_t column,
                                                         const stream::Record& record);
  [[nodiscard]] Status each_watched(std::size_t column, const stream::Record& record,
                                    const Emit& emit);
  [[nodiscard]] Status append_watched(key::KeyBuffer& out, const stream::Record& record);

  static Result<Column> compile_column(std::string_view item, Marks marks, json::Schema& schema,
                                       const Bindings& bindings);

  std::vector<Column> columns_;
  std::vector<KindWatch> watches_;  // by column; empty: kinds are not watched
  key::KeyEncoder encoder_;
};

}  // namespace nd::columns
