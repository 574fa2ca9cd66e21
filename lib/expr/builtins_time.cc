// jq's functions of dates and times: in UTC, and where their name has `local` in the zone of the
// run.
#include <array>
#include <cmath>
#include <string>

#include "expr/arithmetic.h"
#include "expr/builtin_families.h"
#include "expr/instant_value.h"
#include "expr/number_text.h"
#include "time/civil_format.h"
#include "time/instant.h"
#include "time/zone.h"

namespace nd::expr {
namespace {

using json::Value;
using time::CivilTime;
using time::EpochUnit;
using time::Instant;

// The instant of jq's own functions, which cut seconds before 1970 towards zero.
Flow utc_instant(const Call& call, Instant& out) {
  const double seconds = call.input.to_double();
  if (seconds < 0 && seconds != std::floor(seconds)) {
    return unwrap(call, Instant::from_epoch_seconds(std::trunc(seconds)), out);
  }
  return instant_of(call, call.input, EpochUnit::kSeconds, out);
}

// jq's broken-down time: year, month from 0, day, hour, minute, second (with fraction), weekday,
// day of the year.
Flow broken_down(const Call& call, const CivilTime& civil, double second, Value& out) {
  const Value fields[] = {Value::integer(civil.year),    Value::integer(civil.month - 1),
                          Value::integer(civil.day),     Value::integer(civil.hour),
                          Value::integer(civil.minute),  number_of(second),
                          Value::integer(civil.weekday), Value::integer(civil.year_day)};
  return call.machine.make_array(call.node, fields, out);
}

enum class Clock { kUtc, kLocal };

// gmtime and localtime.
template <Clock kClock>
Flow clock_fields(const Call& call, Value& out) {
  constexpr bool kIsLocal = kClock == Clock::kLocal;
  if (!call.input.is_number()) {
    return call.machine.fail(call.node, "{} takes epoch seconds, not {}",
                             kIsLocal ? "localtime" : "gmtime", described(call.input));
  }
  Instant instant;
  ND_FLOW(utc_instant(call, instant));
  const CivilTime civil = kIsLocal ? time::civil_time_of(call.machine.setting().zone.local(instant))
                                   : time::civil_time_of(instant);
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

// The fields with the offset and the name of local time when clocks show them.
Flow place_in_zone(const Call& call, CivilTime& civil) {
  const time::Zone& zone = call.machine.setting().zone;
  Instant shown;
  ND_FLOW(unwrap(call, time::instant_of(civil), shown));
  const time::LocalTime wall = time::utc_time_of(shown);
  Instant instant;
  ND_FLOW(unwrap(call, zone.instant_of(wall.day, wall.second_of_day), instant));
  civil.offset_seconds = zone.offset_at(instant.seconds());
  civil.zone_name = zone.abbreviation_at(instant.seconds());
  return Flow::kGo;
}

// What local clocks show at epoch seconds or an RFC 3339 text; a broken-down time and a date are
// local already.
Flow local_civil(const Call& call, CivilTime& out) {
  const time::Zone& zone = call.machine.setting().zone;
  if (call.input.is_string() && call.input.text().size() <= 10) {
    time::LocalTime midnight;
    ND_FLOW(unwrap(call, time::local_time_of_text(call.input.text(), zone), midnight));
    out = time::civil_time_of(midnight);
    return place_in_zone(call, out);
  }
  if (!call.input.is_string() && !call.input.is_number()) {
    ND_FLOW(civil_of_fields(call, call.input, out));
    return place_in_zone(call, out);
  }
  Instant instant;
  if (call.input.is_number()) {
    ND_FLOW(utc_instant(call, instant));
  } else {
    ND_FLOW(unwrap(call, time::parse_rfc3339(call.input.text()), instant));
  }
  out = time::civil_time_of(zone.local(instant));
  out.zone_name = zone.abbreviation_at(instant.seconds());
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

Flow write_time(const Call& call, std::string_view format, const CivilTime& civil, Value& out) {
  std::string& text = call.machine.scratch();
  time::append_strftime(text, format, civil);
  if (text.empty()) return call.machine.fail(call.node, "the format gives an empty text");
  return call.machine.make_string(call.node, text, out);
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
  return write_time(call, format, civil, out);
}

Flow check_format(const Call& call) {
  const Value& format = call.arguments[0];
  if (format.is_string()) return Flow::kGo;
  return call.machine.fail(call.node, "the format is a string, not {}", described(format));
}

Flow strftime(const Call& call, Value& out) {
  ND_FLOW(check_format(call));
  return format_time(call, call.arguments[0].text(), out);
}

Flow strflocaltime(const Call& call, Value& out) {
  ND_FLOW(check_format(call));
  CivilTime civil;
  ND_FLOW(local_civil(call, civil));
  return write_time(call, call.arguments[0].text(), civil, out);
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
    return call.machine.fail(call.node, "strptime takes a string and a format, not {}",
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
  if (!call.input.is_string()) {
    return call.machine.fail(call.node, "a date is a text such as 2024-07-31T23:59:59Z, not {}",
                             described(call.input));
  }
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
            .function = clock_fields<Clock::kUtc>},
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
    Builtin{.name = "localtime",
            .signature = "localtime",
            .help = "the same as gmtime in the zone of --tz",
            .example = {"localtime", "1720000000", "[2024,6,3,9,46,40,3,184]"},
            .function = clock_fields<Clock::kLocal>,
            .depends_on = DependsOn::kZone},
    Builtin{.name = "strflocaltime",
            .signature = "strflocaltime(FORMAT)",
            .help = "the same as strftime in the zone of --tz; also of an RFC 3339 text, or of a "
                    "date",
            .example = {"strflocaltime(\"%A, %d %b %Y, %H:%M\")", "1720000000",
                        "\"Wednesday, 03 Jul 2024, 09:46\""},
            .function = strflocaltime,
            .depends_on = DependsOn::kZone},
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
