// An HTML table: a fragment to put into a page, with class names to style and numbers on the right.
//
// The table has the class ndtable, its cells text, number, missing, mark or bar; the first cell of
// a row is its header. A number that is rounded or has a unit has itself in full as its title. Bars
// are hidden from screen readers, which get the numbers. What the marks stand for follows in a
// paragraph of the class ndtable-notes. Escaped are & < > " and '; a line break becomes <br>; other
// hidden characters are shown as escapes; a text from right to left has its direction to itself.
#include <algorithm>
#include <vector>

#include "base/display_width.h"
#include "base/number.h"
#include "base/utf8.h"
#include "format/escape.h"
#include "format/table_format.h"

namespace nd::format {
namespace {

// Whether text has a letter of a script that is written from right to left.
bool runs_left(std::string_view text) {
  const bool is_ascii = std::all_of(text.begin(), text.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if ((c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF) ||
        (c >= 0x10800 && c < 0x11000) || (c >= 0x1E800 && c < 0x1F000))
      return true;
  }
  return false;
}

// A bar in eighths of a column: where it begins and how long it is.
struct BarExtent {
  std::size_t start = 0;
  std::size_t length = 0;
};

// Of a text made by append_bar().
BarExtent extent_of(std::string_view bar) {
  constexpr std::size_t kColumn = 8;
  BarExtent extent;
  for (std::size_t at = 0; at < bar.size();) {
    const char32_t c = utf8::next(bar, at);
    if (c == ' ') {
      extent.start += kColumn;
    } else if (c == 0x2590) {  // the right half of a column
      extent.start += kColumn / 2;
      extent.length += kColumn / 2;
    } else {
      extent.length += 0x2590 - c;  // U+2588 is a whole column, U+258F an eighth
    }
  }
  return extent;
}

// The right end of the longest bar of each column.
std::vector<std::size_t> bar_ends(const Table& table) {
  std::vector<std::size_t> ends(table.columns().size());
  for (std::size_t c = 0; c < ends.size(); ++c) {
    if (table.columns()[c].kind != ColumnKind::kBar) continue;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      const BarExtent extent = extent_of(table.row(r)[c].text);
      ends[c] = std::max(ends[c], extent.start + extent.length);
    }
  }
  return ends;
}

// Letters made of blocks have seams in most fonts.
void append_bar_picture(std::string& out, std::string_view bar, std::size_t end) {
  const BarExtent extent = extent_of(bar);
  if (extent.length == 0) return;
  // An eighth of a column is a pixel.
  out.append("<svg width=\"");
  append_uint(out, end);
  out.append("\" height=\"12\"><rect x=\"");
  append_uint(out, extent.start);
  out.append("\" width=\"");
  append_uint(out, extent.length);
  out.append(R"(" height="12" fill="currentColor" opacity="0.7"/></svg>)");
}

// Inline, so that the table is right without any style sheet.
std::string_view attributes(ColumnKind column, CellKind cell) {
  switch (cell) {
    case CellKind::kBar:
      return R"( class="bar" aria-hidden="true")";
    case CellKind::kNumber:
      return R"( class="number" style="text-align:right")";
    case CellKind::kText:
      return R"( class="text")";
    case CellKind::kMark:
      return column == ColumnKind::kNumber ? R"( class="mark" style="text-align:right")"
                                           : R"( class="mark")";
    case CellKind::kMissing:
      break;
  }
  return column == ColumnKind::kNumber ? R"( class="missing" style="text-align:right")"
                                       : R"( class="missing")";
}

// Headers are centred and bold by themselves.
std::string_view header_attributes(ColumnKind column, bool is_row) {
  if (is_row) {
    return column == ColumnKind::kNumber
               ? R"( scope="row" class="number" style="text-align:right;font-weight:normal")"
               : R"( scope="row" class="text" style="text-align:start;font-weight:normal")";
  }
  return column == ColumnKind::kNumber ? R"( scope="col" class="number" style="text-align:right")"
                                       : R"( scope="col" class="text" style="text-align:start")";
}

class HtmlRenderer final : public TableRenderer {
 public:
  explicit HtmlRenderer(const RenderOptions& options) : caption_(options.caption) {}

  void begin(const Table& table, std::string& out) override {
    table_ = &table;
    bar_ends_ = bar_ends(table);
    out.append("<table class=\"ndtable\" style=\"font-variant-numeric:tabular-nums\">\n");
    if (!caption_.empty()) {
      out.append("<caption>");
      append_html(out, caption_);
      out.append("</caption>\n");
    }
    out.append("<thead>\n<tr>");
    for (const Column& column : table.columns()) {
      if (column.kind == ColumnKind::kBar) {
        out.append(R"(<td class="bar" aria-hidden="true"></td>)");
        continue;
      }
      out.append("<th").append(header_attributes(column.kind, false));
      append_text(out, column.title);
      out.append("</th>");
    }
    out.append("</tr>\n</thead>\n<tbody>\n");
  }

  void row(std::span<const Cell> cells, std::string& out) override {
    out.append("<tr>");
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const bool is_header = c == 0 && cells.size() > 1;
      if (cells[c].kind == CellKind::kBar) {
        out.append("<td").append(attributes(ColumnKind::kBar, CellKind::kBar)).push_back('>');
        append_bar_picture(out, cells[c].text, bar_ends_[c]);
        out.append("</td>");
      } else {
        append_cell(out, cells[c], table_->columns()[c].kind, is_header);
      }
    }
    out.append("</tr>\n");
  }

  void begin_footer(std::string& out) override {
    out.append("</tbody>\n<tfoot>\n");
    in_footer_ = true;
  }

  void end(std::string& out) override {
    out.append(in_footer_ ? "</tfoot>\n</table>\n" : "</tbody>\n</table>\n");
    if (table_->notes().empty()) return;
    out.append("<p class=\"ndtable-notes\">");
    std::string_view line_end;
    for (const Note& note : table_->notes()) {
      out.append(line_end).append(note.mark).append(" ").append(note.meaning);
      line_end = "<br>\n";
    }
    out.append("</p>\n");
  }

 private:
  // The end of a start tag, and the text behind it.
  static void append_text(std::string& out, std::string_view text) {
    out.append(runs_left(text) ? " dir=\"auto\">" : ">");
    append_html(out, text);
  }

  static void append_cell(std::string& out, const Cell& cell, ColumnKind column, bool is_header) {
    out.append(is_header ? "<th" : "<td");
    out.append(is_header ? header_attributes(column, true) : attributes(column, cell.kind));
    if (!cell.full().empty()) out.append(" title=\"").append(cell.full()).append("\"");
    append_text(out, cell.text);
    out.append(is_header ? "</th>" : "</td>");
  }

  std::string caption_;
  const Table* table_ = nullptr;
  std::vector<std::size_t> bar_ends_;
  bool in_footer_ = false;
};

}  // namespace

std::unique_ptr<TableRenderer> make_html_renderer(const RenderOptions& options) {
  return std::make_unique<HtmlRenderer>(options);
}

}  // namespace nd::format
