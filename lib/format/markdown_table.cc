// GitHub-flavoured Markdown tables, padded so that the source reads as a table too.
//
// Escaped are the characters that CommonMark and GitHub give a meaning within a cell (| \ ` * [ ] <
// & ~ $ and _ outside words), what GitHub makes a link of by itself (:// and www.) and, for readers
// that look at a cell's first characters, # > + - and 1. A line break becomes <br>; other control
// characters are shown as escapes.
//
// Bars to the left of an axis stand in code spans: the letters there are of one width, so that the
// axis is straight.
#include <algorithm>
#include <vector>

#include "base/display_width.h"
#include "base/utf8.h"
#include "format/escape.h"
#include "format/table_format.h"

namespace nd::format {
namespace {

// Leading spaces of a bar would collapse; no-break spaces stay.
void append_bar_text(std::string& out, std::string_view bar) {
  for (const char c : bar) {
    if (c == ' ') {
      utf8::append(out, 0xA0);
    } else {
      out.push_back(c);
    }
  }
}

// Whether the column has an axis within: a bar that begins with spaces.
bool has_axis(const Table& table, std::size_t column) {
  if (table.columns()[column].kind != ColumnKind::kBar) return false;
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    if (table.row(r)[column].text.starts_with(' ')) return true;
  }
  return false;
}

class MarkdownRenderer final : public TableRenderer {
 public:
  explicit MarkdownRenderer(const RenderOptions& options) : caption_(options.caption) {}

  void begin(const Table& table, std::string& out) override {
    table_ = &table;
    columns_ = table.columns();
    measure(table);
    if (!caption_.empty()) {
      out.append("**");
      append_markdown(out, caption_);
      out.append("**\n\n");
    }
    out.push_back('|');
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      append_padded(out, c, Cell{columns_[c].title, CellKind::kText});
    }
    out.append("\n|");
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const bool right = columns_[c].kind == ColumnKind::kNumber;
      out.push_back(' ');
      out.append(widths_[c] - (right ? 1 : 0), '-');
      out.append(right ? ": |" : " |");
    }
    out.push_back('\n');
  }

  void row(std::span<const Cell> cells, std::string& out) override {
    out.push_back('|');
    for (std::size_t c = 0; c < columns_.size(); ++c)
      append_padded(out, c, cells[c]);
    out.push_back('\n');
  }

  void begin_footer(std::string&) override {}  // Markdown has no table footer

  void end(std::string& out) override {
    if (!table_->notes().empty()) out.push_back('\n');
    for (std::size_t i = 0; i < table_->notes().size(); ++i) {
      const Note& note = table_->notes()[i];
      append_markdown(out, note.mark);
      out.append(" ").append(note.meaning);
      // A backslash at its end keeps the line.
      out.append(i + 1 < table_->notes().size() ? "\\\n" : "\n");
    }
  }

 private:
  static constexpr std::size_t kNarrowest = 3;  // `---`, which every Markdown reader accepts

  void measure(const Table& table) {
    widths_.assign(columns_.size(), kNarrowest);
    has_axis_.clear();
    for (std::size_t c = 0; c < columns_.size(); ++c)
      has_axis_.push_back(has_axis(table, c));
    const auto widen = [&](std::size_t c, const Cell& cell) {
      escaped_.clear();
      append_cell_text(escaped_, c, cell);
      widths_[c] = std::max(widths_[c], display_width(escaped_));
    };
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      widen(c, Cell{columns_[c].title, CellKind::kText});
    }
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      const auto cells = table.row(r);
      for (std::size_t c = 0; c < cells.size(); ++c)
        widen(c, cells[c]);
    }
  }

  void append_padded(std::string& out, std::size_t column, const Cell& cell) {
    escaped_.clear();
    append_cell_text(escaped_, column, cell);
    const std::size_t padding = widths_[column] - display_width(escaped_);
    const bool right = columns_[column].kind == ColumnKind::kNumber;
    out.push_back(' ');
    if (right) out.append(padding, ' ');
    out.append(escaped_);
    if (!right) out.append(padding, ' ');
    out.append(" |");
  }

  void append_cell_text(std::string& out, std::size_t column, const Cell& cell) const {
    switch (cell.kind) {
      case CellKind::kBar:
        if (has_axis_[column] && !cell.text.empty()) out.push_back('`');
        append_bar_text(out, cell.text);
        if (has_axis_[column] && !cell.text.empty()) out.push_back('`');
        break;
      case CellKind::kNumber:
        out.append(cell.text);
        break;
      case CellKind::kMissing:
      case CellKind::kMark:
      case CellKind::kText:
        append_markdown(out, cell.text);
        break;
    }
  }

  std::string caption_;
  const Table* table_ = nullptr;
  std::span<const Column> columns_;
  std::vector<bool> has_axis_;
  std::vector<std::size_t> widths_;
  std::string escaped_;
};

}  // namespace

std::unique_ptr<TableRenderer> make_markdown_renderer(const RenderOptions& options) {
  return std::make_unique<MarkdownRenderer>(options);
}

}  // namespace nd::format
