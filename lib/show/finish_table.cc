#include "show/finish_table.h"

#include <algorithm>
#include <string>
#include <utility>

#include "agg/exact_sum.h"
#include "base/number.h"
#include "format/bars.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::show {
namespace {

using format::Cell;
using format::CellKind;
using format::ColumnKind;
using format::NumberStyle;

constexpr std::string_view kTotalLabel = "total";

using Rows = std::vector<std::vector<Cell>>;

// A column of numbers and nothing else; missing cells do not count.
ColumnKind kind_of(const Rows& rows, std::size_t column) {
  bool has_numbers = false;
  for (const auto& row : rows) {
    if (row[column].kind == CellKind::kText) return ColumnKind::kText;
    has_numbers = has_numbers || row[column].kind == CellKind::kNumber;
  }
  return has_numbers ? ColumnKind::kNumber : ColumnKind::kText;
}

Result<Cell> sum_of(const Rows& rows, std::size_t column, Arena& texts) {
  agg::ExactSum sum;
  Arena scratch;
  for (const auto& row : rows) {
    if (row[column].kind != CellKind::kNumber) continue;
    const json::Value number = ND_TRY(json::parse(row[column].text, scratch));
    ND_TRY(sum.add(number, scratch));
  }
  std::string text;
  json::append_value(text, sum.value(scratch));
  return Cell{texts.copy(text), CellKind::kNumber};
}

// The first column is the rows' name and gets the label, whatever it holds, unless it is the only
// one.
Result<std::vector<Cell>> total_row(const TableGrid& grid, const std::vector<ColumnKind>& kinds,
                                    Arena& texts) {
  std::vector<Cell> total(kinds.size());
  for (std::size_t c = kinds.size() > 1 ? 1 : 0; c < kinds.size(); ++c) {
    const bool has_sum =
        kinds[c] == ColumnKind::kNumber && grid.columns[c].shown.style != NumberStyle::kPercent;
    if (has_sum) total[c] = ND_TRY(sum_of(grid.rows, c, texts));
  }
  if (kinds.size() > 1) total[0] = {kTotalLabel, CellKind::kText};
  return total;
}

// Digits of a column: those asked for, but none where all numbers are whole and stand without a
// unit.
std::optional<int> digits_of(const TableLayout& layout, const TableGrid& grid, std::size_t column) {
  if (!layout.digits || grid.columns[column].shown.style) return layout.digits;
  std::string scratch;
  const bool has_fractions = std::any_of(grid.rows.begin(), grid.rows.end(), [&](const auto& row) {
    return row[column].kind == CellKind::kNumber &&
           !decimal_of(row[column].text, scratch).is_integer();
  });
  return has_fractions ? layout.digits : std::nullopt;
}

format::BarScale scale_of(const Rows& rows, std::size_t column) {
  format::BarScale scale;
  for (const auto& row : rows) {
    if (row[column].kind == CellKind::kNumber) scale.include(to_double(row[column].text));
  }
  return scale;
}

// One column of the written table and where it comes from.
struct Shown {
  std::size_t source;
  ColumnKind kind;
  std::optional<int> digits;
  format::BarScale scale;
};

std::vector<Shown> shown_columns(const TableLayout& layout, const TableGrid& grid,
                                 const std::vector<ColumnKind>& kinds) {
  std::vector<Shown> shown;
  for (std::size_t c = 0; c < kinds.size(); ++c) {
    shown.push_back({c, kinds[c], digits_of(layout, grid, c), {}});
    if (grid.columns[c].shown.bar)
      shown.push_back({c, ColumnKind::kBar, {}, scale_of(grid.rows, c)});
  }
  return shown;
}

Cell bar_of(const Cell& cell, const format::BarScale& scale, Arena& texts) {
  if (cell.kind != CellKind::kNumber) return {};
  std::string bar;
  format::append_bar(bar, to_double(cell.text), scale);
  return {texts.copy(bar), CellKind::kBar};
}

enum class RowKind { kBody, kTotal };

// One row as it is written.
class RowMaker {
 public:
  RowMaker(const TableLayout& layout, const TableGrid& grid, const std::vector<Shown>& shown,
           Arena& texts)
      : layout_(layout), grid_(grid), shown_(shown), texts_(texts) {}

  const std::vector<Cell>& make(const std::vector<Cell>& raw, RowKind kind) {
    cells_.clear();
    for (const Shown& column : shown_) {
      const Cell& cell = raw[column.source];
      if (column.kind == ColumnKind::kBar) {
        cells_.push_back(kind == RowKind::kBody ? bar_of(cell, column.scale, texts_) : Cell{});
      } else if (cell.kind == CellKind::kMissing) {
        cells_.push_back(
            {kind == RowKind::kBody ? std::string_view(layout_.render.missing) : "", cell.kind});
      } else {
        cells_.push_back(
            {formatted(cell, grid_.columns[column.source].shown, column.digits, texts_),
             cell.kind});
      }
    }
    return cells_;
  }

 private:
  const TableLayout& layout_;
  const TableGrid& grid_;
  const std::vector<Shown>& shown_;
  Arena& texts_;
  std::vector<Cell> cells_;
};

Status render(const TableLayout& layout, const format::Table& table, io::Output& out) {
  const auto renderer = layout.format->make(layout.render);
  renderer->begin(table, out.buffer());
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    if (table.is_footer(r)) renderer->begin_footer(out.buffer());
    renderer->row(table.row(r), out.buffer());
    // A row ends its line; the end belongs to the Output, which counts and flushes by it.
    out.buffer().pop_back();
    ND_TRY(out.end_record());
  }
  renderer->end(out.buffer());
  return out.text({});
}

}  // namespace

std::vector<format::Column> table_columns(const TableGrid& grid) {
  std::vector<format::Column> columns;
  for (const TableColumn& column : grid.columns)
    columns.push_back({column.title, ColumnKind::kText});
  return columns;
}

std::string_view formatted(const Cell& cell, const FieldStyle& style, std::optional<int> digits,
                           Arena& texts) {
  if (cell.kind != CellKind::kNumber || (!style.style && !digits)) return cell.text;
  const NumberStyle number_style = style.style.value_or(NumberStyle::kPlain);
  const bool is_whole = number_style == NumberStyle::kGrouped;
  std::string text;
  format::append_number(text, cell.text,
                        {number_style, is_whole ? std::optional(0) : digits, false});
  return texts.copy(text);
}

Status write_table(const TableLayout& layout, TableGrid grid, Arena& texts, io::Output& out) {
  if (grid.columns.empty()) return {};
  const std::size_t count = grid.columns.size();
  for (auto& row : grid.rows)
    row.resize(count);
  std::vector<ColumnKind> kinds;
  for (std::size_t c = 0; c < count; ++c)
    kinds.push_back(kind_of(grid.rows, c));
  std::vector<Cell> total;
  if (layout.total) total = ND_TRY(total_row(grid, kinds, texts));

  const std::vector<Shown> shown = shown_columns(layout, grid, kinds);
  std::vector<format::Column> columns;
  for (const Shown& column : shown) {
    const bool is_bar = column.kind == ColumnKind::kBar;
    columns.push_back({is_bar ? "" : grid.columns[column.source].title, column.kind});
  }
  format::Table table(std::move(columns));
  RowMaker maker(layout, grid, shown, texts);
  for (auto& row : grid.rows) {
    table.add_row(maker.make(row, RowKind::kBody));
    row = {};  // its cells are in the table now
  }
  if (layout.total) table.add_footer_row(maker.make(total, RowKind::kTotal));
  return render(layout, table, out);
}

}  // namespace nd::show
