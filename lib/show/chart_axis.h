// The axis of places: what kind of places were gathered, and which axis they make.
//
// Belongs here: whether x are periods, numbers or names. Does not belong here: their order
// (finish_chart.h), ticks (plot/period_ticks.h, plot/scale.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"
#include "plot/chart.h"
#include "show/gathered.h"
#include "stream/record.h"
#include "time/period.h"

namespace nd::show {

// Counts a place by its kind. `record`: the one that brought it.
void note_kind(PlaceKinds& kinds, const Place& place, const stream::Record& record);

struct Axis {
  plot::XScale scale = plot::XScale::kCategory;
  time::PeriodKind grain = time::PeriodKind::kDay;  // of kPeriod
};
// Names, unless all places are of one other kind.
[[nodiscard]] Axis axis_of(const PlaceKinds& kinds);

// kInput, with the record's place, where names stand on an axis of this kind of chart that takes
// none, or where most places are of one kind and another is not: that is a slip more likely than
// the wish for names. `asked`: the kind that was asked for, which may say that names are meant.
[[nodiscard]] Status check_axis(const PlaceKinds& kinds, std::optional<plot::Kind> asked,
                                plot::Kind kind);

// Where a place stands on the axis; `index`: of a name.
[[nodiscard]] double place_on_axis(const Place& place, plot::XScale scale, std::size_t index);

// Whether no place is missing between two that are neighbours on the axis.
[[nodiscard]] bool follows(const std::string& before, const std::string& label, plot::XScale scale);

}  // namespace nd::show
