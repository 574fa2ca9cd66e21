// strptime after POSIX and glibc: what follows from the parts that were read (hour of %I and %p,
// date of a week or a day of the year, weekday), with ISO years and weeks and zones passed over.
#include "base/wording.h"
#include "time/civil_reader.h"

namespace nd::time {

namespace {

// Week 1 begins with the year's first Sunday (%U) or Monday (%W).
Day day_of_week(const ReadFields& read, std::int32_t year) {
  const Day january = day_of({year, 1, 1});
  const std::int32_t first = iso_weekday(january) % 7;
  const std::int32_t shift = read.week_start == WeekStart::kMonday ? 1 : 0;
  const std::int32_t to_start = (7 + shift - first) % 7;
  const std::int32_t in_week = (*read.weekday - shift + 7) % 7;
  return january.plus(to_start + (*read.week - 1) * 7 + in_week);
}

void set_date(CivilTime& time, Day day) {
  const Date date = date_of(day);
  time.year = date.year;
  time.month = date.month;
  time.day = date.day;
}

// False if what was read contradicts the calendar.
bool finish(const ReadFields& read, CivilTime& out) {
  out = read.civil;
  bool has_date = read.has_date;
  if (read.hour12) out.hour = *read.hour12 % 12 + (read.afternoon ? 12 : 0);
  if (read.century) out.year = *read.century * 100 + read.year_in_century.value_or(out.year % 100);
  if (!read.century && read.year_in_century)
    out.year = *read.year_in_century + (*read.year_in_century < 69 ? 2000 : 1900);
  if (read.epoch) {
    out = civil_time_of(*read.epoch);
  } else if (out.day == 0 && read.year_day) {
    set_date(out, day_of({out.year, 1, 1}).plus(*read.year_day));
    has_date = true;
  } else if (out.day == 0 && read.week && read.weekday) {
    set_date(out, day_of_week(read, out.year));
    has_date = true;
  } else if (out.day != 0 && out.day > days_in_month(out.year, out.month)) {
    return false;
  }
  if (has_date) {
    // Without a day of the month the C library counts from its day 0, the last day of the month
    // before.
    const Day day = day_of({out.year, out.month, 1}).plus(out.day - 1);
    out.weekday = iso_weekday(day) % 7;
    out.year_day = day.since_epoch - day_of({out.year, 1, 1}).since_epoch;
  } else if (read.weekday) {
    out.weekday = *read.weekday;
  }
  return true;
}

}  // namespace

Result<CivilTime> parse_strptime(std::string_view text, std::string_view format) {
  ReadFields read;
  CivilTime out;
  if (!read_fields(text, format, Reading::kLenient, read) || !finish(read, out)) {
    return input_error("{} does not match the format {}", in_quotes(text), in_quotes(format, 80));
  }
  return out;
}

}  // namespace nd::time
