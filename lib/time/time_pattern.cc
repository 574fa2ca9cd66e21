#include "time/time_pattern.h"

#include <string>

#include "base/ascii.h"
#include "base/wording.h"
#include "time/civil_reader.h"

namespace nd::time {

namespace {

std::int32_t year_of(std::int32_t year_in_century) {
  return year_in_century + (year_in_century < 69 ? 2000 : 1900);
}

// The number of the week by %U or %W.
std::int32_t week_of(Day day, WeekStart start) {
  const std::int32_t since_start =
      start == WeekStart::kMonday ? iso_weekday(day) - 1 : iso_weekday(day) % 7;
  return (day_of_year(day) - 1 + 7 - since_start) / 7;
}

std::optional<std::int32_t> year_of(const ReadFields& read, std::optional<std::int32_t> given) {
  if (read.has_year) return read.civil.year;
  if (read.century) return *read.century * 100 + *read.year_in_century;
  if (read.year_in_century) return year_of(*read.year_in_century);
  return given;
}

std::optional<std::int32_t> iso_year_of(const ReadFields& read) {
  if (read.iso_year_in_century) return year_of(*read.iso_year_in_century);
  return read.iso_year;
}

Day monday_of(const IsoWeek& week) {
  const Day fourth = day_of({week.year, 1, 4});  // always in week 1
  return fourth.plus(1 - iso_weekday(fourth) + (week.week - 1) * 7);
}

// The day by the parts that name one, the plainest first; what remains is for agrees().
std::optional<Day> day_by(const ReadFields& read, std::optional<std::int32_t> year) {
  if (year && read.civil.day != 0) return checked_day_of(*year, read.civil.month, read.civil.day);
  if (year && read.year_day) return day_of({*year, 1, 1}).plus(*read.year_day);
  if (const auto iso_year = iso_year_of(read); iso_year && read.iso_week) {
    const std::int32_t weekday = read.weekday ? (*read.weekday + 6) % 7 : 0;
    return monday_of({*iso_year, *read.iso_week}).plus(weekday);
  }
  if (!year) return std::nullopt;
  if (!read.week || !read.weekday) return day_of({*year, read.civil.month, 1});
  const Day january = day_of({*year, 1, 1});
  // Week 0 holds the days before the first Sunday (%U) or Monday (%W).
  const std::int32_t shift = read.week_start == WeekStart::kMonday ? 1 : 0;
  const std::int32_t to_start = (7 + shift - iso_weekday(january) % 7) % 7;
  return january.plus(to_start + (*read.week - 1) * 7 + (*read.weekday - shift + 7) % 7);
}

// Whether every part that was read says the same as the day.
bool agrees(const ReadFields& read, std::optional<std::int32_t> year, Day day) {
  const IsoWeek iso = iso_week_of(day);
  return (!year || *year == date_of(day).year) &&
         (!read.has_month || read.civil.month == date_of(day).month) &&
         (!read.year_day || *read.year_day == day_of_year(day) - 1) &&
         (!read.weekday || *read.weekday == iso_weekday(day) % 7) &&
         (!read.week || *read.week == week_of(day, read.week_start)) &&
         (!read.iso_week || *read.iso_week == iso.week) &&
         (!iso_year_of(read) || *iso_year_of(read) == iso.year);
}

// The seconds of %s with the fraction of %f: -1.5 is half a second before -1.
Result<CivilTime> time_of_epoch(const ReadFields& read) {
  std::int64_t seconds = read.epoch->seconds();
  std::int32_t nanos = read.civil.nanos;
  if (read.epoch_is_negative && nanos != 0) {
    --seconds;
    nanos = 1'000'000'000 - nanos;
  }
  CivilTime time = civil_time_of(ND_TRY(Instant::from_parts(seconds, nanos)));
  time.offset_seconds = 0;
  return time;
}

Status apply_zone(const ReadFields& read, CivilTime& time) {
  if (read.zone.empty()) return input_error("no zone is named");
  const std::string name = lower(read.zone);
  if (name != "utc" && name != "gmt") {
    return input_error("{} does not say which zone it is; %Z reads UTC and GMT, %z an offset",
                       in_quotes(read.zone, 20));
  }
  if (time.offset_seconds.value_or(0) != 0)
    return input_error("the zone and the offset contradict each other");
  time.offset_seconds = 0;
  return {};
}

bool has_conversion(std::string_view pattern, char wanted) {
  for (std::size_t i = 0; i + 1 < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    i = conversion_at(pattern, i + 1);
    if (pattern[i] == wanted) return true;
  }
  return false;
}

}  // namespace

Result<CivilTime> read_time(std::string_view text, std::string_view pattern,
                            std::optional<std::int32_t> year) {
  ReadFields read;
  if (!read_fields(text, pattern, Reading::kStrict, read))
    return input_error("the text does not match");
  if (read.epoch) return time_of_epoch(read);
  const std::optional<std::int32_t> its_year = year_of(read, year);
  const std::optional<Day> day = day_by(read, its_year);
  if (!day) return input_error("no such day");
  if (!agrees(read, its_year, *day)) return input_error("its parts do not agree on one day");
  CivilTime time = read.civil;
  const Date date = date_of(*day);
  time.year = date.year;
  time.month = date.month;
  time.day = date.day;
  if (read.hour12) time.hour = *read.hour12 % 12 + (read.afternoon ? 12 : 0);
  if (has_conversion(pattern, 'Z')) ND_TRY(apply_zone(read, time));
  return time;
}

}  // namespace nd::time
