// The kinds of charts as text: one function each, which appends whole lines to the drawing.
//
// Belongs here: the list of what text_chart.cc can call. Does not belong here: how one is drawn.
#pragma once

#include "plot/text_drawing.h"

namespace nd::plot {

void draw_text_lines(const TextDrawing& drawing);      // text_lines.cc
void draw_text_bars(const TextDrawing& drawing);       // text_bars.cc
void draw_text_waterfall(const TextDrawing& drawing);  // text_bars.cc
void draw_text_dumbbell(const TextDrawing& drawing);   // text_pairs.cc
void draw_text_slope(const TextDrawing& drawing);      // text_pairs.cc
void draw_text_share(const TextDrawing& drawing);      // text_share.cc
void draw_text_columns(const TextDrawing& drawing);    // text_columns.cc: bars over time
void draw_text_histogram(const TextDrawing& drawing);  // text_columns.cc
void draw_text_heat(const TextDrawing& drawing);       // text_heat.cc
void draw_text_strips(const TextDrawing& drawing);     // text_strips.cc
void draw_text_sparks(const TextDrawing& drawing);     // text_strips.cc

// Whether so many bars have room as columns. Requires: the chart is of bars.
[[nodiscard]] bool fits_columns(const TextDrawing& drawing);

}  // namespace nd::plot
