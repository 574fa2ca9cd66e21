// Tables for a terminal: aligned columns two spaces apart, a rule under the titles.
//
// Columns are as wide as their widest cell by display width. Where the table must fit a width, the
// text columns share what the numbers leave: narrow ones keep their width, wide ones get equal
// parts (found by filling up from the narrowest). Numbers are never cut; if they alone are wider
// than the limit, so is the table. Memory: one width per column. Cost: each text is measured twice.
#include <algorithm>
#include <vector>

#include "base/display_width.h"
#include "format/table_format.h"

namespace nd::format {
namespace {

constexpr std::size_t kGap = 2;

class TextRenderer final : public TableRenderer {
 public:
  explicit TextRenderer(const RenderOptions& options) : limit_(options.width) {}

  void begin(const Table& table, std::string& out) override {
    columns_ = table.columns();
    measure(table);
    if (limit_ > 0) shrink_to_limit();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      append_cell(out, c, columns_[c].title);
    }
    end_line(out);
    append_rule(out);
  }

  void row(std::span<const Cell> cells, std::string& out) override {
    for (std::size_t c = 0; c < columns_.size(); ++c)
      append_cell(out, c, cells[c].text);
    end_line(out);
  }

  void begin_footer(std::string& out) override { append_rule(out); }
  void end(std::string&) override {}

 private:
  void measure(const Table& table) {
    widths_.clear();
    std::string visible;
    const auto width_of = [&](std::string_view text) {
      visible.clear();
      append_visible(visible, text);
      return display_width(visible);
    };
    for (const Column& column : columns_)
      widths_.push_back(width_of(column.title));
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      const auto cells = table.row(r);
      for (std::size_t c = 0; c < cells.size(); ++c) {
        widths_[c] = std::max(widths_[c], width_of(cells[c].text));
      }
    }
  }

  void shrink_to_limit() {
    std::vector<std::size_t> flexible;  // columns that may be cut, narrowest first
    std::size_t fixed = kGap * (columns_.empty() ? 0 : columns_.size() - 1);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c].kind == ColumnKind::kText) {
        flexible.push_back(c);
      } else {
        fixed += widths_[c];
      }
    }
    std::sort(flexible.begin(), flexible.end(),
              [&](std::size_t a, std::size_t b) { return widths_[a] < widths_[b]; });
    std::size_t left = limit_ > fixed ? limit_ - fixed : 0;
    for (std::size_t i = 0; i < flexible.size(); ++i) {
      const std::size_t part = std::max<std::size_t>(1, left / (flexible.size() - i));
      std::size_t& width = widths_[flexible[i]];
      width = std::min(width, part);
      left -= std::min(left, width);
    }
  }

  // Spaces are owed, not written, until something follows them: no line ends in a space.
  void append_cell(std::string& out, std::size_t column, std::string_view text) {
    if (column > 0) owed_ += kGap;
    visible_.clear();
    append_visible(visible_, text);
    cut_.clear();
    const std::size_t width = append_cut(column);
    const std::size_t padding = widths_[column] - std::min(width, widths_[column]);
    const bool right = columns_[column].kind == ColumnKind::kNumber;
    if (right) owed_ += padding;
    if (!cut_.empty()) {
      out.append(owed_, ' ');
      owed_ = 0;
      out.append(cut_);
    }
    if (!right) owed_ += padding;
  }

  // Makes cut_ of visible_; returns its columns.
  std::size_t append_cut(std::size_t column) {
    if (widths_[column] == 0) {
      cut_.append(visible_);
      return 0;
    }
    return append_truncated(cut_, visible_, widths_[column]);
  }

  void append_rule(std::string& out) {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (c > 0) out.append(kGap, ' ');
      out.append(std::max<std::size_t>(widths_[c], 1), '-');
    }
    end_line(out);
  }

  void end_line(std::string& out) {
    owed_ = 0;
    out.push_back('\n');
  }

  std::size_t limit_;
  std::span<const Column> columns_;
  std::vector<std::size_t> widths_;
  std::size_t owed_ = 0;
  std::string visible_;
  std::string cut_;
};

}  // namespace

std::unique_ptr<TableRenderer> make_text_renderer(const RenderOptions& options) {
  return std::make_unique<TextRenderer>(options);
}

}  // namespace nd::format
