#include "show/mark_cells.h"

#include <algorithm>

namespace nd::show {
namespace {

using format::Cell;
using format::CellKind;
using format::ColumnKind;

bool is_empty(const Cell& cell) {
  return cell.kind == CellKind::kMissing || cell.kind == CellKind::kMark;
}

// The flag that best explains a null, or nullptr.
const FlagNote* explanation(Flags flags) {
  const auto notes = flag_notes();
  const auto found = std::find_if(notes.begin(), notes.end(), [&](const FlagNote& note) {
    return note.explains_null && has(flags, note.flag);
  });
  return found == notes.end() ? nullptr : &*found;
}

class Marker {
 public:
  Marker(TableGrid& grid, std::vector<ColumnKind>& kinds) : grid_(grid), kinds_(kinds) {}

  Marked mark() {
    find_value_columns();
    Flags told = 0;
    for (const TableColumn& column : grid_.columns) {
      if (column.shown.field.segments.size() == 1)
        told |= flags_told_by(column.shown.field.segments[0]);
    }
    for (const auto& [row, flags] : grid_.flagged_rows) {
      const Flags left = mark_row(row, flags);
      const auto beside = static_cast<Flags>(left & ~told);
      marked_.used |= beside;
      if (beside != 0) marked_.beside.emplace_back(row, beside);
    }
    for (auto& [place, flags] : grid_.flagged_cells) {
      flags = mark_cell(grid_.rows[place.first][place.second], place.second, flags);
      marked_.used |= flags;
    }
    return std::move(marked_);
  }

 private:
  // No text, not the first, and without a value in any suppressed record.
  void find_value_columns() {
    is_value_.assign(kinds_.size(), true);
    if (!is_value_.empty()) is_value_[0] = false;
    for (const auto& [row, flags] : grid_.flagged_rows) {
      if (!has(flags, Flag::kSuppressed)) continue;
      for (std::size_t c = 0; c < kinds_.size(); ++c) {
        if (!is_empty(grid_.rows[row][c])) is_value_[c] = false;
      }
    }
    for (std::size_t c = 0; c < kinds_.size(); ++c) {
      const bool has_text =
          kinds_[c] == ColumnKind::kText &&
          !std::all_of(grid_.rows.begin(), grid_.rows.end(),
                       [&](const std::vector<Cell>& row) { return is_empty(row[c]); });
      if (has_text) is_value_[c] = false;
    }
  }

  // Returns the flags that are still to be told.
  Flags mark_row(std::size_t row, Flags flags) {
    Flags left = flags;
    for (std::size_t c = 0; c < kinds_.size(); ++c) {
      Cell& cell = grid_.rows[row][c];
      if (cell.kind == CellKind::kMark) {
        // A value that was withheld when it was read.
        marked_.used |= only(Flag::kSuppressed);
        left &= static_cast<Flags>(~only(Flag::kSuppressed));
        if (is_value_[c]) kinds_[c] = ColumnKind::kNumber;
      } else if (is_value_[c]) {
        left &= mark_cell(cell, c, flags);
      }
    }
    return left;
  }

  Flags mark_cell(Cell& cell, std::size_t column, Flags flags) {
    const FlagNote* const reason = explanation(flags);
    if (reason == nullptr || cell.kind != CellKind::kMissing) return flags;
    cell = {reason->note.mark, CellKind::kMark};
    if (is_value_[column]) kinds_[column] = ColumnKind::kNumber;
    marked_.used |= only(reason->flag);
    return static_cast<Flags>(flags & ~only(reason->flag));
  }

  TableGrid& grid_;
  std::vector<ColumnKind>& kinds_;
  std::vector<bool> is_value_;
  Marked marked_;
};

}  // namespace

Marked mark_cells(TableGrid& grid, std::vector<ColumnKind>& kinds) {
  return Marker(grid, kinds).mark();
}

std::string marks_of(Flags flags) {
  std::string out;
  for (const FlagNote& note : flag_notes()) {
    if (!has(flags, note.flag)) continue;
    if (!out.empty()) out.push_back(' ');
    out.append(note.note.mark);
  }
  return out;
}

}  // namespace nd::show
