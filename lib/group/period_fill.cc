#include "group/period_fill.h"

#include <algorithm>
#include <array>
#include <compare>
#include <iterator>
#include <set>
#include <utility>

#include "base/arena.h"
#include "base/wording.h"
#include "columns/number_time.h"
#include "columns/shown.h"
#include "json/field_path.h"
#include "key/key_encoder.h"
#include "time/instant.h"

namespace nd::group {
namespace {

constexpr std::int32_t kLastHour = 23;
// Bytes of a value in a message.
constexpr std::size_t kShown = 40;

constexpr std::string_view kOtherOffset =
    " has another offset from UTC than the hour before it; write the hours in UTC, or as local "
    "ones "
    "without an offset";

// How a key tells its period.
enum class Form : std::uint8_t {
  kPeriod,     // "2024-07"
  kYear,       // 2024
  kHour,       // "2024-07-31T20"
  kZonedHour,  // "2024-07-31T20:00:00Z", "2024-07-31T20:00:00+08:00"
  kHourOfDay,  // 20
};

// A period, or an hour of a day.
struct Point {
  time::Period period{};
  std::int32_t hour = 0;

  friend auto operator<=>(const Point&, const Point&) = default;
};

struct Span {
  Form form = Form::kPeriod;
  std::string end{};  // of kZonedHour: what follows the hour
  Point first{};
  Point last{};
};

std::optional<time::PeriodKind> period_kind(FillKind kind) {
  switch (kind) {
    case FillKind::kHour:
      return std::nullopt;
    case FillKind::kDay:
      return time::PeriodKind::kDay;
    case FillKind::kWeek:
      return time::PeriodKind::kWeek;
    case FillKind::kMonth:
      return time::PeriodKind::kMonth;
    case FillKind::kQuarter:
      return time::PeriodKind::kQuarter;
    case FillKind::kYear:
      return time::PeriodKind::kYear;
  }
  return std::nullopt;
}

constexpr std::string_view kFullHour = ":00:00";
constexpr std::size_t kDayBytes = 10;
constexpr std::size_t kHourBytes = kDayBytes + 3;

// What a key's value tells.
struct Told {
  Form form = Form::kPeriod;
  Point point{};
  std::string_view end{};  // as in Span
};

// `2024-07-31T20` and what may follow.
std::optional<Told> hour_of_text(std::string_view text) {
  if (text.size() < kHourBytes || text[kDayBytes] != 'T') return std::nullopt;
  const std::string_view end = text.substr(kHourBytes);
  if (!end.empty() && !(end.starts_with(kFullHour) && time::parse_rfc3339(text)))
    return std::nullopt;
  const auto day = time::Period::parse(text.substr(0, kDayBytes));
  if (!day || day->kind() != time::PeriodKind::kDay) return std::nullopt;
  const char tens = text[kDayBytes + 1];
  const char ones = text[kDayBytes + 2];
  if (tens < '0' || tens > '2' || ones < '0' || ones > '9') return std::nullopt;
  const std::int32_t hour = (tens - '0') * 10 + (ones - '0');
  if (hour > kLastHour) return std::nullopt;
  return Told{end.empty() ? Form::kHour : Form::kZonedHour, {*day, hour}, end};
}

std::optional<Told> point_of(const json::Value& value, FillKind kind) {
  if (const auto wanted = period_kind(kind)) {
    if (const auto year = columns::year_of(value); year && kind == FillKind::kYear)
      return Told{Form::kYear, {*year, 0}};
    if (!value.is_string()) return std::nullopt;
    const auto period = time::Period::parse(value.text());
    if (!period || period->kind() != *wanted) return std::nullopt;
    return Told{Form::kPeriod, {*period, 0}};
  }
  if (value.is_string()) return hour_of_text(value.text());
  if (value.kind() != json::Kind::kInt) return std::nullopt;
  const std::int64_t hour = value.int_value();
  if (hour < 0 || hour > kLastHour) return std::nullopt;
  return Told{Form::kHourOfDay, {{}, static_cast<std::int32_t>(hour)}};
}

Point next(const Point& point, Form form) {
  if (form == Form::kPeriod || form == Form::kYear) return {point.period.next(), 0};
  if (point.hour < kLastHour) return {point.period, point.hour + 1};
  return {point.period.next(), 0};
}

bool is_number(Form form) {
  return form == Form::kYear || form == Form::kHourOfDay;
}

void append_point(key::KeyBuffer& buffer, const Point& point, const Span& span) {
  if (is_number(span.form)) {
    key::KeyEncoder encoder;
    const bool is_year = span.form == Form::kYear;
    (void)encoder.append(
        buffer,
        json::Value::integer(is_year ? time::date_of(point.period.first_day()).year : point.hour));
    return;
  }
  std::string text = point.period.text();
  if (span.form != Form::kPeriod) {
    text.push_back('T');
    text.push_back(static_cast<char>('0' + point.hour / 10));
    text.push_back(static_cast<char>('0' + point.hour % 10));
  }
  text.append(span.end);
  key::KeyEncoder::append_string(buffer, text);
}

std::string_view name_of(FillKind kind) {
  const auto wanted = period_kind(kind);
  return wanted ? time::name_of(*wanted) : "hour";
}

// The encoded value of one column: where it starts in the key, and its bytes.
struct Part {
  std::size_t at = 0;
  std::string_view bytes;
};

Part part_of(std::string_view key, std::size_t column) {
  std::size_t at = 0;
  for (; column > 0; --column)
    at += key::first_value_bytes(key.substr(at));
  return {at, key.substr(at, key::first_value_bytes(key.substr(at)))};
}

// How a period of the kind is written.
std::string_view form_of(FillKind kind) {
  switch (kind) {
    case FillKind::kHour:
      return "2024-07-31T20 or 20";
    case FillKind::kDay:
      return "2024-07-31";
    case FillKind::kWeek:
      return "2024-W31";
    case FillKind::kMonth:
      return "2024-07";
    case FillKind::kQuarter:
      return "2024-Q3";
    case FillKind::kYear:
      return "2024";
  }
  return {};
}

// The span of the column's periods; nullopt if it holds something else, which is added to `why`, or
// nulls alone.
std::optional<Span> span_of(std::span<const std::string_view> keys, std::size_t column,
                            FillKind kind, std::vector<std::string>& why) {
  std::optional<Span> span;
  Arena text;
  for (const std::string_view key : keys) {
    text.reset();
    key::KeyDecoder decoder(part_of(key, column).bytes, text);
    const json::Value value = decoder.next();
    if (value.is_null()) continue;
    const auto found = point_of(value, kind);
    if (!found || (span && (span->form != found->form || span->end != found->end))) {
      why.push_back(columns::shown(value, kShown) +
                    (!found ? fmt::format(" is no {} like {}", name_of(kind), form_of(kind))
                     : span->form == found->form ? std::string(kOtherOffset)
                                                 : fmt::format(" is written otherwise than the {} "
                                                               "before it",
                                                               name_of(kind))));
      return std::nullopt;
    }
    const Point& point = found->point;
    if (!span) span = Span{found->form, std::string(found->end), point, point};
    span->first = std::min(span->first, point);
    span->last = std::max(span->last, point);
  }
  return span;
}

// The first or the last point of the day that a bound names.
Point point_at(time::Day day, FillKind kind, std::int32_t hour) {
  const auto wanted = period_kind(kind);
  if (!wanted) return {time::Period::of(day, time::PeriodKind::kDay), hour};
  return {time::Period::of(day, *wanted), 0};
}

// Widens the span to what the user wants.
Status widen(Span& span, const Fill& fill) {
  if (span.form == Form::kHourOfDay) {
    if (fill.from || fill.to) {
      return input_error(
          "--fill hour: the key holds hours from 0 to 23, of no date that --from and --to could "
          "name");
    }
    span.first.hour = 0;
    span.last.hour = kLastHour;
  }
  if (fill.from) span.first = std::min(span.first, point_at(fill.from->first_day(), *fill.kind, 0));
  if (fill.to)
    span.last = std::max(span.last, point_at(fill.to->last_day(), *fill.kind, kLastHour));
  return {};
}

// The parts of a key before and after its period.
using Others = std::set<std::pair<std::string, std::string>>;

std::vector<std::string> all_missing(std::span<const std::string_view> keys, const Others& others,
                                     const Span& span) {
  std::vector<std::string> missing;
  const std::set<std::string_view> present(keys.begin(), keys.end());
  key::KeyBuffer buffer;
  for (Point point = span.first; point <= span.last; point = next(point, span.form)) {
    for (const auto& [before, after] : others) {
      buffer.clear();
      buffer.append(before);
      append_point(buffer, point, span);
      buffer.append(after);
      if (present.count(buffer.view()) == 0) missing.emplace_back(buffer.view());
    }
  }
  std::sort(missing.begin(), missing.end());
  return missing;
}

// `why`: what keeps each key from being it.
tl::unexpected<Error> no_period(std::string_view name, const std::vector<std::string>& why) {
  return input_error("--fill {}: no key holds {} {} in every group{}{}", name,
                     name == "hour" ? "an" : "a", name, why.empty() ? "" : ": ", joined(why));
}

}  // namespace

Status parse_bound(std::string_view text, std::optional<time::Period>& out) {
  if (hour_of_text(text)) {
    return usage_error("{} is an hour; give its day {}, whose hours are filled, or a longer period",
                       in_quotes(text), text.substr(0, kDayBytes));
  }
  return time::parse_into(text, out.emplace());
}

Status parse_into(std::string_view text, Fill& out) {
  constexpr FillKind kKinds[] = {FillKind::kHour,  FillKind::kDay,     FillKind::kWeek,
                                 FillKind::kMonth, FillKind::kQuarter, FillKind::kYear};
  const std::size_t colon = text.find(':');
  const std::string_view word = text.substr(0, colon);
  const auto found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                  [word](FillKind kind) { return name_of(kind) == word; });
  if (found == std::end(kKinds)) {
    return usage_error(
        "{} is not hour, day, week, month, quarter or year, nor one of them and :KEY",
        in_quotes(text));
  }
  out.kind = *found;
  if (colon == std::string_view::npos) return {};
  out.key = ND_TRY(json::FieldPath::parse(text.substr(colon + 1))).text();
  return {};
}

Status check(const Fill& fill, std::span<const std::string> keys) {
  if (!fill.kind && (fill.from || fill.to)) {
    return usage_error("{} says which periods --fill adds, which is not there",
                       fill.from ? "--from" : "--to");
  }
  if (fill.from && fill.to && fill.to->last_day() < fill.from->first_day()) {
    return usage_error("--to {} is before --from {}", fill.to->text(), fill.from->text());
  }
  if (!fill.key.empty() && std::find(keys.begin(), keys.end(), fill.key) == keys.end()) {
    return usage_error("--fill: no key is {}; there are {}", in_quotes(fill.key), joined(keys));
  }
  return {};
}

Result<std::vector<std::string>> missing_periods(std::span<const std::string_view> keys,
                                                 std::span<const std::string> names,
                                                 const Fill& fill) {
  const std::string_view kind = name_of(*fill.kind);
  if (keys.empty()) {
    const bool known = names.size() == 1 && fill.from && fill.to && *fill.kind != FillKind::kHour;
    if (!known) return std::vector<std::string>();
    const Span span{Form::kPeriod,
                    {},
                    point_at(fill.from->first_day(), *fill.kind, 0),
                    point_at(fill.to->last_day(), *fill.kind, kLastHour)};
    return all_missing(keys, {{"", ""}}, span);
  }
  std::optional<Span> span;
  std::size_t column = 0;
  std::vector<std::string> why;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!fill.key.empty() && names[i] != fill.key) continue;
    const std::optional<Span> found = span_of(keys, i, *fill.kind, why);
    if (!found) continue;
    // What is written as an hour or a year is one; a number may be anything.
    const bool now_number = is_number(found->form);
    const bool was_number = span && is_number(span->form);
    if (span && now_number && !was_number) continue;
    if (span && now_number == was_number) {
      return input_error("--fill {}: {} and {} hold {}s both; say which is meant: --fill {}:{}",
                         kind, in_quotes(names[column]), in_quotes(names[i]), kind, kind, names[i]);
    }
    span = found;
    column = i;
  }
  if (!span) return no_period(kind, why);
  ND_TRY(widen(*span, fill));
  Others others;
  for (const std::string_view key : keys) {
    const Part part = part_of(key, column);
    others.emplace(key.substr(0, part.at), key.substr(part.at + part.bytes.size()));
  }
  return all_missing(keys, others, *span);
}

}  // namespace nd::group
