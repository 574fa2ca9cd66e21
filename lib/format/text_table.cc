// Tables for a terminal: aligned columns two spaces apart, a rule under the titles.
//
// Columns are as wide as their widest cell by display width, or less where the table must fit a
// width (text_layout.h). Styles are bold and faint alone, which read well on light and dark grounds
// and carry no meaning of their own. Memory: one width per column. Cost: each text is measured
// once, and again for each time it is written.
#include <algorithm>
#include <vector>

#include "base/display_width.h"
#include "format/table_format.h"
#include "format/text_layout.h"

namespace nd::format {
namespace {

enum class Style { kNone, kBold, kFaint };

constexpr std::string_view start_of(Style style) {
  return style == Style::kBold ? "\x1B[1m" : style == Style::kFaint ? "\x1B[2m" : "";
}
constexpr std::string_view kStyleEnd = "\x1B[0m";

class TextRenderer final : public TableRenderer {
 public:
  explicit TextRenderer(const RenderOptions& options)
      : limit_(options.width), color_(options.color), caption_(options.caption) {}

  void begin(const Table& table, std::string& out) override {
    table_ = &table;
    parts_ = lay_out(table.columns(), widths_of(table), limit_);
    if (!caption_.empty()) {
      visible_.clear();
      append_visible(visible_, caption_);
      append_styled(out, visible_, Style::kBold);
      out.append("\n\n");
    }
    begin_part(out);
  }

  [[nodiscard]] std::size_t parts() const override { return parts_.size(); }

  void next_part(std::string& out) override {
    ++part_;
    out.push_back('\n');
    begin_part(out);
  }

  void row(std::span<const Cell> cells, std::string& out) override {
    for (const PlacedColumn& placed : parts_[part_]) {
      const Cell& cell = cells[placed.column];
      const bool is_absent = cell.kind == CellKind::kMissing || cell.kind == CellKind::kMark;
      append_cell(out, placed, cell.text,
                  in_footer_  ? Style::kBold
                  : is_absent ? Style::kFaint
                              : Style::kNone);
    }
    end_line(out);
  }

  void begin_footer(std::string& out) override {
    append_rule(out);
    in_footer_ = true;
  }

  void end(std::string& out) override {
    if (!table_->notes().empty()) out.push_back('\n');
    for (const Note& note : table_->notes()) {
      visible_.assign(note.mark);
      visible_.append(" ").append(note.meaning);
      append_styled(out, visible_, Style::kFaint);
      out.push_back('\n');
    }
  }

 private:
  std::vector<std::size_t> widths_of(const Table& table) {
    const auto width_of = [&](std::string_view text) {
      visible_.clear();
      append_visible(visible_, text);
      return display_width(visible_);
    };
    std::vector<std::size_t> widths;
    for (const Column& column : table.columns())
      widths.push_back(width_of(column.title));
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      const auto cells = table.row(r);
      for (std::size_t c = 0; c < cells.size(); ++c)
        widths[c] = std::max(widths[c], width_of(cells[c].text));
    }
    return widths;
  }

  void begin_part(std::string& out) {
    in_footer_ = false;
    in_titles_ = true;
    for (const PlacedColumn& placed : parts_[part_])
      append_cell(out, placed, table_->columns()[placed.column].title, Style::kBold);
    end_line(out);
    append_rule(out);
    in_titles_ = false;
  }

  // Spaces are owed, not written, until something follows them: no line ends in a space.
  void append_cell(std::string& out, const PlacedColumn& placed, std::string_view text,
                   Style style) {
    if (!is_first_) owed_ += kColumnGap;
    is_first_ = false;
    visible_.clear();
    append_visible(visible_, text);
    cut_.clear();
    const std::size_t width = cut(placed.width);
    const std::size_t padding = placed.width - std::min(width, placed.width);
    const bool right = table_->columns()[placed.column].kind == ColumnKind::kNumber;
    if (right) owed_ += padding;
    if (!cut_.empty()) {
      out.append(owed_, ' ');
      owed_ = 0;
      append_styled(out, cut_, style);
    }
    if (!right) owed_ += padding;
  }

  // Makes cut_ of visible_; returns its columns.
  std::size_t cut(std::size_t width) {
    if (width == 0) {  // marks without a base have no width
      cut_.assign(visible_);
      return 0;
    }
    // What tells one path from another is its end.
    const bool is_path = in_titles_ && visible_.find('.') != std::string::npos &&
                         visible_.find(' ') == std::string::npos;
    return is_path ? append_truncated_front(cut_, visible_, width)
                   : append_truncated(cut_, visible_, width);
  }

  void append_rule(std::string& out) {
    visible_.clear();
    for (const PlacedColumn& placed : parts_[part_]) {
      if (!visible_.empty()) visible_.append(kColumnGap, ' ');
      visible_.append(std::max<std::size_t>(placed.width, 1), '-');
    }
    append_styled(out, visible_, Style::kFaint);
    end_line(out);
  }

  void append_styled(std::string& out, std::string_view text, Style style) const {
    const bool is_styled = color_ && style != Style::kNone && !text.empty();
    if (is_styled) out.append(start_of(style));
    out.append(text);
    if (is_styled) out.append(kStyleEnd);
  }

  void end_line(std::string& out) {
    owed_ = 0;
    is_first_ = true;
    out.push_back('\n');
  }

  std::size_t limit_;
  bool color_;
  std::string caption_;
  const Table* table_ = nullptr;
  std::vector<TablePart> parts_;
  std::size_t part_ = 0;
  bool in_titles_ = false;
  bool in_footer_ = false;
  bool is_first_ = true;  // the next cell is the first of its line
  std::size_t owed_ = 0;  // spaces
  std::string visible_;   // scratch
  std::string cut_;       // scratch
};

}  // namespace

std::unique_ptr<TableRenderer> make_text_renderer(const RenderOptions& options) {
  return std::make_unique<TextRenderer>(options);
}

}  // namespace nd::format
