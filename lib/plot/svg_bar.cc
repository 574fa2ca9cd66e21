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
  explicit RowBars(Drawing& drawing) : d_(drawing), chart_(drawing.chart), series_(drawing.chart) {}

  double draw() {
    const std::vector<std::string> names = x_names(chart_);
    const double marks = static_cast<double>(value_marks().size()) * kNoteHeight;
    const double top = draw_header(d_, bar_legend(chart_)) + marks;
    const double count = series_.count();
    rows_ = lay_out_rows(d_, names, top, count > 1 ? 15 * count + 10 : 26);
    std::vector<bool> strong;
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      strong.push_back(!series_.mains.empty() && series_.mains[0]->points[x].emphasis);
    draw_row_names(d_, rows_, names, strong);
    scale();
    std::vector<Label> labels;
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      for (std::size_t s = 0; s < series_.mains.size(); ++s)
        labels.push_back(draw_bar(x, s));
    }
    d_.svg.line({at(0), rows_.box.y}, {at(0), rows_.box.bottom()}, "axis");
    draw_marks();
    for (const Label& label : labels)
      put(label);
    return rows_.box.bottom();
  }

 private:
  // Those of the value axis, from the left.
  [[nodiscard]] std::vector<const Mark*> value_marks() const {
    std::vector<const Mark*> marks;
    for (const Mark& mark : chart_.marks)
      if (mark.axis == Mark::Axis::kValue) marks.push_back(&mark);
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Mark* a, const Mark* b) { return a->at < b->at; });
    return marks;
  }

  // Room for the values behind the ends of the bars, to the right and to the left.
  void scale() {
    Range range = value_range(chart_);
    range.include(0);
    double right = 0;
    double left = 0;
    for (const Series* series : series_.mains) {
      for (const Point& point : series->points) {
        double& side = !point.missing && point.value < 0 ? left : right;
        side = std::max(side, text_width(told_label(chart_, point), kSmallText) + 8);
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

  // A number beside its bar.
  struct Label {
    const Point* point;
    Place2D at;
    bool goes_right;
  };

  Label draw_bar(std::size_t x, std::size_t s) {
    const Point& point = series_.mains[s]->points[x];
    const double count = series_.count();
    const double slot = (rows_.body() - std::min(8.0, rows_.body() * 0.3)) / count;
    const double middle = rows_.middle(x) + (static_cast<double>(s) - (count - 1) / 2) * slot;
    double height = std::min(slot * (count > 1 ? 0.92 : 1), 34.0);
    double end = at(0);
    if (const Point* const ghost = series_.ghost_at(s, x)) {
      const Box pale = bar(ghost->value, middle, height);
      d_.svg.rect(pale, "pale", tooltip_of(chart_, x, *series_.ghosts[s]));
      height *= 0.56;
      end = pale.right();
    }
    if (point.missing) return {&point, {end + 6, middle}, true};
    const Box box = bar(point.value, middle, height);
    d_.svg.rect(box, bar_class(point, s, series_.highlights),
                tooltip_of(chart_, x, *series_.mains[s]));
    const bool goes_right = point.value >= 0;
    return {&point, {goes_right ? std::max(box.right(), end) + 6 : box.x - 6, middle}, goes_right};
  }

  void put(const Label& label) {
    // Lower than their letters, only the bars are drawn; the pointer tells the values.
    if (rows_.body() / series_.count() < 10) return;
    const double room = label.goes_right ? d_.width - 4 - label.at.x : label.at.x - rows_.box.x;
    d_.label(label.at, label.goes_right ? Anchor::kStart : Anchor::kEnd,
             told_label(chart_, *label.point), room,
             label.point->emphasis ? "small strong" : "small");
  }

  // A name that has no room beside the one before stands in a row above.
  void draw_marks() {
    double name_end = 0;
    double y = rows_.box.y - 4;
    for (const Mark* mark : value_marks()) {
      const double x = at(mark->at);
      const std::string full = mark->name + " " + number_label(chart_, mark->text);
      const std::string label = shortened(full, kSmallText, d_.width - 4, true);
      const double width = text_width(label, kSmallText, true);
      const double center =
          std::clamp(x, 2 + width / 2, std::max(2 + width / 2, d_.width - 2 - width / 2));
      if (name_end > 0 && center - width / 2 < name_end + 6) y -= kNoteHeight;
      name_end = center + width / 2;
      d_.svg.line({x, y}, {x, rows_.box.bottom()}, "mark");
      d_.mark_lines.push_back({x - 0.5, y, 1, rows_.box.bottom() - y});
      d_.svg.text({center, y - 4}, Anchor::kMiddle, label, "halo small strong", full);
    }
  }

  Drawing& d_;
  const Chart& chart_;
  BarSeries series_;
  RowLayout rows_;
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
