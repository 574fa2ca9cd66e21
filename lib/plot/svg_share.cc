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

constexpr double kBody = 44;      // the height of a row without its lines
constexpr double kLeastBar = 14;  // and the least one of its bar

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
    rows_ = lay_out_rows(d_, names, top, kBody);
    find_untold();
    if (untold_height_ > 0) rows_ = lay_out_rows(d_, names, top, kBody + untold_height_);
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

  // Whether a part has room for its percentage.
  [[nodiscard]] bool is_told(const Part& part) const {
    return !part.missing &&
           text_width(part.label, kSmallText, true) + 3 <= part.share * rows_.box.width;
  }

  // Of several bars, what does not stand in their parts stands in lines below them. Of one bar the
  // legend has it.
  void find_untold() {
    constexpr std::size_t kMostLines = 4;
    std::size_t most = 0;
    for (const auto& parts : parts_) {
      std::string all;
      for (const Part& part : parts) {
        if (parts_.size() < 2 || is_told(part)) continue;
        if (!all.empty()) all += list_comma(chart_.language);
        all += name_of(part) + " " + part.label;
      }
      untold_.push_back(wrapped(all, kSmallText, rows_.box.width, kMostLines));
      most = std::max(most, untold_.back().size());
    }
    untold_height_ = static_cast<double>(most) * kNoteHeight;
  }

  [[nodiscard]] std::string name_of(const Part& part) const {
    return part.is_rest ? std::string(word(Word::kRest, chart_.language)) : chart_.x[part.x].label;
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
      std::string name = name_of(parts.back());
      if (parts_.size() == 1) name += " " + parts.back().label;
      items.push_back({LegendItem::Shape::kBox, name, "pale"});
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
    // Where --size leaves them no room, the pointer tells what does not stand in the parts.
    const bool has_room = rows_.body() > untold_height_ + kLeastBar;
    const double below = has_room ? untold_height_ : 0;
    const double height = std::min((rows_.body() - below) * 0.68, 40.0);
    const double y = rows_.middle(s) - below / 2 - height / 2;
    for (std::size_t line = 0; has_room && line < untold_[s].size(); ++line) {
      d_.svg.text({rows_.box.x, y + height + kNoteHeight * static_cast<double>(line + 1)},
                  Anchor::kStart, untold_[s][line], "small");
    }
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
      const std::string tooltip = part.is_rest
                                      ? name_of(part) + ": " + part.label
                                      : tooltip_of(chart_, part.x, series) + ", " + part.label;
      if (!part.missing) d_.svg.rect({x, y, width, height}, class_of(part) + " part", tooltip);
      if (!is_single() && is_told(part)) {
        d_.svg.text({x + width / 2, y + height / 2 + 4.2}, Anchor::kMiddle, part.label,
                    is_dark(part) ? "on small strong" : "ink small strong");
      }
      x += part.share * rows_.box.width;
    }
  }

  // Whether letters on it are light.
  [[nodiscard]] static bool is_dark(const Part& part) { return !part.is_rest && part.x % 2 == 0; }

  Drawing& d_;
  const Chart& chart_;
  std::vector<std::vector<Part>> parts_;
  RowLayout rows_;
  std::vector<std::vector<std::string>> untold_;  // lines of each bar
  double untold_height_ = 0;
};

}  // namespace

double draw_share_kind(Drawing& drawing) {
  return ShareBars(drawing).draw();
}

}  // namespace nd::plot
