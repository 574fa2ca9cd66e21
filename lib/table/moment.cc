#include "table/moment.h"

#include <string>

#include "base/wording.h"
#include "json/tree.h"
#include "json/writer.h"
#include "time/instant.h"

namespace nd::table {
std::string shown(const json::Value& value) {
  std::string text;
  json::append_value(text, value);
  return in_quotes(text, 60);
}

Moment Moment::kept(Arena& arena) const {
  return is_open() ? Moment() : Moment(json::deep_copy(number_, arena), nanos_);
}

Result<Moment> Timeline::parse(const json::Value& value, Kind& kind) {
  if (value.is_number()) {
    kind = {Scale::kNumbers, time::PeriodKind::kDay};
    return Moment(value);
  }
  if (!value.is_string()) {
    return input_error("a moment is a number, a period or an RFC 3339 time, not the {} {}",
                       json::type_name(value), shown(value));
  }
  // No RFC 3339 time is as short as the longest period.
  constexpr std::size_t kLongestPeriod = 10;
  if (value.text().size() <= kLongestPeriod) {
    if (const auto period = time::Period::parse(value.text())) {
      kind = {Scale::kPeriods, period->kind()};
      return Moment(json::Value::integer(period->first_day().since_epoch));
    }
  } else if (const auto instant = time::parse_rfc3339(value.text())) {
    kind = {Scale::kInstants, time::PeriodKind::kDay};
    return Moment(json::Value::integer(instant->seconds()), instant->nanos());
  }
  return input_error("{} is neither a period (\"2024-07-31\") nor an RFC 3339 time with its offset",
                     shown(value));
}

std::string_view Timeline::name_of(const Kind& kind) {
  if (kind.scale == Scale::kNumbers) return "number";
  return kind.scale == Scale::kInstants ? "RFC 3339 time" : time::name_of(kind.grain);
}

tl::unexpected<Error> Timeline::other(const json::Value& value, const Kind& kind) const {
  return input_error("{} is {} {}, and the moments of the table are {}s", shown(value),
                     kind.scale == Scale::kInstants ? "an" : "a", name_of(kind), name_of(*kind_));
}

Result<Moment> Timeline::learn(const json::Value& value) {
  Kind kind;
  const Moment moment = ND_TRY(parse(value, kind));
  if (!kind_) kind_ = kind;
  if (*kind_ != kind) return other(value, kind);
  return moment;
}

Result<Moment> Timeline::read(const json::Value& value) const {
  Kind kind;
  const Moment moment = ND_TRY(parse(value, kind));
  if (!kind_ || *kind_ == kind) return moment;
  auto failure = other(value, kind);
  if (kind_->scale == Scale::kPeriods)
    failure.value().message += fmt::format("; write (…|{})", name_of(*kind_));
  return failure;
}

}  // namespace nd::table
