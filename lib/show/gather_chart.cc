#include "show/gather_chart.h"

#include <cmath>

#include "agg/exact_sum.h"
#include "base/wording.h"
#include "columns/shown.h"
#include "json/tree.h"
#include "json/writer.h"
#include "show/chart_axis.h"
#include "show/finish_chart.h"
#include "show/flags.h"

namespace nd::show {
namespace {

constexpr std::size_t kShownBytes = 60;  // of a value, in a message

struct FlagName {
  std::string_view name;  // of --flag; a blank or `_` may stand for the hyphen
  plot::Flag drawn;
  Flag told;  // by the fields of a record
};
// What is new or gone has no value, and a chart says no more of it.
constexpr FlagName kFlags[] = {{"break", plot::Flag::kBreak, Flag::kBreak},
                               {"provisional", plot::Flag::kProvisional, Flag::kProvisional},
                               {"incomplete", plot::Flag::kIncomplete, Flag::kIncomplete},
                               {"suppressed", plot::Flag::kSuppressed, Flag::kSuppressed},
                               {"low-base", plot::Flag::kLowBase, Flag::kLowBase}};

void set(plot::Flags& flags, plot::Flag flag) {
  flags = static_cast<plot::Flags>(flags | static_cast<plot::Flags>(flag));
}

void clear(plot::Flags& flags, plot::Flag flag) {
  flags = static_cast<plot::Flags>(flags & ~static_cast<unsigned>(flag));
}

Status set_named(plot::Flags& flags, const json::Value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) {
    std::string name(value.text());
    for (char& c : name)
      if (c == ' ' || c == '_') c = '-';
    if (name.empty()) return {};
    for (const FlagName& known : kFlags) {
      if (name != known.name) continue;
      set(flags, known.drawn);
      return {};
    }
  }
  return input_error("{} is no flag; there are {}", columns::shown(value, kShownBytes),
                     joined(kFlags, [](const FlagName& f) { return f.name; }));
}

// As a title: without the quotes that an odd name needs in an option.
std::string name_of(const columns::KeyColumns& columns, std::size_t column) {
  return columns.has_name(column) ? columns.path(column).name() : columns.text(column);
}

}  // namespace

GatherChart::GatherChart(PlotPlan plan) : plan_(std::move(plan)) {
  if (plan_.x.size() != 0) gathered_.x_name = name_of(plan_.x, 0);
}

// Keys and labels of one column.
Result<Place> GatherChart::place_of(columns::KeyColumns& columns, std::size_t column,
                                    const stream::Record& record) {
  const json::Value value = ND_TRY(json::expand(ND_TRY(columns.value(column, record)), scratch_));
  Place place;
  json::append_canonical(place.key, value);
  if (columns::counts_as_null(value)) {
    place.label = "null";
    return place;
  }
  if (value.is_number()) {
    ND_TRY(agg::check_range(value));
    place.kind = Place::Kind::kNumber;
    place.number = value.to_double();
  } else {
    place.kind = Place::Kind::kText;
  }
  place.label = value.is_string() ? std::string(value.text()) : place.key;
  return place;
}

Result<plot::Point> GatherChart::point_of(columns::KeyColumns& columns, std::size_t column,
                                          const stream::Record& record) {
  const json::Value value = ND_TRY(columns.value(column, record));
  plot::Point point;
  if (columns::counts_as_null(value)) return point;
  if (!value.is_number()) {
    return input_error("{} is to be drawn and is no number but {}", columns.text(column),
                       columns::shown(value, kShownBytes));
  }
  ND_TRY(agg::check_range(value));
  point.missing = false;
  point.value = value.to_double();
  json::append_canonical_number(point.text, value);
  return point;
}

Result<GatherChart::About> GatherChart::read_about(const stream::Record& record) {
  About about;
  if (plan_.flag.size() != 0) {
    const json::Value value = ND_TRY(json::expand(ND_TRY(plan_.flag.value(0, record)), scratch_));
    if (value.is_array()) {
      for (const json::Value& item : value.items())
        ND_TRY(set_named(about.flags, item));
    } else {
      ND_TRY(set_named(about.flags, value));
    }
  }
  FlagReader reader;
  for (std::size_t i = 0; i < plan_.flags.size(); ++i)
    reader.see(flag_fields()[i], json::at(record.row, plan_.flags[i]));
  about.withheld = reader.withholds() || plot::has(about.flags, plot::Flag::kSuppressed);
  for (const FlagName& known : kFlags)
    if (has(reader.flags(), known.told)) set(about.flags, known.drawn);
  if (plan_.highlight.size() != 0)
    about.highlight = ND_TRY(plan_.highlight.value(0, record)).is_truthy();
  return about;
}

Status GatherChart::read_points(const stream::Record& record) {
  read_.clear();
  std::string group_key;
  std::string group_name;
  for (std::size_t g = 0; g < plan_.groups.size(); ++g) {
    const Place place = ND_TRY(place_of(plan_.groups, g, record));
    group_key += place.key + '\n';
    group_name += (g == 0 ? "" : ", ") + place.label;
  }
  const About about = ND_TRY(read_about(record));
  const auto add = [&](columns::KeyColumns& columns, std::size_t column,
                       plot::Role role) -> Status {
    Read read;
    read.point = ND_TRY(point_of(columns, column, record));
    if (about.withheld) read.point = {};
    const bool is_ghost = role == plot::Role::kGhost;
    if (!is_ghost) {
      read.point.flags = about.flags;
      // The other value of a comparison is no secret.
      if (!read.point.missing) clear(read.point.flags, plot::Flag::kSuppressed);
      read.point.emphasis = about.highlight;
    }
    read.series_key = group_key + (is_ghost ? "ghost" : std::to_string(column));
    const bool names_field = is_ghost || plan_.y.size() > 1 || group_name.empty();
    read.series.name = group_name;
    if (names_field)
      read.series.name += (group_name.empty() ? "" : " · ") + name_of(columns, column);
    read.series.role = role;
    read_.push_back(std::move(read));
    return {};
  };
  if (plan_.ghost.size() != 0) ND_TRY(add(plan_.ghost, 0, plot::Role::kGhost));
  for (std::size_t y = 0; y < plan_.y.size(); ++y)
    ND_TRY(add(plan_.y, y, plot::Role::kMain));
  return {};
}

// Those of the first record that has them; later ones must agree.
Result<std::vector<plot::Mark>> GatherChart::read_marks(const stream::Record& record) {
  std::vector<plot::Mark> found;
  for (std::size_t m = 0; m < plan_.marks.size(); ++m) {
    const Place place = ND_TRY(place_of(plan_.marks, m, record));
    if (place.kind == Place::Kind::kNull) continue;
    plot::Mark mark;
    mark.name = name_of(plan_.marks, m);
    mark.text = place.label;
    mark.at = place.number;
    if (place.kind == Place::Kind::kText) mark.axis = plot::Mark::Axis::kX;
    bool is_known = false;
    for (const plot::Mark& other : gathered_.marks) {
      if (other.name != mark.name) continue;
      is_known = true;
      if (other.text == mark.text && other.axis == mark.axis) continue;
      return input_error(
          "the mark {} is {} here and was {} before; a mark has one value in all "
          "records",
          mark.name, in_quotes(mark.text, kShownBytes), in_quotes(other.text, kShownBytes));
    }
    if (!is_known) found.push_back(std::move(mark));
  }
  return found;
}

void GatherChart::keep_marks(std::vector<plot::Mark> marks) {
  for (plot::Mark& mark : marks)
    gathered_.marks.push_back(std::move(mark));
}

// Takes what was read of the record, unless a place would have two values.
Status GatherChart::keep(const Place& x, const stream::Record& record) {
  const auto known_x = x_of_.find(x.key);
  for (const Read& read : read_) {
    const auto known = series_of_.find(read.series_key);
    if (known_x == x_of_.end() || known == series_of_.end()) continue;
    if (met_.count(std::uint64_t{known_x->second} << 32 | known->second) == 0) continue;
    return input_error(
        "{} has a second value{}{}; aggregate first, as with ndgroup, or part them by -g",
        in_quotes(x.label, kShownBytes), read.series.name.empty() ? "" : " of ",
        excerpt(read.series.name, kShownBytes));
  }
  const auto x_index = x_of_.try_emplace(x.key, gathered_.x.size()).first->second;
  if (x_index == gathered_.x.size()) {
    note_kind(gathered_.kinds, x, record);
    gathered_.x.push_back(x);
  }
  for (Read& read : read_) {
    const auto series =
        series_of_.try_emplace(read.series_key, gathered_.series.size()).first->second;
    if (series == gathered_.series.size()) gathered_.series.push_back(std::move(read.series));
    met_.insert(std::uint64_t{x_index} << 32 | series);
    gathered_.cells.push_back({x_index, series, std::move(read.point)});
  }
  return {};
}

// Without -x: the fields of -y are the places.
Status GatherChart::keep_single(const stream::Record& record) {
  if (has_record_)
    return input_error("a second record; without -x the chart is of one record's fields");
  ND_TRY(read_points(record));
  keep_marks(ND_TRY(read_marks(record)));
  for (std::size_t y = 0; y < read_.size(); ++y) {
    gathered_.x.push_back({Place::Kind::kText, read_[y].series.name, 0, read_[y].series_key});
    note_kind(gathered_.kinds, gathered_.x.back(), record);
    gathered_.cells.push_back({static_cast<std::uint32_t>(y), 0, std::move(read_[y].point)});
  }
  gathered_.series.push_back({});
  return {};
}

// Of a histogram.
Status GatherChart::keep_number(const stream::Record& record) {
  std::vector<plot::Mark> marks = ND_TRY(read_marks(record));
  if (ND_TRY(read_about(record)).withheld) {
    ++withheld_;
    return {};
  }
  const json::Value number = ND_TRY(plan_.x.value(0, record));
  json::Value amount;
  if (plan_.y.size() != 0) amount = ND_TRY(plan_.y.value(0, record));
  ND_TRY(histogram_.add(number, plan_.y.size() != 0 ? &amount : nullptr));
  keep_marks(std::move(marks));
  return {};
}

Status GatherChart::consume(const stream::Record& record, io::Output&) {
  scratch_.reset();
  if (plan_.x.size() != 0 && json::at(record.row, plan_.total).kind() == json::Kind::kTrue)
    return total_has_no("place");
  if (plan_.kind == plot::Kind::kHist) {
    ND_TRY(keep_number(record));
  } else if (plan_.x.size() == 0) {
    ND_TRY(keep_single(record));
  } else {
    const Place x = ND_TRY(place_of(plan_.x, 0, record));
    ND_TRY(read_points(record));
    std::vector<plot::Mark> marks = ND_TRY(read_marks(record));
    ND_TRY(keep(x, record));
    keep_marks(std::move(marks));
  }
  has_record_ = true;
  return {};
}

Status GatherChart::finish(io::Output& out) {
  const plot::Chart chart =
      plan_.kind == plot::Kind::kHist
          ? ND_TRY(finish_histogram(std::move(gathered_), std::move(histogram_), withheld_, plan_))
          : ND_TRY(finish_chart(std::move(gathered_), plan_));
  std::string text;
  const PlotRequest& r = plan_.request;
  ND_TRY(plan_.format->draw(text, chart, {r.size.width, r.size.height, r.ascii, r.color}));
  return out.text(text);
}

void GatherChart::add_lacked(json::SlotSet& out) const {
  for (const columns::KeyColumns* columns :
       {&plan_.x, &plan_.y, &plan_.groups, &plan_.ghost, &plan_.highlight, &plan_.marks})
    columns->add_lacked(out);
}

}  // namespace nd::show
