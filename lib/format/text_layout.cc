// A part takes columns from the left as long as their least widths fit: a text's is its own, at
// most kLeastText; a bar stays with the numbers before it. Then the texts of the part share what
// is left: narrow ones keep their width, wide ones get equal parts (found by filling up from the
// narrowest). Cost: O(n log n) for n columns.
#include "format/text_layout.h"

#include <algorithm>

namespace nd::format {
namespace {

// What a text is never cut below, as long as that can be avoided: five Chinese characters and the
// ellipsis, or a date with something behind it.
constexpr std::size_t kLeastText = 12;

class Layout {
 public:
  Layout(std::span<const Column> columns, std::span<const std::size_t> widths, std::size_t limit)
      : columns_(columns), widths_(widths), limit_(limit) {}

  std::vector<TablePart> make() const {
    std::vector<TablePart> parts(1);
    std::size_t used = 0;  // of the last part, at least, with a gap behind each column
    for (std::size_t c = 0; c < columns_.size();) {
      const std::size_t end = end_of_unit(c);
      std::size_t needed = 0;
      for (std::size_t i = c; i < end; ++i)
        needed += kColumnGap + least(i);
      // Beside the first column alone the next one stands in any case: nowhere is more room.
      const bool must_fit = limit_ > 0 && parts.back().size() > 1;
      if (must_fit && used + needed > limit_ + kColumnGap) {
        parts.emplace_back();
        used = place(parts.back(), 0);
      }
      for (; c < end; ++c)
        used += place(parts.back(), c);
    }
    if (limit_ > 0) {
      for (TablePart& part : parts)
        cut(part);
    }
    return parts;
  }

 private:
  [[nodiscard]] bool is_text(std::size_t column) const {
    return columns_[column].kind == ColumnKind::kText;
  }
  [[nodiscard]] std::size_t least(std::size_t column) const {
    return is_text(column) ? std::min(widths_[column], kLeastText) : widths_[column];
  }
  // A column and the bar that belongs to it.
  [[nodiscard]] std::size_t end_of_unit(std::size_t column) const {
    const std::size_t next = column + 1;
    return next < columns_.size() && columns_[next].kind == ColumnKind::kBar ? next + 1 : next;
  }
  // Returns how much of the width the column needs at least, with a gap.
  std::size_t place(TablePart& part, std::size_t column) const {
    part.push_back({column, widths_[column]});
    return kColumnGap + least(column);
  }

  void cut(TablePart& part) const {
    std::vector<PlacedColumn*> texts;
    std::size_t fixed = kColumnGap * (part.empty() ? 0 : part.size() - 1);
    for (PlacedColumn& placed : part) {
      if (is_text(placed.column)) {
        texts.push_back(&placed);
      } else {
        fixed += placed.width;
      }
    }
    std::sort(texts.begin(), texts.end(),
              [](const PlacedColumn* a, const PlacedColumn* b) { return a->width < b->width; });
    std::size_t left = limit_ > fixed ? limit_ - fixed : 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::size_t& width = texts[i]->width;
      width = std::min(width, std::max<std::size_t>(1, left / (texts.size() - i)));
      left -= std::min(left, width);
    }
  }

  std::span<const Column> columns_;
  std::span<const std::size_t> widths_;
  std::size_t limit_;
};

}  // namespace

std::vector<TablePart> lay_out(std::span<const Column> columns, std::span<const std::size_t> widths,
                               std::size_t limit) {
  return Layout(columns, widths, limit).make();
}

}  // namespace nd::format
