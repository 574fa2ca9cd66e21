#include "columns/time_column.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "base/number.h"
#include "base/wording.h"
#include "columns/number_time.h"
#include "columns/shown.h"
#include "time/time_text.h"

namespace nd::columns {
namespace {

// Bytes of a value in a message.
constexpr std::size_t kShown = 60;

Moment moment_of(time::Instant instant) {
  return Moment{instant.seconds()} * kNanosOfSecond + instant.nanos();
}

// Whether an expression ends with a function that gives seconds, as (.at|ms) does: then it is said
// what a number is.
bool gives_seconds(std::string_view expression) {
  constexpr std::string_view kGiveSeconds[] = {
      "ms", "us", "ns", "time", "fromdate", "fromdateiso8601", "mktime", "now"};
  while (!expression.empty() && (expression.back() == ')' || is_blank(expression.back())))
    expression.remove_suffix(1);
  const std::size_t pipe = expression.rfind('|');
  if (pipe == std::string_view::npos) return false;
  const std::string_view last = trimmed(expression.substr(pipe + 1));
  return std::find(std::begin(kGiveSeconds), std::end(kGiveSeconds), last) !=
         std::end(kGiveSeconds);
}

// Requires: a number.
Result<time::Instant> instant_of_seconds(const json::Value& value) {
  if (value.kind() == json::Kind::kInt)
    return time::Instant::from_epoch(value.int_value(), time::EpochUnit::kSeconds);
  if (value.kind() == json::Kind::kNumberText) {
    std::string digits;
    return time::Instant::from_epoch(decimal_of(value.text(), digits), time::EpochUnit::kSeconds);
  }
  return time::Instant::from_epoch_seconds(value.to_double());
}

}  // namespace

std::string TimeColumn::read_text() const {
  return column_.is_field(0) ? column_.path(0).print() : column_.text(0);
}

Moment TimeColumn::moment_of_period(time::Period period) {
  found_ = {Scale::kPeriods, period.kind()};
  return Moment{period.first_day().since_epoch} * time::kSecondsPerDay * kNanosOfSecond;
}

TimeColumn::TimeColumn(KeyColumns column)
    : column_(std::move(column)),
      gives_seconds_(is_there() && !column_.is_field(0) && gives_seconds(column_.text(0))) {}

Result<Moment> TimeColumn::moment_of_number(const json::Value& value) {
  const bool are_seconds = gives_seconds_ || (kind_ && kind_->scale == Scale::kSeconds);
  if (const auto year = year_of(value); year && !are_seconds) return moment_of_period(*year);
  if (!are_seconds && is_date_without_hyphens(value)) {
    return input_error(
        "{} may be a date or seconds since 1970: a date is written -t '{}', seconds -t "
        "'({}|todate)'",
        shown(value, kShown), period_expression(value, column_.text(0)), read_text());
  }
  found_ = {Scale::kSeconds, time::PeriodKind::kDay};
  const auto instant = instant_of_seconds(value);
  if (instant) return moment_of(*instant);
  return input_error("{} Milliseconds are written -t '({}|ms)'", instant.error().message,
                     read_text());
}

Result<Moment> TimeColumn::parse(const json::Value& value) {
  if (value.is_number()) return moment_of_number(value);
  if (!value.is_string()) {
    return input_error(
        "the time in {} is of type {}; it must be a period, RFC 3339 text or epoch "
        "seconds",
        in_quotes(column_.text(0)), json::type_name(value));
  }
  const auto found = time::parse_time_text(value.text());
  if (!found) return input_error("{} {}", shown(value, kShown), time::kNoTimeText);
  if (const auto* const period = std::get_if<time::Period>(&*found))
    return moment_of_period(*period);
  found_ = {Scale::kInstants, time::PeriodKind::kDay};
  return moment_of(std::get<time::Instant>(*found));
}

std::string TimeColumn::name_of(const Kind& kind) {
  if (kind.scale == Scale::kPeriods) return fmt::format("a {}", time::name_of(kind.grain));
  return kind.scale == Scale::kSeconds ? "a number of seconds" : "an RFC 3339 time";
}

Result<Moment> TimeColumn::read(const stream::Record& record) {
  const json::Value value = ND_TRY(column_.value(0, record));
  if (counts_as_null(value))
    return input_error("the record has no time in {}", in_quotes(column_.text(0)));
  const Moment moment = ND_TRY(parse(value));
  if (kind_ && *kind_ != found_) {
    const bool may_be_seconds = found_.scale == Scale::kSeconds &&
                                kind_->scale == Scale::kPeriods &&
                                kind_->grain == time::PeriodKind::kYear;
    return input_error(
        "{} is {}, and the first record's time was {}{}", shown(value, kShown), name_of(found_),
        name_of(*kind_),
        may_be_seconds
            ? fmt::format("; seconds from 1000 to 9999 are written -t '({}|todate)'", read_text())
            : "");
  }
  return moment;
}

std::string TimeColumn::text(Moment moment) const {
  // Rounded down, so that what is left is not negative.
  Moment seconds = moment / kNanosOfSecond;
  if (seconds * kNanosOfSecond > moment) --seconds;
  const auto whole = static_cast<std::int64_t>(seconds);
  const auto nanos = static_cast<std::int32_t>(moment - seconds * kNanosOfSecond);
  std::string out;
  if (kind_ && kind_->scale == Scale::kPeriods) {
    const time::Day day{static_cast<std::int32_t>(whole / time::kSecondsPerDay)};
    time::Period::of(day, kind_->grain).append(out);
    return out;
  }
  const auto instant = time::Instant::from_parts(whole, nanos);
  if (!instant) return out;
  if (kind_ && kind_->scale == Scale::kSeconds) {
    time::append_seconds(out, *instant);
  } else {
    time::append_rfc3339(out, *instant);
  }
  return out;
}

}  // namespace nd::columns
