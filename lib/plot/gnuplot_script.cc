// A script for gnuplot 5.4: the data in a block within it, all text quoted, so that nothing of the
// data is a command.
//
// Kinds that gnuplot draws by itself: line, bar, hist and spark. The others are refused.
#include <string_view>

#include "base/number.h"
#include "base/utf8.h"
#include "plot/chart_format.h"
#include "plot/labels.h"
#include "plot/value_axis.h"

namespace nd::plot {
namespace {

// In single quotes, in which gnuplot knows no escapes, no substitution and no backquotes. A doubled
// quote stands for one, but not where the string begins with it (5.4 ends the string there), so
// that a quote of the data is the typographic one. `noenhanced` keeps _ ^ { } from being markup.
// What visible_chart() has left is one line.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "’";
    } else {
      out += c;
    }
  }
  return out + "'";
}

// A cell of a data block. In it, $ and # and quotes would mean something, and the block is read
// line by line: the text is in double quotes, with its own and backslashes as other characters.
std::string cell(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "″";
        break;
      case '\\':
        out += "＼";
        break;
      default:
        out += c;
    }
  }
  return out + "\"";
}

std::string number(const Point& point) {
  return point.missing ? "NaN" : point.text;
}

// The place on the x axis as gnuplot reads it: a name, a number, or seconds since 1970.
std::string x_cell(const Chart& chart, std::size_t x) {
  std::string text;
  const XValue& value = chart.x[x];
  if (chart.x_scale == XScale::kPeriod) {
    append_int(text, static_cast<std::int64_t>(value.at) * time::kSecondsPerDay);
  } else {
    append_double(text, value.at);
  }
  return text;
}

void append_data(std::string& out, const Chart& chart) {
  const bool has_bins = chart.kind == Kind::kHist;
  out += "$data << END_OF_DATA\n";
  for (std::size_t x = 0; x < chart.x.size(); ++x) {
    // A line stops where periods are missing.
    if (!chart.x[x].follows) out += "\n";
    out += cell(chart.x[x].label) + " " + x_cell(chart, x);
    if (has_bins) {
      std::string width;
      append_double(width, chart.bin_end[x]);
      out += " " + width;
    }
    for (const Series& series : chart.series)
      out += " " + number(series.points[x]);
    out += "\n";
  }
  out += "END_OF_DATA\n";
}

void append_marks(std::string& out, const Chart& chart) {
  for (const Mark& mark : chart.marks) {
    std::string at;
    const bool is_x = mark.axis == Mark::Axis::kX;
    if (is_x && chart.x_scale == XScale::kPeriod) {
      append_int(at, static_cast<std::int64_t>(mark.at) * time::kSecondsPerDay);
    } else {
      append_double(at, mark.at);
    }
    const std::string from = is_x ? at + ", graph 0" : "graph 0, first " + at;
    const std::string to = is_x ? at + ", graph 1" : "graph 1, first " + at;
    out += "set arrow from " + from + " to " + to + " nohead dashtype 2 linecolor rgb 'black'\n";
    out += "set label " + quoted(mark.name) + " at " +
           (is_x ? at + ", graph 0.97" : "graph 0.01, first " + at) +
           " offset 0.5, 0.5 noenhanced\n";
  }
}

void append_settings(std::string& out, const Chart& chart, const RenderOptions& options) {
  std::string size;
  append_int(size, options.width > 0 ? options.width : 720);
  size += ", ";
  append_int(size, options.height > 0 ? options.height : 400);
  out += "# gnuplot 5.4; writes SVG to standard output\n";
  out += "set terminal svg size " + size + " noenhanced font 'Arial,13' background rgb 'white'\n";
  out +=
      "set encoding utf8\nset decimalsign '.'\nset datafile missing 'NaN'\nset datafile separator "
      "whitespace\n";
  out += "set border 3\nset tics nomirror out\nset grid ytics linecolor rgb '#e1e4e8'\n";
  if (!chart.title.empty()) out += "set title " + quoted(chart.title) + " noenhanced\n";
  if (!chart.unit.empty()) out += "set ylabel " + quoted(chart.unit) + " noenhanced\n";
  if (chart.log) out += chart.kind == Kind::kHist ? "set logscale x 10\n" : "set logscale y 10\n";
  if (chart.series.size() < 2) out += "unset key\n";
  const bool has_time = chart.x_scale == XScale::kPeriod && chart.kind != Kind::kBar;
  if (has_time)
    out += "set xdata time\nset timefmt '%s'\nset format x '%Y-%m-%d'\nset xtics rotate by -30\n";
  if (chart.kind == Kind::kBar) {
    out += "set style data histograms\nset style fill solid\nset boxwidth 0.9\nset yrange [0:*]\n";
    out += "set xtics rotate by -30 noenhanced\n";
    for (const Series& series : chart.series) {
      for (const Point& point : series.points) {
        if (!point.missing && point.value < 0) {
          out += "set yrange [*:*]\n";
          return;
        }
      }
    }
  }
  if (chart.kind == Kind::kHist) out += "set style fill solid\nset yrange [0:*]\n";
}

// What holds all values, as each line by itself may have only one.
void append_ranges(std::string& out, const Chart& chart) {
  const bool is_line = chart.kind == Kind::kLine || chart.kind == Kind::kSpark;
  if (!is_line || chart.x.empty()) return;
  const std::vector<Tick> ticks = value_ticks(chart, Zero::kIfNear, 7);
  out += "set yrange [" + ticks.front().text + ":" + ticks.back().text + "]\n";
  if (chart.x.size() < 2) return;
  out += "set xrange [" + x_cell(chart, 0) + ":" + x_cell(chart, chart.x.size() - 1) + "]\n";
}

void append_plot(std::string& out, const Chart& chart) {
  if (chart.x.empty() || chart.series.empty()) {
    out += "set xrange [0:1]\nset yrange [0:1]\nplot NaN notitle\n";
    return;
  }
  constexpr std::string_view kColors[] = {"#0b5fa5", "#c4560a", "#00785c",
                                          "#86489a", "#4a525c", "#8a7400"};
  std::size_t style = 0;
  for (std::size_t s = 0; s < chart.series.size(); ++s) {
    const Series& series = chart.series[s];
    const bool is_ghost = series.role == Role::kGhost;
    std::string column;
    append_uint(column, s + 3);
    out += s == 0 ? "plot " : ", \\\n  ";
    std::string color(is_ghost ? "#8d959f" : kColors[style % std::size(kColors)]);
    switch (chart.kind) {
      case Kind::kBar:
        out += "$data using " + column + ":xticlabels(1)";
        break;
      case Kind::kHist:
        out += "$data using (($2+$3)/2):4:($3-$2) with boxes";
        break;
      default:
        out += "$data using 2:" + column +
               " with linespoints pointtype 7 pointsize 0.3 linewidth 2 dashtype ";
        append_uint(out, is_ghost ? 3 : style + 1);
    }
    if (!is_ghost) ++style;
    out += " linecolor rgb '" + color + "' title " + quoted(series.name) + " noenhanced";
  }
  out += "\n";
}

}  // namespace

Status draw_gnuplot(std::string& out, const Chart& original, const RenderOptions& options) {
  const Chart chart = visible_chart(original);
  const bool is_known = chart.kind == Kind::kLine || chart.kind == Kind::kBar ||
                        chart.kind == Kind::kHist || chart.kind == Kind::kSpark;
  if (!is_known) {
    return usage_error(
        "--format gnuplot draws line, bar, hist and spark only, not {}; --format svg draws all "
        "kinds",
        kind_names()[static_cast<std::size_t>(chart.kind)]);
  }
  append_data(out, chart);
  append_settings(out, chart, options);
  append_ranges(out, chart);
  append_marks(out, chart);
  append_plot(out, chart);
  return {};
}

}  // namespace nd::plot
