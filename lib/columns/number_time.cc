#include "columns/number_time.h"

#include <cmath>
#include <cstdint>

#include <fmt/core.h>

#include "json/field_path.h"
#include "time/instant.h"

namespace nd::columns {
namespace {

// Far more than any date or time, and far less than where doubles have gaps.
constexpr double kMostWhole = 1e15;

std::optional<std::int64_t> whole_number(const json::Value& value) {
  if (value.kind() == json::Kind::kInt) return value.int_value();
  if (!value.is_number()) return std::nullopt;
  const double number = value.to_double();
  if (!(std::abs(number) <= kMostWhole) || std::trunc(number) != number) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

enum class Digits { kOther, kMonth, kDay };

Digits digits_of(const json::Value& value) {
  constexpr std::int64_t kFirstYear = 1900;
  constexpr std::int64_t kLastYear = 2099;
  const std::optional<std::int64_t> number = whole_number(value);
  if (!number) return Digits::kOther;
  const auto is = [](std::int64_t year, std::int64_t month, std::int64_t day) {
    return year >= kFirstYear && year <= kLastYear && time::checked_day_of(year, month, day);
  };
  if (is(*number / 100, *number % 100, 1)) return Digits::kMonth;
  return is(*number / 10000, *number / 100 % 100, *number % 100) ? Digits::kDay : Digits::kOther;
}

}  // namespace

std::optional<time::Period> year_of(const json::Value& value) {
  constexpr std::int64_t kFirstYear = 1000;
  const std::optional<std::int64_t> number = whole_number(value);
  if (!number || *number < kFirstYear || *number > time::kMaxYear) return std::nullopt;
  return time::Period::of(time::day_of({static_cast<std::int32_t>(*number), 1, 1}),
                          time::PeriodKind::kYear);
}

bool is_date_without_hyphens(const json::Value& value) {
  return digits_of(value) != Digits::kOther;
}

std::string period_expression(const json::Value& value, std::string_view field) {
  // Seconds of the years 1973 to 5138, and milliseconds of the same.
  constexpr double kLeastSeconds = 1e8;
  constexpr double kLeastMilliseconds = 1e11;
  constexpr double kMostMilliseconds = 1e14;
  const auto path = json::FieldPath::parse(field);
  const std::string read = path ? path->print() : std::string(field);
  if (value.is_string())
    return time::parse_rfc3339(value.text()) ? fmt::format("({}|day)", read) : std::string();
  if (!value.is_number()) return {};
  switch (digits_of(value)) {
    case Digits::kDay:
      return fmt::format("({}|tostring|strptime(\"%Y%m%d\")|strftime(\"%Y-%m-%d\"))", read);
    case Digits::kMonth:
      return fmt::format("({}|tostring|.[:4]+\"-\"+.[4:])", read);
    case Digits::kOther:
      break;
  }
  const double number = value.to_double();
  if (number < kLeastSeconds || number > kMostMilliseconds) return {};
  return fmt::format("({}{}|day)", read, number < kLeastMilliseconds ? "" : "|ms");
}

}  // namespace nd::columns
