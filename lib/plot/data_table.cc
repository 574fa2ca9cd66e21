#include "plot/data_table.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "format/table.h"
#include "format/table_format.h"
#include "plot/labels.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

using format::CellKind;
using format::ColumnKind;

bool has_flags(const Series& series) {
  return std::any_of(series.points.begin(), series.points.end(),
                     [](const Point& point) { return point.flags != 0 || point.missing; });
}

std::string column_title(const Chart& chart, const Series& series) {
  std::string title = series.name;
  if (!chart.unit.empty()) title += (title.empty() ? "" : ", ") + chart.unit;
  return title;
}

}  // namespace

void append_data_table(std::string& out, const Chart& chart) {
  std::vector<format::Column> columns{{chart.x_name, ColumnKind::kText}};
  for (const Series& series : chart.series) {
    columns.push_back({column_title(chart, series), ColumnKind::kNumber});
    if (has_flags(series))
      columns.push_back({std::string(word(Word::kFlags, chart.language)), ColumnKind::kText});
  }
  format::Table table(std::move(columns));
  Arena texts;
  std::vector<format::Cell> cells;
  for (std::size_t x = 0; x < chart.x.size(); ++x) {
    cells.assign(1, {chart.x[x].label, CellKind::kText});
    for (const Series& series : chart.series) {
      const Point& point = series.points[x];
      cells.push_back(point.missing ? format::Cell{}
                                    : format::Cell{texts.copy(table_label(chart, point.text)),
                                                   CellKind::kNumber});
      if (has_flags(series))
        cells.push_back({texts.copy(flags_label(point, chart.language)), CellKind::kText});
    }
    table.add_row(cells);
  }
  const auto renderer = format::make_html_renderer({});
  renderer->begin(table, out);
  for (std::size_t r = 0; r < table.row_count(); ++r)
    renderer->row(table.row(r), out);
  renderer->end(out);
}

}  // namespace nd::plot
