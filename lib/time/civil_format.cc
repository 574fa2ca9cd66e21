// strftime's conversions as ISO C, POSIX and glibc define them, in the C locale.
#include "time/civil_format.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/ascii.h"
#include "base/number.h"
#include "time/civil_names.h"
#include "time/civil_reader.h"

namespace nd::time {

namespace {

struct Flags {
  char pad = 0;  // '-', '_', '0' or 0 for the conversion's own
  bool upper = false;
  std::size_t width = 0;
};

// A format's width beyond this is held at it.
constexpr std::size_t kMaxWidth = 1000;

void put_number(std::string& out, std::int64_t number, std::size_t digits, char pad,
                const Flags& flags) {
  if (flags.pad != 0) pad = flags.pad;
  std::string text;
  append_int(text, number < 0 ? -number : number);
  const std::size_t width = pad == '-' ? 0 : (flags.width != 0 ? flags.width : digits);
  const std::size_t size = text.size() + (number < 0 ? 1 : 0);
  const std::size_t fill = width > size ? width - size : 0;
  if (pad == '_') out.append(fill, ' ');
  if (number < 0) out.push_back('-');
  if (pad != '_') out.append(fill, '0');
  out += text;
}

void put_text(std::string& out, std::string_view text, const Flags& flags) {
  if (flags.width > text.size() && flags.pad != '-') {
    out.append(flags.width - text.size(), flags.pad == '0' ? '0' : ' ');
  }
  for (const char c : text)
    out.push_back(flags.upper ? upper(c) : c);
}

template <std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, std::int32_t index) {
  return index >= 0 && index < static_cast<std::int32_t>(N) ? names[static_cast<std::size_t>(index)]
                                                            : "?";
}

// ISO 8601 week from the fields year, year_day and weekday alone, as the C library does.
IsoWeek iso_week_of_fields(const CivilTime& t) {
  const auto length = [](std::int32_t year) { return is_leap_year(year) ? 366 : 365; };
  // Day of the year, from 0, of this week's Thursday.
  std::int32_t thursday = t.year_day - (t.weekday + 6) % 7 + 3;
  std::int32_t year = t.year;
  if (thursday < 0) {
    --year;
    thursday += length(year);
  } else if (thursday >= length(year)) {
    thursday -= length(year);
    ++year;
  }
  return {year, thursday / 7 + 1};
}

void put_offset(std::string& out, const CivilTime& t, const Flags& flags) {
  const std::int32_t offset = t.offset_seconds.value_or(0);
  const std::int32_t minutes = (offset < 0 ? -offset : offset) / 60;
  std::string text(1, offset < 0 ? '-' : '+');
  put_number(text, minutes / 60 * 100 + minutes % 60, 4, '0', {});
  put_text(out, text, flags);
}

std::int32_t floor_hundred(std::int32_t year) {
  return year / 100 - (year % 100 < 0 ? 1 : 0);
}

std::int32_t in_century(std::int32_t year) {
  return year - floor_hundred(year) * 100;
}

// A conversion that is a number: its value, least digits and padding.
struct Numeric {
  std::int64_t number = 0;
  std::size_t digits = 2;
  char pad = '0';
};

std::optional<Numeric> date_number(char conversion, const CivilTime& t) {
  switch (conversion) {
    // As in glibc (and so in jq), a year or century is not padded.
    case 'C':
      return Numeric{floor_hundred(t.year), 1};
    case 'G':
      return Numeric{iso_week_of_fields(t).year, 1};
    case 'Y':
      return Numeric{t.year, 1};
    case 'd':
      return Numeric{t.day};
    case 'e':
      return Numeric{t.day, 2, '_'};
    case 'g':
      return Numeric{in_century(iso_week_of_fields(t).year)};
    case 'j':
      return Numeric{t.year_day + 1, 3};
    case 'm':
      return Numeric{t.month};
    case 'u':
      return Numeric{t.weekday == 0 ? 7 : t.weekday, 1};
    case 'w':
      return Numeric{t.weekday, 1};
    case 'U':
      return Numeric{(t.year_day + 7 - t.weekday) / 7};
    case 'V':
      return Numeric{iso_week_of_fields(t).week};
    case 'W':
      return Numeric{(t.year_day + 7 - (t.weekday + 6) % 7) / 7};
    case 'y':
      return Numeric{in_century(t.year)};
    default:
      return std::nullopt;
  }
}

std::optional<Numeric> clock_number(char conversion, const CivilTime& t) {
  const std::int32_t hour12 = t.hour % 12 == 0 ? 12 : t.hour % 12;
  switch (conversion) {
    case 'H':
      return Numeric{t.hour};
    case 'I':
      return Numeric{hour12};
    case 'k':
      return Numeric{t.hour, 2, '_'};
    case 'l':
      return Numeric{hour12, 2, '_'};
    case 'M':
      return Numeric{t.minute};
    case 'S':
      return Numeric{t.second};
    case 's':
      if (const Result<Instant> at = instant_of(t)) {
        return Numeric{at->seconds() - t.offset_seconds.value_or(0), 1};
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

// False if this is none of them.
bool put_numeric(std::string& out, char conversion, const CivilTime& t, const Flags& flags) {
  std::optional<Numeric> found = date_number(conversion, t);
  if (!found) found = clock_number(conversion, t);
  if (found) put_number(out, found->number, found->digits, found->pad, flags);
  return found.has_value();
}

// False if `conversion` is none.
bool put_conversion(std::string& out, char conversion, const CivilTime& t, const Flags& flags) {
  if (put_numeric(out, conversion, t, flags)) return true;
  if (const std::string_view format = composed_of(conversion); !format.empty()) {
    std::string text;
    append_strftime(text, format, t);
    put_text(out, text, flags);
    return true;
  }
  switch (conversion) {
    case 'a':
      put_text(out, name_in(kWeekdayNames, t.weekday).substr(0, 3), flags);
      return true;
    case 'A':
      put_text(out, name_in(kWeekdayNames, t.weekday), flags);
      return true;
    case 'b':
    case 'h':
      put_text(out, name_in(kMonthNames, t.month - 1).substr(0, 3), flags);
      return true;
    case 'B':
      put_text(out, name_in(kMonthNames, t.month - 1), flags);
      return true;
    case 'p':
      put_text(out, t.hour >= 12 ? "PM" : "AM", flags);
      return true;
    case 'P':
      put_text(out, t.hour >= 12 ? "pm" : "am", flags);
      return true;
    case 'n':
      put_text(out, "\n", flags);
      return true;
    case 't':
      put_text(out, "\t", flags);
      return true;
    case 'z':
      put_offset(out, t, flags);
      return true;
    case 'Z':
      put_text(out, t.zone_name.empty() ? "UTC" : t.zone_name, flags);
      return true;
    case '%':
      put_text(out, "%", flags);
      return true;
    default:
      return false;
  }
}

}  // namespace

CivilTime civil_time_of(const LocalTime& local) {
  const Date date = date_of(local.day);
  return {date.year,
          date.month,
          date.day,
          local.hour(),
          local.minute(),
          local.second(),
          local.nanos,
          iso_weekday(local.day) % 7,
          day_of_year(local.day) - 1,
          local.offset,
          {}};
}

CivilTime civil_time_of(Instant instant) {
  return civil_time_of(utc_time_of(instant));
}

Result<Instant> instant_of(const CivilTime& fields) {
  const std::int64_t month_from_zero = std::int64_t{fields.month} - 1;
  std::int64_t year = fields.year + month_from_zero / 12;
  auto month = static_cast<std::int32_t>(month_from_zero % 12);
  if (month < 0) {
    month += 12;
    --year;
  }
  // Outside these years std::chrono's calendar ends; no Instant lies there either.
  if (year < -30'000 || year > 30'000)
    return Instant::from_parts(std::numeric_limits<std::int64_t>::max(), 0);
  const Day first = day_of({static_cast<std::int32_t>(year), month + 1, 1});
  const std::int64_t days = std::int64_t{first.since_epoch} + fields.day - 1;
  return Instant::from_parts(days * kSecondsPerDay + std::int64_t{fields.hour} * 3600 +
                                 std::int64_t{fields.minute} * 60 + fields.second,
                             fields.nanos);
}

void append_strftime(std::string& out, std::string_view format, const CivilTime& fields) {
  while (!format.empty()) {
    const std::size_t plain = std::min(format.find('%'), format.size());
    out.append(format.substr(0, plain));
    format.remove_prefix(plain);
    if (format.empty()) return;
    Flags flags;
    std::size_t at = 1;
    for (; at < format.size(); ++at) {
      const char c = format[at];
      if (c == '-' || c == '_' || c == '0') {
        flags.pad = c;
      } else if (c == '^') {
        flags.upper = true;
      } else {
        break;
      }
    }
    for (; at < format.size() && is_digit(format[at]); ++at) {
      flags.width =
          std::min(flags.width * 10 + static_cast<std::size_t>(format[at] - '0'), kMaxWidth);
    }
    if (at < format.size() && (format[at] == 'E' || format[at] == 'O')) ++at;
    const bool known = at < format.size() && put_conversion(out, format[at], fields, flags);
    const std::size_t used = std::min(at + 1, format.size());
    if (!known) out.append(format.substr(0, used));
    format.remove_prefix(used);
  }
}

}  // namespace nd::time
