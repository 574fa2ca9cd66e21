#include "columns/time_column.h"

#include "base/number.h"
#include "base/wording.h"
#include "columns/shown.h"
#include "time/time_text.h"

namespace nd::columns {
namespace {

// Bytes of a value in a message.
constexpr std::size_t kShown = 60;

Moment moment_of(time::Instant instant) {
  return Moment{instant.seconds()} * kNanosOfSecond + instant.nanos();
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

Result<Moment> TimeColumn::parse(const json::Value& value) {
  if (value.is_number()) {
    found_ = {Scale::kSeconds, time::PeriodKind::kDay};
    const auto instant = instant_of_seconds(value);
    if (instant) return moment_of(*instant);
    return input_error("{} Milliseconds are written -t '({}|ms)'", instant.error().message,
                       column_.is_field(0) ? column_.path(0).print() : column_.text(0));
  }
  if (!value.is_string()) {
    return input_error(
        "the time in {} is of type {}; it must be a period, RFC 3339 text or epoch "
        "seconds",
        in_quotes(column_.text(0)), json::type_name(value));
  }
  const auto found = time::parse_time_text(value.text());
  if (!found) return input_error("{} {}", shown(value, kShown), time::kNoTimeText);
  if (const auto* const period = std::get_if<time::Period>(&*found)) {
    found_ = {Scale::kPeriods, period->kind()};
    return Moment{period->first_day().since_epoch} * time::kSecondsPerDay * kNanosOfSecond;
  }
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
    return input_error("{} is {}, and the first record's time was {}", shown(value, kShown),
                       name_of(found_), name_of(*kind_));
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
