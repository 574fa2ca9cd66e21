// The calendar in the zone of the run.
//
// A number is epoch seconds; behind ms, us or ns it is in that unit (the binder folds `ms | day`
// into one step). A text is RFC 3339, or a period (2024-07-31, 2024-W31, 2024-07, ...), which is
// local already.
#include <array>
#include <string>

#include "expr/builtin_families.h"
#include "expr/instant_value.h"
#include "expr/number_text.h"
#include "expr/period_text.h"
#include "time/instant.h"
#include "time/period.h"
#include "time/zone.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Value;
using time::EpochUnit;
using time::Instant;
using time::LocalTime;
using time::Period;
using time::PeriodKind;

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
  return call.machine.fail(call.node, "{} is no time", described(in));
}

Flow period_value(const Call& call, Period period, Value& out) {
  if (!call.machine.charge(Period::kMaxBytes)) return call.machine.out_of_memory(call.node);
  auto* const text = static_cast<char*>(call.machine.arena().allocate(Period::kMaxBytes, 1));
  out = Value::string({text, static_cast<std::size_t>(period.write(text) - text)});
  return Flow::kGo;
}

template <PeriodKind kKind>
Flow period(const Call& call, Value& out) {
  PeriodText& last = call.machine.last_period(kKind);
  const std::uint64_t record = call.machine.record();
  if (call.input.kind() == Kind::kInt && last.holds(call.input.int_value(), call.node.unit)) {
    out = Value::string(last.lend(record));
    return Flow::kGo;
  }
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
  const Period found = Period::of(local.day, kKind);
  if (last.is_lent(record)) return period_value(call, found, out);
  last.set(found, local, call.node.unit, call.machine.setting().zone);
  out = Value::string(last.lend(record));
  return Flow::kGo;
}

Flow weekday(const Call& call, Value& out) {
  LocalTime local;
  ND_FLOW(local_time(call, local));
  out = Value::integer(time::iso_weekday(local.day));
  return Flow::kGo;
}

Flow time_of_day(const Call& call, LocalTime& out) {
  if (call.input.is_string() && call.input.text().size() <= 10) {
    return call.machine.fail(call.node, "{} has no time of day", json_quoted(call.input.text()));
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
    return call.machine.fail(call.node, "an epoch number is needed, not {}", described(call.input));
  Instant instant;
  ND_FLOW(instant_of(call, call.input, kUnit, instant));
  return seconds_value(call, instant, out);
}

Flow time_of_text(const Call& call, Value& out) {
  if (!call.input.is_string()) {
    return call.machine.fail(call.node, "a time is a text such as 2024-07-31T23:59:59Z, not {}",
                             described(call.input));
  }
  Instant instant;
  ND_FLOW(unwrap(call, time::parse_rfc3339(call.input.text()), instant));
  return seconds_value(call, instant, out);
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
};

}  // namespace

std::span<const Builtin> calendar_builtins() {
  return kRows;
}

}  // namespace nd::expr
