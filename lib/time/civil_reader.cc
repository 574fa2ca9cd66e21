// The format is walked once; what each conversion reads goes into the fields as it stands.
#include "time/civil_reader.h"

#include <algorithm>

#include "base/ascii.h"
#include "time/civil_names.h"
#include "time/text_reader.h"

namespace nd::time {

namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool same_letters(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  return std::equal(name.begin(), name.end(), text.begin(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

bool is_number(char conversion) {
  constexpr std::string_view kNumbers = "YCymdejUWwuGgVHkIlMSfs";
  return kNumbers.find(conversion) != std::string_view::npos;
}

// Whether the format goes on with digits.
bool begins_with_number(std::string_view format) {
  if (format.size() < 2 || format[0] != '%') return false;
  const char letter = format[conversion_at(format, 1)];
  const std::string_view parts = composed_of(letter);
  return parts.empty() ? is_number(letter) : begins_with_number(parts);
}

class Parser : TextReader {
 public:
  Parser(std::string_view text, Reading reading) : TextReader(text), reading_(reading) {}

  // `number_follows`: what stands behind the format begins with digits.
  bool run(std::string_view format, bool number_follows = false) {
    for (std::size_t i = 0; i < format.size(); ++i) {
      if (is_space(format[i])) {
        after_number_ = false;
        skip_space();
        continue;
      }
      if (format[i] != '%' || i + 1 == format.size()) {
        after_number_ = false;
        if (!accept(format[i])) return false;
        continue;
      }
      ++i;
      i = conversion_at(format, i);
      const bool last = i + 1 == format.size();
      const bool digits = last ? number_follows : begins_with_number(format.substr(i + 1));
      whole_ = reading_ == Reading::kStrict && (digits || after_number_);
      if (!conversion(format[i], digits)) return false;
      if (composed_of(format[i]).empty()) after_number_ = is_number(format[i]);
    }
    return true;
  }

  using TextReader::done;

  [[nodiscard]] const ReadFields& fields() const { return f_; }

 private:
  void skip_space() {
    while (!rest_.empty() && is_space(rest_.front()))
      rest_.remove_prefix(1);
  }
  // White space, then up to `digits` digits, within the limits. Stops where a further digit must
  // pass `max`.
  std::optional<std::int32_t> number(std::int32_t min, std::int32_t max, std::size_t digits) {
    skip_space();
    std::int32_t value = 0;
    std::size_t size = 0;
    for (; size < digits && size < rest_.size() && is_digit(rest_[size]) && value * 10 <= max;
         ++size) {
      value = value * 10 + (rest_[size] - '0');
    }
    if (size == 0 || value < min || value > max) return std::nullopt;
    if (whole_ && size < digits) return std::nullopt;
    rest_.remove_prefix(size);
    return value;
  }
  // Whether a year that is taken at its word follows: 24 is not the year 24 but one in a century.
  bool four_digits() {
    if (reading_ == Reading::kLenient) return true;
    skip_space();
    return rest_.size() >= 4 && is_digits(rest_.substr(0, 4));
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

  bool conversion(char c, bool number_follows) {
    if (const std::string_view parts = composed_of(c); !parts.empty())
      return run(parts, number_follows);
    switch (c) {
      case 'n':
      case 't':
        skip_space();
        return true;
      case '%':
        return accept('%');
      default:
        return date_conversion(c) || clock_conversion(c);
    }
  }

  bool date_conversion(char c) {
    switch (c) {
      case 'Y':
        f_.has_date = f_.has_year = true;
        return four_digits() && number_into(t_.year, kMinYear, kMaxYear, 4);
      case 'C':
        return number_into(f_.century, 0, 99, 2);
      case 'y':
        f_.has_date = true;
        return number_into(f_.year_in_century, 0, 99, 2);
      case 'm':
        f_.has_date = f_.has_month = true;
        return number_into(t_.month, 1, 12, 2);
      case 'd':
      case 'e':
        f_.has_date = true;
        return number_into(t_.day, 1, 31, 2);
      case 'j': {
        const std::optional<std::int32_t> day = number(1, 366, 3);
        if (day) f_.year_day = *day - 1;
        return day.has_value();
      }
      case 'b':
      case 'B':
      case 'h': {
        const std::optional<std::int32_t> month = name(kMonthNames);
        f_.has_date = f_.has_month = true;
        if (month) t_.month = *month + 1;
        return month.has_value();
      }
      case 'a':
      case 'A':
        return (f_.weekday = name(kWeekdayNames)).has_value();
      case 'w':
        return number_into(f_.weekday, 0, 6, 1);
      case 'u':
        return number_into(f_.weekday, 1, 7, 1) && ((*f_.weekday %= 7), true);
      case 'U':
      case 'W':
        f_.week_start = c == 'W' ? WeekStart::kMonday : WeekStart::kSunday;
        return number_into(f_.week, 0, 53, 2);
      case 'G':
        return number_into(f_.iso_year, 0, 9999, 4);
      case 'g':
        return number_into(f_.iso_year_in_century, 0, 99, 2);
      case 'V':
        return number_into(f_.iso_week, 0, 53, 2);
      default:
        return false;
    }
  }

  bool clock_conversion(char c) {
    switch (c) {
      case 'H':
      case 'k':
        f_.hour12.reset();
        return number_into(t_.hour, 0, 23, 2);
      case 'I':
      case 'l':
        return number_into(f_.hour12, 1, 12, 2);
      case 'M':
        return number_into(t_.minute, 0, 59, 2);
      case 'S':
        return number_into(t_.second, 0, 60, 2);
      case 'f':
        return fraction(t_.nanos);
      case 'p':
      case 'P':
        f_.afternoon = same_letters(rest_, "pm");
        if (!f_.afternoon && !same_letters(rest_, "am")) return false;
        rest_.remove_prefix(2);
        return true;
      case 's':
        return epoch();
      case 'z':
        return offset();
      case 'Z':
        zone_word();
        return true;
      default:
        return false;
    }
  }

  void zone_word() {
    skip_space();
    const auto ends = [this](char c) {
      return reading_ == Reading::kStrict ? !is_letter(c) : is_space(c);
    };
    const auto size =
        static_cast<std::size_t>(std::find_if(rest_.begin(), rest_.end(), ends) - rest_.begin());
    f_.zone = rest_.substr(0, size);
    rest_.remove_prefix(size);
  }

  bool epoch() {
    const bool negative = accept('-');
    std::int64_t seconds = 0;
    std::size_t size = 0;
    for (; size < rest_.size() && size < 13 && is_digit(rest_[size]); ++size) {
      seconds = seconds * 10 + (rest_[size] - '0');
    }
    rest_.remove_prefix(size);
    const Result<Instant> at =
        Instant::from_epoch(negative ? -seconds : seconds, EpochUnit::kSeconds);
    if (size == 0 || !at) return false;
    f_.epoch = *at;
    f_.epoch_is_negative = negative;
    return true;
  }

  // Z, or [+-]hh[[:]mm].
  bool offset() {
    skip_space();
    if (accept('Z')) {
      t_.offset_seconds = 0;
      return true;
    }
    const bool west = accept('-');
    if (!west && !accept('+')) return false;
    std::int32_t hours = 0;
    std::int32_t minutes = 0;
    if (!digits(2, hours)) return false;
    const bool colon = accept(':');
    if (!digits(2, minutes) && colon) return false;
    if (hours > 23 || minutes > 59) return false;
    t_.offset_seconds = (west ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
  }

  ReadFields f_;
  CivilTime& t_ = f_.civil;
  Reading reading_;
  bool whole_ = false;  // a number must have all its digits, since others are next to it
  bool after_number_ = false;
};

}  // namespace

std::string_view composed_of(char conversion) {
  switch (conversion) {
    case 'c':
      return "%a %b %e %H:%M:%S %Y";
    case 'D':
    case 'x':
      return "%m/%d/%y";
    case 'F':
      return "%Y-%m-%d";
    case 'r':
      return "%I:%M:%S %p";
    case 'R':
      return "%H:%M";
    case 'T':
    case 'X':
      return "%H:%M:%S";
    default:
      return {};
  }
}

std::size_t conversion_at(std::string_view format, std::size_t at) {
  constexpr std::string_view kFlags = "-_0^EO";
  while (at + 1 < format.size() && kFlags.find(format[at]) != std::string_view::npos)
    ++at;
  return at;
}

bool read_fields(std::string_view text, std::string_view format, Reading reading, ReadFields& out) {
  Parser parser(text, reading);
  if (!parser.run(format) || !parser.done()) return false;
  out = parser.fields();
  return true;
}

}  // namespace nd::time
