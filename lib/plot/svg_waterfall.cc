// Steps from a level to a level, each a row.
#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/svg_chart.h"
#include "plot/svg_rows.h"
#include "plot/text_width.h"
#include "plot/value_axis.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

class Waterfall {
 public:
  explicit Waterfall(Drawing& drawing) : d_(drawing), chart_(drawing.chart) {}

  double draw() {
    const std::vector<std::string> names = x_names(chart_);
    const double top = draw_header(d_, legend());
    rows_ = lay_out_rows(d_, names, top, 30);
    draw_row_names(d_, rows_, names, chart_.is_level);
    measure();
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      draw_step(x);
    if (range_.low <= 0) d_.svg.line({at(0), rows_.box.y}, {at(0), rows_.box.bottom()}, "axis");
    return rows_.box.bottom();
  }

 private:
  [[nodiscard]] std::vector<LegendItem> legend() const {
    return {{LegendItem::Shape::kBox, std::string(word(Word::kRise, chart_.language)), "f1"},
            {LegendItem::Shape::kBox, std::string(word(Word::kFall, chart_.language)), "down"}};
  }

  [[nodiscard]] const Point& point(std::size_t x) const { return chart_.series[0].points[x]; }

  [[nodiscard]] std::string label_of(std::size_t x) const {
    if (point(x).missing) return flags_label(point(x), chart_.language);
    return chart_.is_level[x] ? number_label(chart_, point(x).text)
                              : signed_label(chart_, point(x).text);
  }

  // From where to where each row goes, and the room that their labels need.
  void measure() {
    double level = 0;
    Range all;
    double widest = 0;
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      const double value = point(x).missing ? 0 : point(x).value;
      const double from = chart_.is_level[x] ? 0 : level;
      level = chart_.is_level[x] ? value : level + value;
      ends_.push_back({from, level});
      all.include(from);
      all.include(level);
      widest = std::max(widest, text_width(label_of(x), kSmallText));
    }
    all.include(0);
    if (all.low < 0) left_room_ = widest + 8;
    range_ = {all.low, all.high > all.low ? all.high : all.low + 1, false};
    right_room_ = widest + 8;
  }

  [[nodiscard]] double at(double value) const {
    const double left = rows_.box.x + left_room_;
    return left + range_.place(value) * (rows_.box.right() - right_room_ - left);
  }

  void draw_step(std::size_t x) {
    const double from = at(ends_[x].low);
    const double to = at(ends_[x].high);
    const double height = std::min(rows_.body() * 0.66, 34.0);
    const double middle = rows_.middle(x);
    const bool is_level = chart_.is_level[x];
    const bool falls = ends_[x].high < ends_[x].low;
    const Box box{std::min(from, to), middle - height / 2, std::max(std::abs(to - from), 1.0),
                  height};
    d_.svg.rect(box,
                is_level ? "f5"
                : falls  ? "down"
                         : "f1",
                tooltip_of(chart_, x, chart_.series[0]));
    if (x + 1 < chart_.x.size())
      d_.svg.line({to, middle - height / 2}, {to, rows_.middle(x + 1) + height / 2}, "grid join");
    const bool goes_left =
        is_level ? ends_[x].high < 0 : falls && box.x - right_room_ > rows_.box.x;
    d_.label({goes_left ? box.x - 6 : box.right() + 6, middle},
             goes_left ? Anchor::kEnd : Anchor::kStart, label_of(x), d_.width,
             is_level ? "halo small strong" : "halo small");
  }

  Drawing& d_;
  const Chart& chart_;
  RowLayout rows_;
  std::vector<Scale> ends_;
  Scale range_;
  double left_room_ = 0;
  double right_room_ = 0;
};

}  // namespace

double draw_waterfall_kind(Drawing& drawing) {
  return Waterfall(drawing).draw();
}

}  // namespace nd::plot
