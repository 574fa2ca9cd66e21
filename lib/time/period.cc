#include "time/period.h"

#include <array>
#include <limits>

#include "base/ascii.h"
#include "base/wording.h"
#include "time/text_reader.h"

namespace nd::time {

namespace {

constexpr std::array<std::string_view, 5> kNames = {"day", "week", "month", "quarter", "year"};

// The Monday of the epoch's week.
constexpr std::int32_t kFirstMonday = -3;

std::int32_t floor_divide(std::int32_t number, std::int32_t by) {
  return number / by - (number % by < 0 ? 1 : 0);
}

std::int32_t week_ordinal(Day day) {
  return floor_divide(day.since_epoch - kFirstMonday, 7);
}

// The Monday of a week of an ISO year: that of 4 January is in week 1.
Day monday_of(std::int32_t year, std::int32_t week) {
  const Day fourth = day_of({year, 1, 4});
  return fourth.plus(1 - iso_weekday(fourth) + (week - 1) * 7);
}

// What is wrong with a text that is no period: where its form is right, the calendar.
tl::unexpected<Error> no_period(std::string_view text) {
  std::string form(text.substr(0, 100));
  for (char& c : form) {
    if (is_digit(c)) c = '0';
  }
  const std::string shown = excerpt(text, 100);
  if (form == "0000-00-00") return input_error("the calendar has no day {}", shown);
  if (form == "0000-00") return input_error("the calendar has no month {}", shown);
  if (form == "0000-Q0") return input_error("the calendar has no quarter {}", shown);
  if (form == "0000-W00") {
    std::int32_t year = 0;
    TextReader(text).digits(4, year);
    return input_error("the calendar has no week {}: that year ends with week {}", shown,
                       weeks_in_iso_year(year));
  }
  return input_error("{} is not a period like 2024, 2024-Q3, 2024-07, 2024-W31 or 2024-07-31",
                     in_quotes(text));
}

bool within_years(Day day) {
  const std::int32_t year = date_of(day).year;
  return year >= kMinYear && year <= kMaxYear;
}

}  // namespace

Result<PeriodKind> parse_period_kind(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<PeriodKind>(i);
  }
  return usage_error("{} is not a period: day, week, month, quarter or year", in_quotes(name));
}

std::string_view name_of(PeriodKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

bool nests(PeriodKind fine, PeriodKind coarse) {
  if (fine == PeriodKind::kWeek || coarse == PeriodKind::kWeek)
    return fine == coarse || fine == PeriodKind::kDay;
  return fine <= coarse;
}

Period Period::of(Day day, PeriodKind kind) {
  if (kind == PeriodKind::kDay) return {kind, day.since_epoch};
  if (kind == PeriodKind::kWeek) return {kind, week_ordinal(day)};
  const Date date = date_of(day);
  if (kind == PeriodKind::kMonth) return {kind, date.year * 12 + date.month - 1};
  if (kind == PeriodKind::kQuarter) return {kind, date.year * 4 + (date.month - 1) / 3};
  return {kind, date.year};
}

Result<Period> Period::parse(std::string_view text) {
  const auto bad = [text] { return no_period(text); };
  if (text.size() == 10) {
    const Result<Day> day = parse_date(text);
    if (!day) return bad();
    return of(*day, PeriodKind::kDay);
  }
  TextReader in(text);
  std::int32_t year = 0;
  std::int32_t part = 0;
  if (!in.digits(4, year)) return bad();
  if (in.done()) return Period(PeriodKind::kYear, year);
  if (!in.accept('-')) return bad();
  if (in.accept('Q')) {
    if (in.digits(1, part) && in.done() && part >= 1 && part <= 4)
      return Period(PeriodKind::kQuarter, year * 4 + part - 1);
  } else if (in.accept('W')) {
    if (in.digits(2, part) && in.done() && part >= 1 && part <= weeks_in_iso_year(year))
      return of(monday_of(year, part), PeriodKind::kWeek);
  } else if (in.digits(2, part) && in.done() && part >= 1 && part <= 12) {
    return Period(PeriodKind::kMonth, year * 12 + part - 1);
  }
  return bad();
}

Day Period::first_day() const {
  switch (kind_) {
    case PeriodKind::kDay:
      return {ordinal_};
    case PeriodKind::kWeek:
      return {ordinal_ * 7 + kFirstMonday};
    case PeriodKind::kMonth: {
      const std::int32_t year = floor_divide(ordinal_, 12);
      return day_of({year, ordinal_ - year * 12 + 1, 1});
    }
    case PeriodKind::kQuarter: {
      const std::int32_t year = floor_divide(ordinal_, 4);
      return day_of({year, (ordinal_ - year * 4) * 3 + 1, 1});
    }
    case PeriodKind::kYear:
      break;
  }
  return day_of({ordinal_, 1, 1});
}

Result<Period> Period::truncated_to(PeriodKind kind) const {
  if (!nests(kind_, kind)) {
    return input_error("a {} such as '{}' does not lie in one {}", name_of(kind_), text(),
                       name_of(kind));
  }
  return of(first_day(), kind);
}

std::optional<Period> Period::plus(std::int64_t n) const {
  // Far beyond any period, and small enough for what follows.
  constexpr std::int64_t kLimit = 4'000'000;
  if (n < -kLimit || n > kLimit) return std::nullopt;
  const std::int64_t ordinal = ordinal_ + n;
  constexpr std::array<std::int64_t, 5> kPerYear = {366, 53, 12, 4, 1};
  const std::int64_t bound = (kMaxYear + 2) * kPerYear[static_cast<std::size_t>(kind_)];
  if (ordinal > bound || ordinal < -bound) return std::nullopt;
  const Period moved(kind_, static_cast<std::int32_t>(ordinal));
  if (!within_years(moved.first_day())) return std::nullopt;
  return moved;
}

std::optional<Period> Period::plus_years(std::int64_t n) const {
  if (n < -20'000 || n > 20'000) return std::nullopt;
  if (kind_ == PeriodKind::kDay) {
    const Date date = date_of(first_day());
    const std::optional<Day> day = checked_day_of(date.year + n, date.month, date.day);
    if (!day) return std::nullopt;
    return of(*day, kind_);
  }
  if (kind_ == PeriodKind::kWeek) {
    const IsoWeek week = iso_week_of(first_day());
    const std::int64_t year = week.year + n;
    if (year < kMinYear || year > kMaxYear) return std::nullopt;
    const auto target = static_cast<std::int32_t>(year);
    if (week.week > weeks_in_iso_year(target)) return std::nullopt;
    return of(monday_of(target, week.week), kind_);
  }
  constexpr std::array<std::int64_t, 5> kPerYear = {0, 0, 12, 4, 1};
  return plus(n * kPerYear[static_cast<std::size_t>(kind_)]);
}

char* Period::write(char* out) const {
  if (kind_ == PeriodKind::kDay) return write_date(out, {ordinal_});
  if (kind_ == PeriodKind::kWeek) {
    const IsoWeek week = iso_week_of(first_day());
    out = write_year(out, week.year);
    *out++ = '-';
    *out++ = 'W';
    return write_digits2(out, week.week);
  }
  if (kind_ == PeriodKind::kYear) return write_year(out, ordinal_);
  const std::int32_t per_year = kind_ == PeriodKind::kMonth ? 12 : 4;
  const std::int32_t year = floor_divide(ordinal_, per_year);
  const std::int32_t number = ordinal_ - year * per_year + 1;
  out = write_year(out, year);
  *out++ = '-';
  if (kind_ == PeriodKind::kMonth) return write_digits2(out, number);
  *out++ = 'Q';
  *out++ = static_cast<char>('0' + number);
  return out;
}

void Period::append(std::string& out) const {
  char bytes[kMaxBytes];
  out.append(bytes, static_cast<std::size_t>(write(bytes) - bytes));
}

std::string Period::text() const {
  std::string out;
  append(out);
  return out;
}

Status parse_into(std::string_view text, Period& out) {
  const Result<Period> parsed = Period::parse(text);
  if (!parsed) return usage_error(parsed.error().message);
  out = *parsed;
  return {};
}

}  // namespace nd::time
