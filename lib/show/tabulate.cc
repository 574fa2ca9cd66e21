#include "show/tabulate.h"

#include <utility>

#include "base/wording.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::show {
namespace {

using format::Cell;
using format::CellKind;

constexpr std::size_t kShownKeyBytes = 60;  // of a key, in a message

// What a cell shows of a value: a string's characters (a view of them), else compact JSON (in
// `texts`). kInput where a nested value is malformed.
Result<Cell> cell_of(const json::Value& value, Arena& texts, Arena& tree, std::string& buffer) {
  if (value.is_null()) return Cell{};
  if (value.is_string()) return Cell{value.text(), CellKind::kText};
  buffer.clear();
  if (value.is_nested()) {
    tree.reset();
    json::append_value(buffer, ND_TRY(json::expand(value, tree)));
  } else {
    json::append_value(buffer, value);
  }
  // A computed NaN is null.
  if (value.is_number() && buffer == "null") return Cell{};
  return Cell{texts.copy(buffer), value.is_number() ? CellKind::kNumber : CellKind::kText};
}

bool is_total(const json::Member& member) {
  return member.key == kTotalField && member.value.kind() == json::Kind::kTrue;
}

bool is_suppressed_member(const json::Member& member) {
  return member.key == kSuppressedField && member.value.kind() == json::Kind::kTrue;
}

}  // namespace

Tabulate::Tabulate(TableLayout layout, json::Schema& schema, bool strict)
    : layout_(std::move(layout)) {
  if (layout_.columns.empty()) {
    slots_.push_back(schema.add(json::FieldPath{}));
    for (const FieldStyle& style : layout_.styles)
      formatted_.push_back(style.field);
    for (const json::FieldPath& field : formatted_) {
      if (strict) schema.add(field);
    }
  }
  for (const TableColumn& column : layout_.columns)
    slots_.push_back(schema.add(column.shown.field));
  const bool minds_totals = layout_.format->is_for_people || layout_.total || layout_.pivot;
  if (minds_totals && !layout_.columns.empty())
    total_slot_ = schema.add_optional({{std::string(kTotalField)}});
  if (layout_.pivot) suppressed_slot_ = schema.add_optional({{std::string(kSuppressedField)}});
  if (layout_.format->is_for_people && !layout_.columns.empty()) {
    for (const std::string_view field : flag_fields())
      flag_slots_.push_back(schema.add_optional({{std::string(field)}}));
  }
  if (layout_.pivot) {
    grid_.columns.push_back(layout_.columns[0]);
  } else {
    grid_.columns = layout_.columns;
  }
}

Status Tabulate::consume(const stream::Record& record, io::Output& out) {
  if (layout_.pivot) return add_to_pivot(record.row);
  if (layout_.columns.empty()) return add_columns_of(record);
  if (layout_.streams()) return write_row(record, out);
  const Withheld withheld = ND_TRY(Withheld::of(record.text.text()));
  std::vector<Cell> row;
  row.reserve(slots_.size());
  for (std::size_t c = 0; c < slots_.size(); ++c) {
    const json::FieldPath& field = layout_.columns[c].shown.field;
    row.push_back(ND_TRY(kept(json::at(record.row, slots_[c]), field, withheld)));
  }
  if (total_slot_ && json::at(record.row, *total_slot_).kind() == json::Kind::kTrue)
    ND_TRY(note_total());
  if (const Flags flags = flags_of(record.row); flags != 0)
    grid_.flagged_rows.emplace(grid_.rows.size(), flags);
  grid_.rows.push_back(std::move(row));
  return {};
}

// The next row sums up the others.
Status Tabulate::note_total() {
  if (layout_.total)
    return input_error("the record is a total of others already, so leave out --total");
  if (layout_.format->is_for_people) grid_.totals.push_back(grid_.rows.size());
  return {};
}

Flags Tabulate::flags_of(json::Row row) const {
  FlagReader reader;
  for (std::size_t i = 0; i < flag_slots_.size(); ++i)
    reader.see(flag_fields()[i], json::at(row, flag_slots_[i]));
  return reader.flags();
}

// Requires: a pivot.
bool Tabulate::is_suppressed(json::Row row) const {
  return json::at(row, *suppressed_slot_).kind() == json::Kind::kTrue;
}

Status Tabulate::finish(io::Output& out) {
  if (layout_.streams()) {
    if (!renderer_) ND_TRY(begin_stream(out));
    renderer_->end(out.buffer());
    return out.text({});
  }
  return write_table(layout_, std::move(grid_), texts_, out);
}

Result<format::Cell> Tabulate::kept(const json::Value& value) {
  const Cell cell = ND_TRY(cell_of(value, texts_, tree_, buffer_));
  return value.is_string() ? Cell{texts_.copy(cell.text), cell.kind} : cell;
}

// As kept(), of a value that may be withheld: people get the mark that says so, programs nothing.
Result<format::Cell> Tabulate::kept(const json::Value& value, const json::FieldPath& field,
                                    const Withheld& withheld) {
  if (!withheld.hides(field, value)) return kept(value);
  return layout_.format->is_for_people ? Cell{mark_of(Flag::kSuppressed), CellKind::kMark} : Cell{};
}

Status Tabulate::add_columns_of(const stream::Record& record) {
  const json::Value& whole = json::at(record.row, slots_[0]);
  if (!whole.is_object()) {
    return input_error(
        "the record is no object and has no fields; name what to show with --columns");
  }
  scratch_.reset();
  const json::Value object = ND_TRY(json::expand(whole, scratch_));
  Withheld withheld;
  for (const json::Member& member : object.members()) {
    if (is_total(member)) ND_TRY(note_total());
    if (is_suppressed_member(member)) withheld = ND_TRY(Withheld::of(record.text.text()));
  }
  if (layout_.format->is_for_people) {
    FlagReader reader;
    for (const json::Member& member : object.members())
      reader.see(member.key, member.value);
    if (reader.flags() != 0) grid_.flagged_rows.emplace(grid_.rows.size(), reader.flags());
  }
  grid_.rows.emplace_back();
  return add_fields(object, withheld);
}

// Each field is a cell of the last row; those of an object within are fields too.
Status Tabulate::add_fields(const json::Value& object, const Withheld& withheld) {
  for (const json::Member& member : object.members()) {
    // The row says it by its place.
    if (path_.empty() && is_total(member) && layout_.format->is_for_people) continue;
    const std::size_t key_bytes = path_key_.size();
    path_.push_back(member.key);
    const std::size_t name_bytes = member.key.size();
    path_key_.append(reinterpret_cast<const char*>(&name_bytes), sizeof name_bytes);
    path_key_.append(member.key);
    if (member.value.is_object() && !member.value.members().empty()) {
      ND_TRY(add_fields(member.value, withheld));
    } else {
      const std::size_t column = column_at_path();
      std::vector<Cell>& row = grid_.rows.back();
      if (row.size() <= column) row.resize(column + 1);
      const json::FieldPath& field = grid_.columns[column].shown.field;
      row[column] = ND_TRY(kept(member.value, field, withheld));
    }
    path_.pop_back();
    path_key_.resize(key_bytes);
  }
  return {};
}

// The column of the field at path_.
std::size_t Tabulate::column_at_path() {
  const auto [found, is_new] = column_of_.try_emplace(path_key_, grid_.columns.size());
  if (is_new) {
    const json::FieldPath field{{path_.begin(), path_.end()}};
    grid_.columns.push_back({field.name(), layout_.style_of(field)});
  }
  return found->second;
}

Status Tabulate::add_to_pivot(json::Row record) {
  if (json::at(record, *total_slot_).kind() == json::Kind::kTrue) return total_has_no("cell");
  const json::Value& row_value = json::at(record, slots_[0]);
  const json::Value& column_value = json::at(record, slots_[1]);
  scratch_.reset();
  const std::string row_key = ND_TRY(pivot_key(row_value));
  const std::string column_key = ND_TRY(pivot_key(column_value));
  json::Value value = json::at(record, slots_[2]);
  // The options say what is a key and what a value.
  if (is_suppressed(record)) value = json::Value::null();

  const Flags flags = flags_of(record);
  const auto known_row = row_of_.find(row_key);
  const auto known_column = column_of_.find(column_key);
  const bool is_known = known_row != row_of_.end() && known_column != column_of_.end();
  // A value that is withheld is one.
  if (is_known && (!value.is_null() || flags != 0) &&
      is_taken(known_row->second, known_column->second)) {
    return input_error("row {} has a second value for column {}; aggregate first, as with ndgroup",
                       excerpt(row_key, kShownKeyBytes), excerpt(column_key, kShownKeyBytes));
  }

  const Cell cell = ND_TRY(kept(value));
  const Cell row_name = known_row == row_of_.end() ? ND_TRY(kept(row_value)) : Cell{};
  const std::size_t r = row_of_.try_emplace(row_key, grid_.rows.size()).first->second;
  if (r == grid_.rows.size()) grid_.rows.push_back({row_name});
  const std::size_t c = column_of_.try_emplace(column_key, grid_.columns.size()).first->second;
  if (c == grid_.columns.size()) {
    const std::string title =
        column_value.is_string() ? std::string(column_value.text()) : column_key;
    grid_.columns.push_back({title, layout_.columns[2].shown});
  }
  if (flags != 0) grid_.flagged_cells[{r, c}] = flags;
  if (value.is_null()) return {};
  std::vector<Cell>& row = grid_.rows[r];
  if (row.size() <= c) row.resize(c + 1);
  row[c] = cell;
  return {};
}

// Whether a record has said something of the cell.
bool Tabulate::is_taken(std::size_t row, std::size_t column) const {
  const std::vector<Cell>& cells = grid_.rows[row];
  const bool has_value = column < cells.size() && cells[column].kind != CellKind::kMissing;
  return has_value || grid_.flagged_cells.contains({row, column});
}

// The text that all equal values share.
Result<std::string> Tabulate::pivot_key(const json::Value& value) {
  std::string key;
  json::append_canonical(key, ND_TRY(json::expand(value, scratch_)));
  return key;
}

Status Tabulate::begin_stream(io::Output& out) {
  titles_ = std::make_unique<format::Table>(table_columns(grid_));
  renderer_ = layout_.format->make(layout_.render);
  renderer_->begin(*titles_, out.buffer());
  return out.text({});
}

Status Tabulate::write_row(const stream::Record& record, io::Output& out) {
  const Withheld withheld = ND_TRY(Withheld::of(record.text.text()));
  cells_.clear();
  scratch_.reset();
  for (std::size_t c = 0; c < slots_.size(); ++c) {
    json::Value value = json::at(record.row, slots_[c]);
    if (withheld.hides(layout_.columns[c].shown.field, value)) value = json::Value::null();
    Cell cell = ND_TRY(cell_of(value, scratch_, tree_, buffer_));
    if (cell.kind == CellKind::kMissing) cell.text = layout_.render.missing;
    cells_.push_back(formatted(cell, layout_.columns[c].shown, std::nullopt, scratch_));
  }
  if (!renderer_) ND_TRY(begin_stream(out));
  renderer_->row(cells_, out.buffer());
  // A row ends its line; the end belongs to the Output, which counts and flushes by it.
  out.buffer().pop_back();
  return out.end_record();
}

}  // namespace nd::show
