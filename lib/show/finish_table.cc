#include "show/finish_table.h"

#include <algorithm>
#include <string>
#include <utility>

#include "agg/exact_sum.h"
#include "base/number.h"
#include "format/bars.h"
#include "json/tree.h"
#include "json/writer.h"
#include "show/mark_cells.h"

namespace nd::show {
namespace {

using format::Cell;
using format::CellKind;
using format::ColumnKind;
using format::NumberStyle;

constexpr Cell kTotal{"total", CellKind::kText};  // the label of a row of sums
constexpr std::string_view kNoteTitle = "note";   // of the column of marks

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

// A column with a withheld cell has no sum: what it leaves out would look like all there is.
const Cell* withheld(const Rows& rows, std::size_t column) {
  const std::string_view mark = mark_of(Flag::kSuppressed);
  for (const auto& row : rows) {
    if (row[column].kind == CellKind::kMark && row[column].text == mark) return &row[column];
  }
  return nullptr;
}

// The first column is the rows' name and gets the label, whatever it holds, unless it is the only
// one.
Result<std::vector<Cell>> total_row(const TableGrid& grid, const std::vector<ColumnKind>& kinds,
                                    Arena& texts) {
  std::vector<Cell> total(kinds.size());
  for (std::size_t c = kinds.size() > 1 ? 1 : 0; c < kinds.size(); ++c) {
    const bool has_sum =
        kinds[c] == ColumnKind::kNumber && grid.columns[c].shown.style != NumberStyle::kPercent;
    if (!has_sum) continue;
    const Cell* const mark = withheld(grid.rows, c);
    total[c] = mark != nullptr ? *mark : ND_TRY(sum_of(grid.rows, c, texts));
  }
  if (kinds.size() > 1) total[0] = kTotal;
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

bool is_total(const TableGrid& grid, std::size_t row) {
  return std::binary_search(grid.totals.begin(), grid.totals.end(), row);
}

format::BarScale scale_of(const TableGrid& grid, std::size_t column) {
  format::BarScale scale;
  for (std::size_t r = 0; r < grid.rows.size(); ++r) {
    const Cell& cell = grid.rows[r][column];
    if (cell.kind == CellKind::kNumber && !is_total(grid, r)) scale.include(to_double(cell.text));
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
    if (grid.columns[c].shown.bar) shown.push_back({c, ColumnKind::kBar, {}, scale_of(grid, c)});
  }
  return shown;
}

// `shown` may have thousands separators.
bool is_same_but_for_commas(std::string_view shown, std::string_view number) {
  std::size_t i = 0;
  for (const char c : shown) {
    if (c == ',') continue;
    if (i == number.size() || number[i] != c) return false;
    ++i;
  }
  return i == number.size();
}

Cell bar_of(const Cell& cell, const format::BarScale& scale, Arena& texts) {
  if (cell.kind != CellKind::kNumber) return {};
  std::string bar;
  format::append_bar(bar, to_double(cell.text), scale);
  return {texts.copy(bar), CellKind::kBar};
}

// The rows as they are written.
class RowMaker {
 public:
  RowMaker(const TableLayout& layout, const TableGrid& grid, const std::vector<Shown>& shown,
           const Marked& marked, Arena& texts)
      : layout_(layout), grid_(grid), shown_(shown), marked_(marked), texts_(texts) {}

  const std::vector<Cell>& make_row(std::size_t r) {
    cells_.clear();
    for (const Shown& column : shown_) {
      const Cell& cell = grid_.rows[r][column.source];
      if (column.kind == ColumnKind::kBar) {
        cells_.push_back(is_total(grid_, r) ? Cell{} : bar_of(cell, column.scale, texts_));
      } else if (cell.kind == CellKind::kMissing) {
        cells_.push_back({layout_.render.missing, cell.kind});
      } else {
        cells_.push_back(number_or_text(cell, column, marks_at(r, column.source)));
      }
    }
    if (!marked_.beside.empty()) cells_.push_back(marks_beside(r));
    return cells_;
  }

  const std::vector<Cell>& make_total(const std::vector<Cell>& total) {
    cells_.clear();
    for (const Shown& column : shown_) {
      const bool is_bar = column.kind == ColumnKind::kBar;
      cells_.push_back(is_bar ? Cell{} : number_or_text(total[column.source], column, {}));
    }
    if (!marked_.beside.empty()) cells_.emplace_back();
    return cells_;
  }

 private:
  [[nodiscard]] Cell number_or_text(const Cell& cell, const Shown& column, Flags flags) {
    const std::string marks = marks_of(flags);
    return formatted(cell, grid_.columns[column.source].shown, column.digits, texts_, marks);
  }

  [[nodiscard]] Flags marks_at(std::size_t row, std::size_t column) const {
    if (grid_.flagged_cells.empty()) return 0;
    const auto found = grid_.flagged_cells.find({row, column});
    return found == grid_.flagged_cells.end() ? Flags{0} : found->second;
  }

  [[nodiscard]] Cell marks_beside(std::size_t row) {
    const auto found = std::lower_bound(marked_.beside.begin(), marked_.beside.end(),
                                        std::pair<std::size_t, Flags>(row, 0));
    if (found == marked_.beside.end() || found->first != row) return {};
    return {texts_.copy(marks_of(found->second)), CellKind::kMark};
  }

  const TableLayout& layout_;
  const TableGrid& grid_;
  const std::vector<Shown>& shown_;
  const Marked& marked_;
  Arena& texts_;
  std::vector<Cell> cells_;
};

Status write_rows(const format::Table& table, format::TableRenderer& renderer, std::size_t part,
                  io::Output& out) {
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    if (table.is_footer(r) && (r == 0 || !table.is_footer(r - 1)))
      renderer.begin_footer(out.buffer());
    renderer.row(table.row(r), out.buffer());
    if (part > 0) {
      ND_TRY(out.text({}));
      continue;
    }
    // A row ends its line; the end belongs to the Output, which counts and flushes by it.
    out.buffer().pop_back();
    ND_TRY(out.end_record());
  }
  return {};
}

Status render(const TableLayout& layout, const format::Table& table, io::Output& out) {
  const auto renderer = layout.format->make(layout.render);
  renderer->begin(table, out.buffer());
  for (std::size_t part = 0; part < renderer->parts(); ++part) {
    if (part > 0) renderer->next_part(out.buffer());
    ND_TRY(write_rows(table, *renderer, part, out));
  }
  renderer->end(out.buffer());
  return out.text({});
}

std::vector<ColumnKind> kinds_of(const TableGrid& grid) {
  std::vector<ColumnKind> kinds;
  for (std::size_t c = 0; c < grid.columns.size(); ++c)
    kinds.push_back(kind_of(grid.rows, c));
  return kinds;
}

// The table without rows.
format::Table titled(const TableGrid& grid, const std::vector<Shown>& shown, const Marked& marked) {
  std::vector<format::Column> columns;
  for (const Shown& column : shown) {
    const bool is_bar = column.kind == ColumnKind::kBar;
    columns.push_back({is_bar ? "" : grid.columns[column.source].title, column.kind});
  }
  if (!marked.beside.empty()) columns.push_back({std::string(kNoteTitle), ColumnKind::kText});
  format::Table table(std::move(columns));
  for (const FlagNote& note : flag_notes()) {
    if (has(marked.used, note.flag)) table.add_note(note.note);
  }
  return table;
}

}  // namespace

std::vector<format::Column> table_columns(const TableGrid& grid) {
  std::vector<format::Column> columns;
  for (const TableColumn& column : grid.columns)
    columns.push_back({column.title, ColumnKind::kText});
  return columns;
}

Cell formatted(const Cell& cell, const FieldStyle& style, std::optional<int> digits, Arena& texts,
               std::string_view marks) {
  std::string text(cell.text);
  const bool has_format = cell.kind == CellKind::kNumber && (style.style || digits);
  if (!has_format && marks.empty()) return cell;
  if (has_format) {
    text.clear();
    const NumberStyle number_style = style.style.value_or(NumberStyle::kPlain);
    const bool is_whole = number_style == NumberStyle::kGrouped;
    format::append_number(text, cell.text,
                          {number_style, is_whole ? std::optional(0) : digits, false});
  }
  const bool says_less = has_format && !is_same_but_for_commas(text, cell.text);
  if (!marks.empty()) text.append(" ").append(marks);
  const std::size_t size = text.size();
  if (says_less) text.append(cell.text);
  const std::string_view kept = texts.copy(text);
  return {kept.substr(0, size), cell.kind, static_cast<std::uint32_t>(kept.size() - size)};
}

Status write_table(const TableLayout& layout, TableGrid grid, Arena& texts, io::Output& out) {
  if (grid.columns.empty()) return {};
  for (auto& row : grid.rows)
    row.resize(grid.columns.size());
  std::vector<ColumnKind> kinds = kinds_of(grid);
  for (const std::size_t r : grid.totals) {
    Cell& label = grid.rows[r][0];
    if (kinds.size() > 1 && label.kind == CellKind::kMissing) label = kTotal;
  }
  const Marked marked = mark_cells(grid, kinds);
  std::vector<Cell> total;
  if (layout.total) total = ND_TRY(total_row(grid, kinds, texts));

  const std::vector<Shown> shown = shown_columns(layout, grid, kinds);
  format::Table table = titled(grid, shown, marked);
  RowMaker maker(layout, grid, shown, marked, texts);
  for (std::size_t r = 0; r < grid.rows.size(); ++r) {
    if (is_total(grid, r)) continue;
    table.add_row(maker.make_row(r));
    grid.rows[r] = {};  // its cells are in the table now
  }
  for (const std::size_t r : grid.totals)
    table.add_footer_row(maker.make_row(r));
  if (layout.total) table.add_footer_row(maker.make_total(total));
  return render(layout, table, out);
}

}  // namespace nd::show
