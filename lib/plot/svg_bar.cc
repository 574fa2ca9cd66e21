// Bars of names, as rows with their values.
#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/svg_axes.h"
#include "plot/svg_bars.h"
#include "plot/svg_chart.h"
#include "plot/svg_rows.h"
#include "plot/text_width.h"

namespace nd::plot {
namespace {

class RowBars {
 public:
  explicit RowBars(Drawing& drawing)
      : d_(drawing),
        chart_(drawing.chart),
        mains_(main_series(chart_)),
        ghosts_(ghosts_of(chart_)) {}

  double draw() {
    std::vector<std::string> names;
    for (const XValue& x : chart_.x)
      names.push_back(x.label);
    const double marks = has_value_marks() ? kSmallText * 1.5 : 0;
    const double top = draw_header(d_, bar_legend(chart_)) + marks;
    const auto count = static_cast<double>(std::max<std::size_t>(mains_.size(), 1));
    rows_ = lay_out_rows(d_, names, top, count > 1 ? 15 * count + 10 : 26);
    highlights_ = has_emphasis(chart_);
    std::vector<bool> strong;
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      strong.push_back(!mains_.empty() && mains_[0]->points[x].emphasis);
    draw_row_names(d_, rows_, names, strong);
    scale();
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      for (std::size_t s = 0; s < mains_.size(); ++s)
        draw_bar(x, s);
    d_.svg.line({at(0), rows_.box.y}, {at(0), rows_.box.bottom()}, "axis");
    draw_marks();
    return rows_.box.bottom();
  }

 private:
  [[nodiscard]] bool has_value_marks() const {
    return std::any_of(chart_.marks.begin(), chart_.marks.end(),
                       [](const Mark& mark) { return mark.axis == Mark::Axis::kValue; });
  }

  [[nodiscard]] std::string label_of(const Point& point) const {
    const std::string flags = flags_label(point, chart_.language);
    if (point.missing) return flags;
    const std::string number = number_label(chart_, point.text);
    return flags.empty() ? number : number + " (" + flags + ")";
  }

  // Room for the values behind the ends of the bars, to the right and to the left.
  void scale() {
    Range range = value_range(chart_);
    range.include(0);
    double right = 0;
    double left = 0;
    for (const Series* series : mains_) {
      for (const Point& point : series->points) {
        double& side = !point.missing && point.value < 0 ? left : right;
        side = std::max(side, text_width(label_of(point), kSmallText) + 8);
      }
    }
    const double most = rows_.box.width * (left > 0 ? 0.3 : 0.45);
    left_ = rows_.box.x + std::min(left, most);
    right_ = rows_.box.right() - std::min(right, most);
    range_ = {range.low, range.high > range.low ? range.high : range.low + 1, false};
  }

  [[nodiscard]] double at(double value) const {
    return left_ + range_.place(value) * (right_ - left_);
  }

  // A value that is not 0 shows.
  [[nodiscard]] Box bar(double value, double middle, double height) const {
    const double zero = at(0);
    double end = at(value);
    if (value > 0) end = std::max(end, zero + 1);
    if (value < 0) end = std::min(end, zero - 1);
    return {std::min(zero, end), middle - height / 2, std::abs(end - zero), height};
  }

  void draw_bar(std::size_t x, std::size_t s) {
    const Point& point = mains_[s]->points[x];
    const double count = static_cast<double>(mains_.size());
    const double slot = (rows_.body() - std::min(8.0, rows_.body() * 0.3)) / count;
    const double middle = rows_.middle(x) + (static_cast<double>(s) - (count - 1) / 2) * slot;
    double height = std::min(slot * (count > 1 ? 0.92 : 1), 34.0);
    double end = at(0);
    if (s < ghosts_.size() && !ghosts_[s]->points[x].missing) {
      const Box pale = bar(ghosts_[s]->points[x].value, middle, height);
      d_.svg.rect(pale, "pale", tooltip_of(chart_, x, *ghosts_[s]));
      height *= 0.56;
      end = pale.right();
    }
    const std::string label = label_of(point);
    if (point.missing) {
      put_label(label, end + 6, middle, true, "small");
      return;
    }
    const Box box = bar(point.value, middle, height);
    d_.svg.rect(box, bar_class(point, s, highlights_), tooltip_of(chart_, x, *mains_[s]));
    const bool goes_right = point.value >= 0;
    put_label(label, goes_right ? std::max(box.right(), end) + 6 : box.x - 6, middle, goes_right,
              point.emphasis ? "small strong" : "small");
  }

  void put_label(const std::string& label, double x, double middle, bool goes_right,
                 std::string_view classes) {
    // Lower than their letters, only the bars are drawn; the pointer tells the values.
    if (rows_.body() / static_cast<double>(std::max<std::size_t>(1, mains_.size())) < 10) return;
    const double room = goes_right ? d_.width - 4 - x : x - rows_.box.x;
    d_.svg.text({x, middle + 4.2}, goes_right ? Anchor::kStart : Anchor::kEnd,
                shortened(label, kSmallText, room), classes, label);
  }

  void draw_marks() {
    double name_end = -1e9;
    for (const Mark& mark : chart_.marks) {
      if (mark.axis != Mark::Axis::kValue) continue;
      const double x = at(mark.at);
      d_.svg.line({x, rows_.box.y - 4}, {x, rows_.box.bottom()}, "mark");
      const std::string label = mark.name + " " + number_label(chart_, mark.text);
      const double width = text_width(label, kSmallText);
      const double center =
          std::clamp(x, 2 + width / 2, std::max(2 + width / 2, d_.width - 2 - width / 2));
      if (center - width / 2 < name_end + 6) continue;
      name_end = center + width / 2;
      d_.svg.text({center, rows_.box.y - 8}, Anchor::kMiddle, label, "halo small strong");
    }
  }

  Drawing& d_;
  const Chart& chart_;
  std::vector<const Series*> mains_;
  std::vector<const Series*> ghosts_;
  RowLayout rows_;
  bool highlights_ = false;
  double left_ = 0;
  double right_ = 0;
  Scale range_;
};

}  // namespace

double draw_bar_kind(Drawing& drawing) {
  if (drawing.chart.x_scale == XScale::kCategory) return RowBars(drawing).draw();
  return draw_columns(drawing);
}

}  // namespace nd::plot
