#include "table/moment.h"

#include <string>

#include "base/wording.h"
#include "json/tree.h"
#include "json/writer.h"
#include "time/time_text.h"

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
  const auto found = time::parse_time_text(value.text());
  if (!found) return input_error("{} {}", shown(value), time::kNoTimeText);
  if (const auto* const period = std::get_if<time::Period>(&*found)) {
    kind = {Scale::kPeriods, period->kind()};
    return Moment(json::Value::integer(period->first_day().since_epoch));
  }
  const auto& instant = std::get<time::Instant>(*found);
  kind = {Scale::kInstants, time::PeriodKind::kDay};
  return Moment(json::Value::integer(instant.seconds()), instant.nanos());
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
