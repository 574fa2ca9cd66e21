// Parts of a whole: one bar for each series, divided.
#include <algorithm>

#include "plot/labels.h"
#include "plot/parts.h"
#include "plot/svg_chart.h"
#include "plot/svg_rows.h"
#include "plot/text_width.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

class ShareBars {
 public:
  explicit ShareBars(Drawing& drawing) : d_(drawing), chart_(drawing.chart) {
    for (const Series* series : main_series(chart_))
      parts_.push_back(parts_of(chart_, *series));
  }

  double draw() {
    double top = draw_header(d_, legend());
    top = draw_big_number(top);
    std::vector<std::string> names;
    for (const Series* series : main_series(chart_))
      names.push_back(parts_.size() > 1 ? series->name : std::string());
    rows_ = lay_out_rows(d_, names, top, 44);
    draw_row_names(d_, rows_, names, {});
    for (std::size_t s = 0; s < parts_.size(); ++s)
      draw_bar(s);
    return rows_.box.bottom();
  }

 private:
  // A part against the rest needs no legend: it is one number.
  [[nodiscard]] bool is_single() const {
    return parts_.size() == 1 && chart_.x.size() == 1 && !parts_[0].empty() &&
           !parts_[0][0].missing;
  }

  [[nodiscard]] std::string class_of(const Part& part) const {
    return part.is_rest ? "pale" : series_class("f", part.x);
  }

  [[nodiscard]] std::vector<LegendItem> legend() const {
    std::vector<LegendItem> items;
    if (is_single()) return items;
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      std::string name = chart_.x[x].label;
      if (parts_.size() == 1) name += " " + label_of(x);
      items.push_back({LegendItem::Shape::kBox, name, series_class("f", x)});
    }
    for (const auto& parts : parts_) {
      if (parts.empty() || !parts.back().is_rest) continue;
      items.push_back(
          {LegendItem::Shape::kBox, std::string(word(Word::kRest, chart_.language)), "pale"});
      break;
    }
    return items;
  }

  [[nodiscard]] std::string label_of(std::size_t x) const {
    const auto found = std::find_if(parts_[0].begin(), parts_[0].end(),
                                    [&](const Part& p) { return !p.is_rest && p.x == x; });
    return found == parts_[0].end() ? std::string() : found->label;
  }

  double draw_big_number(double top) {
    if (!is_single()) return top;
    const std::string& label = parts_[0][0].label;
    d_.svg.text({d_.left(), top + 26}, Anchor::kStart, label, "big");
    const double x = d_.left() + text_width(label, 30, true) + 10;
    d_.svg.text({x, top + 26}, Anchor::kStart, shortened(chart_.x[0].label, kText, d_.right() - x),
                "soft", chart_.x[0].label);
    return top + 34;
  }

  void draw_bar(std::size_t s) {
    const double height = std::min(rows_.body() * 0.68, 40.0);
    const double y = rows_.middle(s) - height / 2;
    const Series& series = *main_series(chart_)[s];
    if (parts_[s].empty()) {
      d_.svg.rect({rows_.box.x, y, rows_.box.width, height}, "none");
      d_.svg.text({rows_.box.x + 8, y + height / 2 + 4.2}, Anchor::kStart,
                  word(Word::kNoData, chart_.language), "small");
      return;
    }
    double x = rows_.box.x;
    for (const Part& part : parts_[s]) {
      const double width = part.share * rows_.box.width;
      const std::string tooltip =
          part.is_rest ? std::string(word(Word::kRest, chart_.language)) + ": " + part.label
                       : tooltip_of(chart_, part.x, series) + ", " + part.label;
      if (!part.missing) d_.svg.rect({x, y, width, height}, class_of(part) + " part", tooltip);
      if (!is_single() && !part.missing && text_width(part.label, kSmallText, true) + 3 <= width)
        d_.svg.text({x + width / 2, y + height / 2 + 4.2}, Anchor::kMiddle, part.label,
                    is_dark(part) ? "on small strong" : "ink small strong");
      x += part.share * rows_.box.width;
    }
  }

  // Whether letters on it are light.
  [[nodiscard]] static bool is_dark(const Part& part) { return !part.is_rest && part.x % 2 == 0; }

  Drawing& d_;
  const Chart& chart_;
  std::vector<std::vector<Part>> parts_;
  RowLayout rows_;
};

}  // namespace

double draw_share_kind(Drawing& drawing) {
  return ShareBars(drawing).draw();
}

}  // namespace nd::plot
