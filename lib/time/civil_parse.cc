// strptime after POSIX and glibc: the format is walked once; what it reads goes into the fields,
// and what follows from them (hour of %I and %p, date of a week or a day of the year, weekday) is
// worked out at the end.
#include <algorithm>

#include "time/civil_format.h"
#include "time/civil_names.h"

namespace nd::time {

namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool same_letters(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = text[i];
    const char folded = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const char wanted =
        name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
    if (folded != wanted) return false;
  }
  return true;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool run(std::string_view format) {
    for (std::size_t i = 0; i < format.size(); ++i) {
      if (is_space(format[i])) {
        skip_space();
        continue;
      }
      if (format[i] != '%' || i + 1 == format.size()) {
        if (!take(format[i])) return false;
        continue;
      }
      ++i;
      while (i + 1 < format.size() && (format[i] == '-' || format[i] == '_' || format[i] == '0' ||
                                       format[i] == '^' || format[i] == 'E' || format[i] == 'O')) {
        ++i;
      }
      if (!conversion(format[i])) return false;
    }
    return true;
  }

  [[nodiscard]] bool done() const { return rest_.empty(); }

  // False if what was read contradicts the calendar.
  bool finish(CivilTime& out) {
    if (hour12_) t_.hour = *hour12_ % 12 + (afternoon_ ? 12 : 0);
    if (century_) t_.year = *century_ * 100 + year_in_century_.value_or(in_century(t_.year));
    if (!century_ && year_in_century_)
      t_.year = *year_in_century_ + (*year_in_century_ < 69 ? 2000 : 1900);
    if (epoch_) {
      t_ = civil_time_of(*epoch_);
    } else if (t_.day == 0 && year_day_) {
      set_date(day_of({t_.year, 1, 1}).plus(*year_day_));
    } else if (t_.day == 0 && week_ && weekday_) {
      set_date(day_of_week());
    } else if (t_.day != 0 && t_.day > days_in_month(t_.year, t_.month)) {
      return false;
    }
    if (has_date_) {
      // Without a day of the month the C library counts from its day 0, the last day of the month
      // before.
      const Day day = day_of({t_.year, t_.month, 1}).plus(t_.day - 1);
      t_.weekday = iso_weekday(day) % 7;
      t_.year_day = day.since_epoch - day_of({t_.year, 1, 1}).since_epoch;
    } else if (weekday_) {
      t_.weekday = *weekday_;
    }
    out = t_;
    return true;
  }

 private:
  enum class WeekStart { kSunday, kMonday };

  static std::int32_t in_century(std::int32_t year) { return year % 100; }

  void set_date(Day day) {
    const Date date = date_of(day);
    t_.year = date.year;
    t_.month = date.month;
    t_.day = date.day;
    has_date_ = true;
  }

  // Week 1 begins with the year's first Sunday (%U) or Monday (%W).
  [[nodiscard]] Day day_of_week() const {
    const Day january = day_of({t_.year, 1, 1});
    const std::int32_t first = iso_weekday(january) % 7;
    const std::int32_t shift = week_start_ == WeekStart::kMonday ? 1 : 0;
    const std::int32_t to_start = (7 + shift - first) % 7;
    const std::int32_t in_week = (*weekday_ - shift + 7) % 7;
    return january.plus(to_start + (*week_ - 1) * 7 + in_week);
  }

  void skip_space() {
    while (!rest_.empty() && is_space(rest_.front()))
      rest_.remove_prefix(1);
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // White space, then up to `digits` digits, within the limits. Stops before a digit that would
  // pass `max`.
  std::optional<std::int32_t> number(std::int32_t min, std::int32_t max, std::size_t digits) {
    skip_space();
    std::int32_t value = 0;
    std::size_t size = 0;
    for (; size < digits && size < rest_.size() && rest_[size] >= '0' && rest_[size] <= '9';
         ++size) {
      value = value * 10 + (rest_[size] - '0');
    }
    if (size == 0 || value < min || value > max) return std::nullopt;
    rest_.remove_prefix(size);
    return value;
  }
  bool number_into(std::int32_t& field, std::int32_t min, std::int32_t max, std::size_t digits) {
    const std::optional<std::int32_t> value = number(min, max, digits);
    if (!value) return false;
    field = *value;
    return true;
  }
  bool number_into(std::optional<std::int32_t>& field, std::int32_t min, std::int32_t max,
                   std::size_t digits) {
    return (field = number(min, max, digits)).has_value();
  }
  // A name of the list, whole or its first three letters; its index.
  template <std::size_t N>
  std::optional<std::int32_t> name(const std::array<std::string_view, N>& names) {
    for (std::size_t i = 0; i < N; ++i) {
      for (const std::size_t size : {names[i].size(), std::size_t{3}}) {
        if (!same_letters(rest_, names[i].substr(0, size))) continue;
        rest_.remove_prefix(size);
        return static_cast<std::int32_t>(i);
      }
    }
    return std::nullopt;
  }

  bool conversion(char c) {
    switch (c) {
      case 'c':
        return run("%a %b %e %H:%M:%S %Y");
      case 'D':
      case 'x':
        return run("%m/%d/%y");
      case 'F':
        return run("%Y-%m-%d");
      case 'r':
        return run("%I:%M:%S %p");
      case 'R':
        return run("%H:%M");
      case 'T':
      case 'X':
        return run("%H:%M:%S");
      case 'n':
      case 't':
        skip_space();
        return true;
      case '%':
        return take('%');
      default:
        return date_conversion(c) || clock_conversion(c);
    }
  }

  bool date_conversion(char c) {
    switch (c) {
      case 'Y':
        has_date_ = true;
        return number_into(t_.year, kMinYear, kMaxYear, 4);
      case 'C':
        return number_into(century_, 0, 99, 2);
      case 'y':
        has_date_ = true;
        return number_into(year_in_century_, 0, 99, 2);
      case 'm':
        has_date_ = true;
        return number_into(t_.month, 1, 12, 2);
      case 'd':
      case 'e':
        has_date_ = true;
        return number_into(t_.day, 1, 31, 2);
      case 'j': {
        const std::optional<std::int32_t> day = number(1, 366, 3);
        if (day) year_day_ = *day - 1;
        return day.has_value();
      }
      case 'b':
      case 'B':
      case 'h': {
        const std::optional<std::int32_t> month = name(kMonthNames);
        has_date_ = true;
        if (month) t_.month = *month + 1;
        return month.has_value();
      }
      case 'a':
      case 'A':
        return (weekday_ = name(kWeekdayNames)).has_value();
      case 'w':
        return number_into(weekday_, 0, 6, 1);
      case 'u':
        return number_into(weekday_, 1, 7, 1) && ((*weekday_ %= 7), true);
      case 'U':
      case 'W':
        week_start_ = c == 'W' ? WeekStart::kMonday : WeekStart::kSunday;
        return number_into(week_, 0, 53, 2);
      // Read and passed over, as glibc does: ISO years and weeks.
      case 'G':
        return number(0, 9999, 4).has_value();
      case 'g':
        return number(0, 99, 2).has_value();
      case 'V':
        return number(0, 53, 2).has_value();
      default:
        return false;
    }
  }

  bool clock_conversion(char c) {
    switch (c) {
      case 'H':
      case 'k':
        hour12_.reset();
        return number_into(t_.hour, 0, 23, 2);
      case 'I':
      case 'l':
        return number_into(hour12_, 1, 12, 2);
      case 'M':
        return number_into(t_.minute, 0, 59, 2);
      case 'S':
        return number_into(t_.second, 0, 60, 2);
      case 'f':
        return fraction();
      case 'p':
      case 'P':
        afternoon_ = same_letters(rest_, "pm");
        if (!afternoon_ && !same_letters(rest_, "am")) return false;
        rest_.remove_prefix(2);
        return true;
      case 's':
        return epoch();
      case 'z':
        return offset();
      case 'Z':
        skip_space();
        rest_.remove_prefix(static_cast<std::size_t>(
            std::find_if(rest_.begin(), rest_.end(), is_space) - rest_.begin()));
        return true;
      default:
        return false;
    }
  }

  bool fraction() {
    std::int32_t scale = 1'000'000'000;
    std::size_t size = 0;
    t_.nanos = 0;
    for (; size < rest_.size() && rest_[size] >= '0' && rest_[size] <= '9'; ++size) {
      scale /= 10;
      t_.nanos += (rest_[size] - '0') * scale;
    }
    rest_.remove_prefix(size);
    return size > 0;
  }

  bool epoch() {
    const bool negative = take('-');
    std::int64_t seconds = 0;
    std::size_t size = 0;
    for (; size < rest_.size() && size < 13 && rest_[size] >= '0' && rest_[size] <= '9'; ++size) {
      seconds = seconds * 10 + (rest_[size] - '0');
    }
    rest_.remove_prefix(size);
    const Result<Instant> at =
        Instant::from_epoch(negative ? -seconds : seconds, EpochUnit::kSeconds);
    if (size == 0 || !at) return false;
    epoch_ = *at;
    return true;
  }

  // Z, or [+-]hh[[:]mm].
  bool offset() {
    skip_space();
    if (take('Z')) {
      t_.offset_seconds = 0;
      return true;
    }
    const bool west = take('-');
    if (!west && !take('+')) return false;
    std::int32_t hours = 0;
    std::int32_t minutes = 0;
    if (!two_digits(hours)) return false;
    const bool colon = take(':');
    if (!two_digits(minutes) && colon) return false;
    if (hours > 23 || minutes > 59) return false;
    t_.offset_seconds = (west ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
  }
  bool two_digits(std::int32_t& out) {
    if (rest_.size() < 2 || rest_[0] < '0' || rest_[0] > '9' || rest_[1] < '0' || rest_[1] > '9')
      return false;
    out = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    return true;
  }

  std::string_view rest_;
  CivilTime t_;
  bool has_date_ = false;
  bool afternoon_ = false;
  WeekStart week_start_ = WeekStart::kSunday;
  std::optional<std::int32_t> hour12_;
  std::optional<std::int32_t> century_;
  std::optional<std::int32_t> year_in_century_;
  std::optional<std::int32_t> year_day_;
  std::optional<std::int32_t> week_;
  std::optional<std::int32_t> weekday_;
  std::optional<Instant> epoch_;
};

}  // namespace

Result<CivilTime> parse_strptime(std::string_view text, std::string_view format) {
  Parser parser(text);
  CivilTime out;
  if (!parser.run(format) || !parser.done() || !parser.finish(out)) {
    return input_error("'" + std::string(text.substr(0, 100)) + "' does not match the format '" +
                       std::string(format.substr(0, 80)) + "'");
  }
  return out;
}

}  // namespace nd::time
