// The table twin of a chart: its data as rows, for those who cannot see the drawing.
//
// Belongs here: which columns and rows there are. Does not belong here: how a table is written
// (format/table_format.h).
#pragma once

#include <string>

#include "plot/chart.h"

namespace nd::plot {

// Appends the HTML table of ndtable: a row for each x, a column for each series with all digits of
// its numbers, and one for each series that has flags. `chart` is visible_chart()'s.
void append_data_table(std::string& out, const Chart& chart);

}  // namespace nd::plot
