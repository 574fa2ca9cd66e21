#include "plot/svg_axes.h"

#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/period_ticks.h"
#include "plot/text_width.h"

namespace nd::plot {

double value_axis_width(const Chart& chart, const std::vector<Tick>& ticks) {
  double width = 0;
  for (const std::string& label : tick_labels(chart, ticks))
    width = std::max(width, text_width(label, kSmallText));
  return width + 8;
}

double y_place(const Box& box, const Scale& scale, double value) {
  return box.bottom() - scale.place(value) * box.height;
}

void draw_value_axis(Drawing& drawing, const Box& box, const std::vector<Tick>& ticks) {
  const Scale scale = scale_of(ticks, drawing.chart.log);
  const std::vector<std::string> labels = tick_labels(drawing.chart, ticks);
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const double y = y_place(box, scale, ticks[i].at);
    const bool is_zero = ticks[i].at == 0;
    drawing.svg.line({box.x, y}, {box.right(), y}, is_zero ? "axis" : "grid");
    drawing.svg.text({box.x - 8, y + 4}, Anchor::kEnd, labels[i], "small");
  }
}

namespace {

// Where a label at `center` may stand so that it keeps within the drawing.
double within(const Drawing& drawing, double center, double width) {
  const double low = 2 + width / 2;
  const double high = drawing.width - 2 - width / 2;
  return high < low ? drawing.width / 2 : std::clamp(center, low, high);
}

struct Placed {
  double at = 0;
  std::string text{};
  std::string year{};
};

// Whether the labels keep a distance from each other.
bool fits(const Drawing& drawing, const std::vector<Placed>& labels) {
  constexpr double kDistance = 8;
  double end = -kDistance;
  double year_end = -kDistance;
  for (const Placed& label : labels) {
    const double width = text_width(label.text, kSmallText);
    const double center = within(drawing, label.at, width);
    if (center - width / 2 < end + kDistance) return false;
    end = center + width / 2;
    if (label.year.empty()) continue;
    const double year_width = text_width(label.year, kSmallText);
    const double year_center = within(drawing, label.at, year_width);
    if (year_center - year_width / 2 < year_end + kDistance) return false;
    year_end = year_center + year_width / 2;
  }
  return true;
}

bool all_whole(const Chart& chart) {
  return std::all_of(chart.x.begin(), chart.x.end(),
                     [](const XValue& x) { return x.at == std::floor(x.at); });
}

std::vector<Placed> x_labels(const Drawing& drawing, const Scale& scale, const PlaceOfX& place_of,
                             int most) {
  const Chart& chart = drawing.chart;
  std::vector<Tick> ticks;
  if (chart.x_scale == XScale::kPeriod) {
    const auto day = [](double at) { return time::Day{static_cast<std::int32_t>(at)}; };
    ticks = period_ticks(day(chart.x.front().at), day(chart.x.back().at), chart.grain, most,
                         chart.language);
  } else if (scale.log) {
    ticks = log_ticks(scale.low, scale.high, std::max(most, 2));
  } else {
    // Between whole numbers there are no ticks of parts.
    if (all_whole(chart)) most = static_cast<int>(std::min(most * 1.0, scale.high - scale.low + 1));
    ticks = number_ticks(scale.low, scale.high, std::max(most, 2));
  }
  const std::vector<std::string> texts =
      chart.x_scale == XScale::kPeriod ? std::vector<std::string>() : x_tick_labels(chart, ticks);
  std::vector<Placed> labels;
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const double place = scale.place(ticks[i].at);
    if (place < -1e-9 || place > 1 + 1e-9) continue;
    labels.push_back(
        {place_of(ticks[i].at), texts.empty() ? ticks[i].text : texts[i], ticks[i].year});
  }
  return labels;
}

}  // namespace

PlaceOfX place_by(const Box& box, const Scale& scale) {
  return [box, scale](double at) { return box.x + scale.place(at) * box.width; };
}

double draw_x_axis(Drawing& drawing, const Box& box, const Scale& scale) {
  return draw_x_axis(drawing, box, scale, place_by(box, scale));
}

double draw_x_axis(Drawing& drawing, const Box& box, const Scale& scale, const PlaceOfX& place) {
  drawing.svg.line({box.x, box.bottom()}, {box.right(), box.bottom()}, "axis");
  if (drawing.chart.x.empty()) return box.bottom() + kXAxisHeight;
  int most = std::max(2, static_cast<int>(box.width / 44));
  std::vector<Placed> labels = x_labels(drawing, scale, place, most);
  while (most > 1 && !fits(drawing, labels))
    labels = x_labels(drawing, scale, place, --most);
  if (!fits(drawing, labels) && !labels.empty()) labels.resize(1);
  for (const Placed& label : labels) {
    const double y = box.bottom();
    drawing.svg.line({label.at, y}, {label.at, y + 4}, "axis");
    const auto put = [&](std::string_view text, double baseline) {
      const double center = within(drawing, label.at, text_width(text, kSmallText));
      drawing.svg.text({center, baseline}, Anchor::kMiddle, text, "small");
    };
    put(label.text, y + 17);
    put(label.year, y + 32);
  }
  return box.bottom() + kXAxisHeight;
}

void draw_names_below(Drawing& drawing, const Box& box, const std::vector<double>& centers) {
  const std::vector<XValue>& x = drawing.chart.x;
  for (std::size_t every = 1; every <= centers.size(); ++every) {
    const bool is_last_try = every == centers.size();
    std::vector<Placed> labels;
    for (std::size_t i = 0; i < centers.size(); i += every) {
      const double room =
          centers.size() > 1 ? (centers[1] - centers[0]) * static_cast<double>(every) : box.width;
      // A name may be shortened where all have a place of their own.
      const bool may_shorten = every == 1 && room > 48;
      labels.push_back(
          {centers[i],
           may_shorten || is_last_try ? shortened(x[i].label, kSmallText, room - 8) : x[i].label,
           {}});
    }
    if (!fits(drawing, labels) && !is_last_try) continue;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const double center = within(drawing, labels[i].at, text_width(labels[i].text, kSmallText));
      drawing.svg.text({center, box.bottom() + 17}, Anchor::kMiddle, labels[i].text, "small",
                       x[i * every].label);
    }
    return;
  }
}

std::vector<Box> draw_value_marks(Drawing& drawing, const Box& box, const Scale& scale) {
  struct Across {
    const Mark* mark;
    double y;
  };
  std::vector<Across> marks;
  for (const Mark& mark : drawing.chart.marks) {
    if (mark.axis != Mark::Axis::kValue || (scale.log && mark.at <= 0)) continue;
    marks.push_back({&mark, y_place(box, scale, mark.at)});
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Across& a, const Across& b) { return a.y < b.y; });
  std::vector<double> baselines;
  baselines.reserve(marks.size());
  for (const Across& across : marks)
    baselines.push_back(across.y - 5);
  spread(baselines, box.y + kSmallText, box.bottom() - 2, kSmallText + 2);
  std::vector<Box> rooms;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto& [mark, y] = marks[i];
    drawing.svg.line({box.x, y}, {box.right(), y}, "mark");
    drawing.mark_lines.push_back({box.x, y - 0.5, box.width, 1});
    const std::string full = mark->name + " " + number_label(drawing.chart, mark->text);
    const std::string name = shortened(full, kSmallText, box.width - 8, true);
    drawing.svg.text({box.x + 4, baselines[i]}, Anchor::kStart, name, "halo small strong", full);
    rooms.push_back(
        {box.x + 4, baselines[i] - kSmallText, text_width(name, kSmallText, true), kSmallText + 3});
  }
  return rooms;
}

double x_marks_height(const Chart& chart) {
  const auto count = std::count_if(chart.marks.begin(), chart.marks.end(),
                                   [](const Mark& mark) { return mark.axis == Mark::Axis::kX; });
  return static_cast<double>(count) * kNoteHeight;
}

void draw_x_marks(Drawing& drawing, const Box& box, const PlaceOfX& place) {
  struct Upright {
    const Mark* mark;
    double x;
  };
  std::vector<Upright> marks;
  for (const Mark& mark : drawing.chart.marks) {
    if (mark.axis != Mark::Axis::kX) continue;
    const double x = place(mark.at);
    if (x >= box.x - 0.5 && x <= box.right() + 0.5) marks.push_back({&mark, x});
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Upright& a, const Upright& b) { return a.x < b.x; });
  // The names stand in steps, the rightmost one on top, so that no line crosses one.
  double y = box.y;
  for (std::size_t i = 0; i < marks.size(); ++i, y -= kNoteHeight) {
    const auto& [mark, x] = marks[i];
    drawing.svg.line({x, y - 10}, {x, box.bottom()}, "mark");
    drawing.mark_lines.push_back({x - 0.5, y - 10, 1, box.bottom() - y + 10});
    const std::string full = mark->name + " " + x_label(drawing.chart, mark->text);
    const double width = text_width(full, kSmallText) * 1.1;
    const double next = i + 1 < marks.size() ? marks[i + 1].x : drawing.width - 4;
    const bool goes_right = next - x - 5 >= width || next - x >= x - box.x;
    const double room = goes_right ? next - x - 7 : x - box.x - 7;
    drawing.svg.text(
        {goes_right ? x + 5 : x - 5, y - 2}, goes_right ? Anchor::kStart : Anchor::kEnd,
        shortened(full, kSmallText, std::max(room, kSmallText), true), "halo small strong", full);
  }
}

}  // namespace nd::plot
