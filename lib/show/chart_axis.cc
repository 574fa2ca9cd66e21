#include "show/chart_axis.h"

#include <algorithm>
#include <string_view>

#include "base/wording.h"
#include "plot/chart_format.h"

namespace nd::show {
namespace {

using plot::Kind;
using plot::XScale;

constexpr std::size_t kShownBytes = 60;  // of a value, in a message

std::size_t kind_of(const Place& place) {
  if (place.kind == Place::Kind::kNumber) return kNumbers;
  if (place.kind == Place::Kind::kNull) return kOthers;
  const auto period = time::Period::parse(place.label);
  return period ? static_cast<std::size_t>(period->kind()) : kOthers;
}

std::string_view name_of_kind(std::size_t kind) {
  return kind == kNumbers ? "number" : time::name_of(static_cast<time::PeriodKind>(kind));
}

std::size_t count_of(const PlaceKinds& kinds) {
  std::size_t count = 0;
  for (const PlaceKind& kind : kinds)
    count += kind.count;
  return count;
}

// The kind of which more than half of the places are, if it is not that of names.
std::optional<std::size_t> usual_kind(const PlaceKinds& kinds) {
  const std::size_t count = count_of(kinds);
  for (std::size_t kind = 0; kind < kOthers; ++kind)
    if (kinds[kind].count * 2 > count) return kind;
  return std::nullopt;
}

bool needs_axis(Kind kind) {
  return kind == Kind::kLine || kind == Kind::kStrip;
}

// Kinds that draw names as well as places on an axis.
bool may_be_names(Kind kind) {
  return !needs_axis(kind) && kind != Kind::kHeat && kind != Kind::kSpark;
}

}  // namespace

void note_kind(PlaceKinds& kinds, const Place& place, const stream::Record& record) {
  PlaceKind& kind = kinds[kind_of(place)];
  if (kind.count++ > 0) return;
  kind.label = place.label;
  if (record.block == nullptr) return;
  const stream::Position position = record.position();
  kind.where = std::string(position.file) + ":" + std::to_string(position.line) + ": ";
}

Axis axis_of(const PlaceKinds& kinds) {
  const auto usual = usual_kind(kinds);
  if (!usual || kinds[*usual].count != count_of(kinds)) return {};
  if (*usual == kNumbers) return {XScale::kNumber};
  return {XScale::kPeriod, static_cast<time::PeriodKind>(*usual)};
}

Status check_axis(const PlaceKinds& kinds, std::optional<Kind> asked, Kind kind) {
  if (count_of(kinds) == 0 || axis_of(kinds).scale != XScale::kCategory) return {};
  if (asked && may_be_names(*asked)) return {};
  if (const auto usual = usual_kind(kinds)) {
    std::size_t odd = kOthers;
    while (kinds[odd].count == 0 || odd == *usual)
      --odd;
    return input_error("{}{} is no {}, as most places are{}", kinds[odd].where,
                       in_quotes(kinds[odd].label, kShownBytes), name_of_kind(*usual),
                       asked ? "" : "; --kind bar draws all as names");
  }
  if (!needs_axis(kind)) return {};
  const std::string_view name = plot::kind_names()[static_cast<std::size_t>(kind)];
  const PlaceKind& other = kinds[kOthers];
  if (other.count == 0) {
    return input_error("a {} goes over periods of one kind or over numbers; -x has several kinds",
                       name);
  }
  return input_error("{}a {} goes over periods or numbers, and {} is neither", other.where, name,
                     in_quotes(other.label, kShownBytes));
}

double place_on_axis(const Place& place, XScale scale, std::size_t index) {
  if (scale == XScale::kNumber) return place.number;
  if (scale == XScale::kPeriod) return time::Period::parse(place.label)->first_day().since_epoch;
  return static_cast<double>(index);
}

bool follows(const std::string& before, const std::string& label, XScale scale) {
  if (scale != XScale::kPeriod) return true;
  return time::Period::parse(before)->next() == *time::Period::parse(label);
}

}  // namespace nd::show
