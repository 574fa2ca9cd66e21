// Dates and times: jq's functions in UTC, and the calendar functions in the zone of the run.
//
// A number is epoch seconds; behind ms, us or ns it is in that unit (the binder folds `ms | day`
// into one step). A text is RFC 3339, or a period (2024-07-31, 2024-W31, 2024-07, ...), which is
// local already.
#include <array>
#include <cmath>
#include <string>

#include "base/number.h"
#include "expr/arithmetic.h"
#include "expr/builtin_families.h"
#include "expr/flow_macro.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/period_text.h"
#include "time/civil_format.h"
#include "time/instant.h"
#include "time/period.h"
#include "time/zone.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Value;
using time::CivilTime;
using time::EpochUnit;
using time::Instant;
using time::LocalTime;
using time::Period;
using time::PeriodKind;

// The value of a Result, or an error of the machine with its message.
template <class T>
Flow unwrap(const Call& call, Result<T>&& result, T& out) {
  if (!result) return call.machine.fail(call.node, result.error().message);
  out = *std::move(result);
  return Flow::kGo;
}

Flow instant_of(const Call& call, const Value& number, EpochUnit unit, Instant& out) {
  switch (number.kind()) {
    case Kind::kInt:
      return unwrap(call, Instant::from_epoch(number.int_value(), unit), out);
    case Kind::kDouble:
      if (unit == EpochUnit::kSeconds || !std::isfinite(number.double_value())) {
        return unwrap(call, Instant::from_epoch_seconds(number.double_value()), out);
      }
      break;
    default:
      break;
  }
  std::string scratch;
  const Decimal decimal = number.kind() == Kind::kUint ? decimal_of(number.uint_value(), scratch)
                          : number.kind() == Kind::kDouble
                              ? decimal_of(number.double_value(), scratch)
                              : decimal_of(number.text(), scratch);
  return unwrap(call, Instant::from_epoch(decimal, unit), out);
}

// The instant of jq's own functions, which cut seconds before 1970 towards zero.
Flow utc_instant(const Call& call, Instant& out) {
  const double seconds = call.input.to_double();
  if (seconds < 0 && seconds != std::floor(seconds)) {
    return unwrap(call, Instant::from_epoch_seconds(std::trunc(seconds)), out);
  }
  return instant_of(call, call.input, EpochUnit::kSeconds, out);
}

// Seconds with their fraction, exactly: an integer, or a number's text.
Flow seconds_value(const Call& call, Instant instant, Value& out) {
  out = Value::integer(instant.seconds());
  if (instant.nanos() == 0) return Flow::kGo;
  std::string& text = call.machine.scratch();
  time::append_seconds(text, instant);
  Value kept;
  ND_FLOW(call.machine.make_string(call.node, text, kept));
  out = Value::number_text(kept.text());
  return Flow::kGo;
}

// --- the calendar in the zone of the run ---

Flow local_time(const Call& call, LocalTime& out) {
  const Value& in = call.input;
  if (in.is_number()) {
    Instant instant;
    ND_FLOW(instant_of(call, in, call.node.unit, instant));
    out = call.machine.setting().zone.local(instant);
    return Flow::kGo;
  }
  if (in.is_string() && call.node.unit == EpochUnit::kSeconds) {
    return unwrap(call, time::local_time_of_text(in.text(), call.machine.setting().zone), out);
  }
  return call.machine.fail(call.node, described(in) + " is no time");
}

Flow period_value(const Call& call, Period period, Value& out) {
  if (!call.machine.take(Period::kMaxBytes)) return call.machine.out_of_memory(call.node);
  auto* const text = static_cast<char*>(call.machine.arena().allocate(Period::kMaxBytes, 1));
  out = Value::string({text, static_cast<std::size_t>(period.write(text) - text)});
  return Flow::kGo;
}

template <PeriodKind kKind>
Flow period(const Call& call, Value& out) {
  PeriodText& last = call.machine.last_period(kKind);
  if (call.input.kind() == Kind::kInt && last.holds(call.input.int_value(), call.node.unit))
    return call.machine.make_string(call.node, last.text(), out);
  // Texts up to the length of a date are periods.
  if (call.input.is_string() && call.input.text().size() <= 10 &&
      call.node.unit == EpochUnit::kSeconds) {
    Period given;
    ND_FLOW(unwrap(call, Period::parse(call.input.text()), given));
    ND_FLOW(unwrap(call, given.truncated_to(kKind), given));
    return period_value(call, given, out);
  }
  LocalTime local;
  ND_FLOW(local_time(call, local));
  last.set(Period::of(local.day, kKind), local, call.node.unit, call.machine.setting().zone);
  return call.machine.make_string(call.node, last.text(), out);
}

Flow weekday(const Call& call, Value& out) {
  LocalTime local;
  ND_FLOW(local_time(call, local));
  out = Value::integer(time::iso_weekday(local.day));
  return Flow::kGo;
}

Flow time_of_day(const Call& call, LocalTime& out) {
  if (call.input.is_string() && call.input.text().size() <= 10) {
    return call.machine.fail(call.node, in_quotes(call.input.text()) + " has no time of day");
  }
  return local_time(call, out);
}

Flow hour(const Call& call, Value& out) {
  LocalTime local;
  ND_FLOW(time_of_day(call, local));
  out = Value::integer(local.hour());
  return Flow::kGo;
}

Flow minute(const Call& call, Value& out) {
  LocalTime local;
  ND_FLOW(time_of_day(call, local));
  out = Value::integer(local.minute());
  return Flow::kGo;
}

template <EpochUnit kUnit>
Flow epoch(const Call& call, Value& out) {
  if (!call.input.is_number())
    return call.machine.fail(call.node, "an epoch number is needed, not " + described(call.input));
  Instant instant;
  ND_FLOW(instant_of(call, call.input, kUnit, instant));
  return seconds_value(call, instant, out);
}

Flow time_of_text(const Call& call, Value& out) {
  if (!call.input.is_string())
    return call.machine.fail(
        call.node, "a time is a text such as 2024-07-31T23:59:59Z, not " + described(call.input));
  Instant instant;
  ND_FLOW(unwrap(call, time::parse_rfc3339(call.input.text()), instant));
  return seconds_value(call, instant, out);
}

// --- jq's functions, in UTC ---

// jq's broken-down time: year, month from 0, day, hour, minute, second (with fraction), weekday,
// day of the year.
Flow broken_down(const Call& call, const CivilTime& civil, double second, Value& out) {
  const Value fields[] = {Value::integer(civil.year),    Value::integer(civil.month - 1),
                          Value::integer(civil.day),     Value::integer(civil.hour),
                          Value::integer(civil.minute),  number_of(second),
                          Value::integer(civil.weekday), Value::integer(civil.year_day)};
  return call.machine.make_array(call.node, fields, out);
}

Flow gmtime(const Call& call, Value& out) {
  if (!call.input.is_number())
    return call.machine.fail(call.node, "gmtime takes epoch seconds, not " + described(call.input));
  Instant instant;
  ND_FLOW(utc_instant(call, instant));
  const CivilTime civil = time::civil_time_of(instant);
  // jq takes the fraction from the double.
  const double seconds = call.input.to_double();
  return broken_down(call, civil, civil.second + (seconds - std::floor(seconds)), out);
}

Flow civil_of_fields(const Call& call, const Value& fields, CivilTime& out) {
  const auto bad = [&] {
    return call.machine.fail(call.node,
                             "a broken-down time is an array of eight numbers, as gmtime gives it");
  };
  if (!fields.is_array() || fields.items().size() < 8) return bad();
  std::array<std::int32_t, 8> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const Value& field = fields.items()[i];
    if (!field.is_number()) return bad();
    const double number = std::trunc(field.to_double());
    if (!(std::abs(number) < 1e9)) return bad();
    numbers[i] = static_cast<std::int32_t>(number);
  }
  out = CivilTime{.year = numbers[0],
                  .month = numbers[1] + 1,
                  .day = numbers[2],
                  .hour = numbers[3],
                  .minute = numbers[4],
                  .second = numbers[5],
                  .nanos = 0,
                  .weekday = numbers[6],
                  .year_day = numbers[7]};
  return Flow::kGo;
}

Flow mktime(const Call& call, Value& out) {
  CivilTime civil;
  ND_FLOW(civil_of_fields(call, call.input, civil));
  Instant instant;
  ND_FLOW(unwrap(call, time::instant_of(civil), instant));
  out = Value::integer(instant.seconds());
  return Flow::kGo;
}

Flow format_time(const Call& call, std::string_view format, Value& out) {
  CivilTime civil;
  if (call.input.is_number()) {
    Instant instant;
    ND_FLOW(utc_instant(call, instant));
    civil = time::civil_time_of(instant);
  } else {
    ND_FLOW(civil_of_fields(call, call.input, civil));
  }
  std::string& text = call.machine.scratch();
  time::append_strftime(text, format, civil);
  if (text.empty()) return call.machine.fail(call.node, "the format gives an empty text");
  return call.machine.make_string(call.node, text, out);
}

Flow strftime(const Call& call, Value& out) {
  const Value& format = call.arguments[0];
  if (!format.is_string())
    return call.machine.fail(call.node, "the format is a string, not " + described(format));
  return format_time(call, format.text(), out);
}

constexpr std::string_view kIsoFormat = "%Y-%m-%dT%H:%M:%SZ";

Flow todate(const Call& call, Value& out) {
  return format_time(call, kIsoFormat, out);
}

// Whether a format has any part of a date: without one glibc's strptime, and so jq, leaves weekday
// and day of the year at the values 8 and 367.
bool reads_date(std::string_view format) {
  constexpr std::string_view kDateLetters = "YyCmbBhdeDFxcjGguVUWs+";
  for (std::size_t i = 0; i + 1 < format.size(); ++i) {
    if (format[i] != '%') continue;
    ++i;
    while (i + 1 < format.size() && (format[i] == 'E' || format[i] == 'O'))
      ++i;
    if (kDateLetters.find(format[i]) != std::string_view::npos) return true;
  }
  return false;
}

Flow strptime(const Call& call, Value& out) {
  const Value& format = call.arguments[0];
  if (!call.input.is_string() || !format.is_string()) {
    return call.machine.fail(call.node,
                             "strptime takes a string and a format, not " +
                                 described(call.input.is_string() ? format : call.input));
  }
  CivilTime civil;
  ND_FLOW(unwrap(call, time::parse_strptime(call.input.text(), format.text()), civil));
  if (!reads_date(format.text())) {
    civil.weekday = 8;
    civil.year_day = 367;
  }
  return broken_down(call, civil, civil.second + civil.nanos / 1e9, out);
}

Flow fromdate(const Call& call, Value& out) {
  if (!call.input.is_string())
    return call.machine.fail(
        call.node, "a date is a text such as 2024-07-31T23:59:59Z, not " + described(call.input));
  Instant instant;
  if (auto parsed = time::parse_rfc3339(call.input.text())) {
    instant = *parsed;
  } else if (const auto civil = time::parse_strptime(call.input.text(), kIsoFormat)) {
    // What jq's own format takes besides: fields without leading zeros.
    ND_FLOW(unwrap(call, time::instant_of(*civil), instant));
  } else {
    return call.machine.fail(call.node, parsed.error().message);
  }
  return seconds_value(call, instant, out);
}

Flow now(const Call& call, Value& out) {
  out = Value::real(static_cast<double>(call.machine.setting().now_ns) / 1e9);
  return Flow::kGo;
}

constexpr std::array kRows = {
    Builtin{.name = "day",
            .signature = "day",
            .help = "the day of a time in the zone of --tz: \"2024-07-31\"",
            .example = {"day", "\"2024-07-31T20:00:00Z\"", "\"2024-07-31\""},
            .origin = Origin::kOurs,
            .function = period<PeriodKind::kDay>,
            .depends_on = DependsOn::kZone,
            .takes_unit = true},
    Builtin{.name = "week",
            .signature = "week",
            .help = "the ISO week of a time or day",
            .example = {"week", "\"2024-07-31\"", "\"2024-W31\""},
            .origin = Origin::kOurs,
            .function = period<PeriodKind::kWeek>,
            .depends_on = DependsOn::kZone,
            .takes_unit = true},
    Builtin{.name = "month",
            .signature = "month",
            .help = "the month of a time or finer period",
            .example = {"month", "\"2024-07-31\"", "\"2024-07\""},
            .origin = Origin::kOurs,
            .function = period<PeriodKind::kMonth>,
            .depends_on = DependsOn::kZone,
            .takes_unit = true},
    Builtin{.name = "quarter",
            .signature = "quarter",
            .help = "the quarter of a time or finer period",
            .example = {"quarter", "\"2024-07\"", "\"2024-Q3\""},
            .origin = Origin::kOurs,
            .function = period<PeriodKind::kQuarter>,
            .depends_on = DependsOn::kZone,
            .takes_unit = true},
    Builtin{.name = "year",
            .signature = "year",
            .help = "the year of a time or finer period",
            .example = {"year", "\"2024-Q3\"", "\"2024\""},
            .origin = Origin::kOurs,
            .function = period<PeriodKind::kYear>,
            .depends_on = DependsOn::kZone,
            .takes_unit = true},
    Builtin{.name = "weekday",
            .signature = "weekday",
            .help = "1 (Monday) to 7 (Sunday)",
            .example = {"weekday", "\"2024-07-31\"", "3"},
            .origin = Origin::kOurs,
            .function = weekday,
            .depends_on = DependsOn::kZone,
            .takes_unit = true},
    Builtin{.name = "hour",
            .signature = "hour",
            .help = "the hour, 0 to 23",
            .example = {"hour", "\"2024-07-31T20:15:00Z\"", "20"},
            .origin = Origin::kOurs,
            .function = hour,
            .depends_on = DependsOn::kZone,
            .takes_unit = true},
    Builtin{.name = "minute",
            .signature = "minute",
            .help = "the minute, 0 to 59",
            .example = {"minute", "\"2024-07-31T20:15:00Z\"", "15"},
            .origin = Origin::kOurs,
            .function = minute,
            .depends_on = DependsOn::kZone,
            .takes_unit = true},
    Builtin{.name = "ms",
            .signature = "ms",
            .help = "epoch milliseconds as epoch seconds, exactly",
            .example = {"ms, (ms | year)", "1720000000123", "1720000000.123 \"2024\""},
            .origin = Origin::kOurs,
            .function = epoch<EpochUnit::kMillis>,
            .unit = EpochUnit::kMillis},
    Builtin{.name = "us",
            .signature = "us",
            .help = "epoch microseconds as epoch seconds, exactly",
            .example = {"us", "1720000000000000", "1720000000"},
            .origin = Origin::kOurs,
            .function = epoch<EpochUnit::kMicros>,
            .unit = EpochUnit::kMicros},
    Builtin{.name = "ns",
            .signature = "ns",
            .help = "epoch nanoseconds as epoch seconds, exactly",
            .example = {"ns", "1720000000123456789", "1720000000.123456789"},
            .origin = Origin::kOurs,
            .function = epoch<EpochUnit::kNanos>,
            .unit = EpochUnit::kNanos},
    Builtin{.name = "time",
            .signature = "time",
            .help = "an RFC 3339 text as epoch seconds with its fraction",
            .example = {"time", "\"1970-01-01T08:00:01.5+08:00\"", "1.5"},
            .origin = Origin::kOurs,
            .function = time_of_text},
    Builtin{.name = "now",
            .signature = "now",
            .help = "epoch seconds at the start of the run",
            .example = {"now > 1720000000", "null", "true"},
            .function = now,
            .ignores_input = true,
            .depends_on = DependsOn::kNow},
    Builtin{.name = "todate",
            .signature = "todate",
            .help = "epoch seconds as RFC 3339 in UTC, without the fraction",
            .example = {"todate", "1720000000.5", "\"2024-07-03T09:46:40Z\""},
            .function = todate},
    Builtin{.name = "fromdate",
            .signature = "fromdate",
            .help = "RFC 3339 as epoch seconds; fractions and offsets are taken",
            .example = {"fromdate", "\"2024-07-03T09:46:40Z\"", "1720000000"},
            .function = fromdate},
    Builtin{.name = "date",
            .signature = "date",
            .help = "the same as todate",
            .example = {"date", "0", "\"1970-01-01T00:00:00Z\""},
            .origin = Origin::kJqLater,
            .definition = "todate"},
    Builtin{.name = "dateadd",
            .signature = "dateadd(UNIT; N)",
            .help = "epoch seconds and N seconds; UNIT is not looked at",
            .example = {"dateadd(\"seconds\"; 10)", "5", "15"},
            .origin = Origin::kJqLater,
            .definition = ". + N"},
    Builtin{.name = "datesub",
            .signature = "datesub(UNIT; N)",
            .help = "epoch seconds less N seconds; UNIT is not looked at",
            .example = {"datesub(\"seconds\"; 10)", "15", "5"},
            .origin = Origin::kJqLater,
            .definition = ". - N"},
    Builtin{.name = "fromdateiso8601",
            .signature = "fromdateiso8601",
            .help = "the same as fromdate",
            .example = {"fromdateiso8601", "\"1970-01-01T00:00:01Z\"", "1"},
            .function = fromdate},
    Builtin{.name = "todateiso8601",
            .signature = "todateiso8601",
            .help = "the same as todate",
            .example = {"todateiso8601", "1", "\"1970-01-01T00:00:01Z\""},
            .function = todate},
    Builtin{.name = "gmtime",
            .signature = "gmtime",
            .help = "epoch seconds as [year, month from 0, day, hour, minute, second, weekday, day "
                    "of the year] in UTC",
            .example = {"gmtime", "1720000000", "[2024,6,3,9,46,40,3,184]"},
            .function = gmtime},
    Builtin{.name = "mktime",
            .signature = "mktime",
            .help = "the inverse of gmtime, in whole seconds",
            .example = {"mktime", "[2024,6,3,9,46,40,3,184]", "1720000000"},
            .function = mktime},
    Builtin{.name = "strftime",
            .signature = "strftime(FORMAT)",
            .help = "epoch seconds or a broken-down time as text, in UTC; FORMAT is that of "
                    "strftime(3) in the C locale",
            .example = {"strftime(\"%d %b %Y\")", "1720000000", "\"03 Jul 2024\""},
            .function = strftime},
    Builtin{.name = "strptime",
            .signature = "strptime(FORMAT)",
            .help = "a text as a broken-down time; %f takes a fraction",
            .example = {"strptime(\"%Y-%m-%d\") | mktime", "\"2024-07-03\"", "1719964800"},
            .function = strptime},
};

}  // namespace

std::span<const Builtin> time_builtins() {
  return kRows;
}

}  // namespace nd::expr
