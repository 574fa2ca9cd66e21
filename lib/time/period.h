// A calendar period: a day, ISO week, month, quarter or year, its text and its arithmetic.
//
// Belongs here: what days a period has, its neighbours, the same period of another year. Does not
// belong here: comparing values of periods (compare/compare_periods.h), instants and zones.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "time/civil.h"

namespace nd::time {

// From the finest to the coarsest.
enum class PeriodKind : std::uint8_t { kDay, kWeek, kMonth, kQuarter, kYear };

// "day", "week", "month", "quarter" or "year"; a usage error otherwise.
[[nodiscard]] Result<PeriodKind> parse_period_kind(std::string_view name);
[[nodiscard]] std::string_view name_of(PeriodKind kind);

// Whether every period of kind `fine` lies in exactly one of kind `coarse`: day in all; week in
// week only (a week may lie in two months, quarters or years); month in month, quarter, year;
// quarter in quarter, year; year in year.
[[nodiscard]] bool nests(PeriodKind fine, PeriodKind coarse);

class Period {
 public:
  // Bytes that write() needs.
  static constexpr std::size_t kMaxBytes = 12;

  Period() = default;  // the day 1970-01-01
  [[nodiscard]] static Period of(Day day, PeriodKind kind);
  // `2024`, `2024-Q3`, `2024-07`, `2024-W31` or `2024-07-31` and nothing else; input error
  // otherwise.
  [[nodiscard]] static Result<Period> parse(std::string_view text);

  [[nodiscard]] PeriodKind kind() const { return kind_; }
  [[nodiscard]] Day first_day() const;
  [[nodiscard]] Day last_day() const { return next().first_day().plus(-1); }
  [[nodiscard]] std::int32_t days() const {
    return next().first_day().since_epoch - first_day().since_epoch;
  }

  // The period of a coarser (or the same) kind in which this one lies. Input error where nests() is
  // false.
  [[nodiscard]] Result<Period> truncated_to(PeriodKind kind) const;

  [[nodiscard]] Period next() const { return {kind_, ordinal_ + 1}; }
  [[nodiscard]] Period previous() const { return {kind_, ordinal_ - 1}; }
  // n periods later (earlier if negative); nullopt outside the years 0000 to 9999.
  [[nodiscard]] std::optional<Period> plus(std::int64_t n) const;

  // The period of the same name n years later (earlier if negative): the same date, the same number
  // of week in the ISO year, the same month or quarter. nullopt if that year has none (29 February,
  // week 53) or is outside 0000 to 9999.
  [[nodiscard]] std::optional<Period> plus_years(std::int64_t n) const;

  // Writes the text and returns its end: 4 to 10 bytes within the years 0000 to 9999, at most
  // kMaxBytes.
  char* write(char* out) const;
  void append(std::string& out) const;
  [[nodiscard]] std::string text() const;

  // By kind, then by time.
  friend auto operator<=>(const Period&, const Period&) = default;

 private:
  Period(PeriodKind kind, std::int32_t ordinal) : kind_(kind), ordinal_(ordinal) {}

  PeriodKind kind_ = PeriodKind::kDay;
  // Day: days since the epoch; week: weeks since that of the epoch; month: year * 12 + month - 1;
  // quarter: year * 4 + quarter - 1; year: itself.
  std::int32_t ordinal_ = 0;
};

// The value of an option: as Period::parse, but a usage error.
[[nodiscard]] Status parse_into(std::string_view text, Period& out);

}  // namespace nd::time
