#include "time/zone.h"

#include <filesystem>
#include <string>

#include <doctest/doctest.h>

namespace nd::time {
namespace {

// The wall clock in the zone at an instant given in UTC.
std::string wall(const Zone& zone, std::string_view utc) {
  std::string out;
  append_rfc3339(out, zone.local(*parse_rfc3339(utc)));
  return out;
}

// The instant at which the wall clock shows the text.
std::string instant(const Zone& zone, std::string_view shown) {
  const DateTime parsed = *parse_date_time(shown);
  std::string out;
  append_rfc3339(out, *zone.instant_of(parsed.day, parsed.second_of_day, parsed.nanos));
  return out;
}

bool has_zones() {
  return std::filesystem::exists("/usr/share/zoneinfo/Asia/Shanghai");
}

TEST_SUITE_BEGIN("time/zone");

TEST_CASE("UTC needs no files") {
  const Zone zone = *Zone::find_in("UTC", "/nonexistent");
  CHECK(zone.name() == "UTC");
  CHECK(wall(zone, "1969-12-31T23:59:59.5Z") == "1969-12-31T23:59:59.5+00:00");
  CHECK(Zone::find_in("Asia/Shanghai", "/nonexistent").error().kind == ErrorKind::kSystem);
}

// What follows was taken from zdump (tzdata 2025b); the parts tested have not changed for decades.
TEST_CASE("Shanghai: local mean time, wars, summer time of 1986 to 1991" *
          doctest::skip(!has_zones())) {
  const Zone zone = *Zone::find("Asia/Shanghai");
  CHECK(wall(zone, "1900-12-31T15:54:16Z") == "1900-12-31T23:59:59+08:05");
  CHECK(wall(zone, "1900-12-31T15:54:17Z") == "1900-12-31T23:54:17+08:00");
  CHECK(wall(zone, "1986-05-03T17:59:59Z") == "1986-05-04T01:59:59+08:00");
  CHECK(wall(zone, "1986-05-03T18:00:00Z") == "1986-05-04T03:00:00+09:00");
  CHECK(wall(zone, "1988-07-31T15:30:00Z") == "1988-08-01T00:30:00+09:00");
  CHECK(wall(zone, "1991-09-14T16:59:59Z") == "1991-09-15T01:59:59+09:00");
  CHECK(wall(zone, "1991-09-14T17:00:00Z") == "1991-09-15T01:00:00+08:00");
  CHECK(wall(zone, "2024-07-31T15:59:59.999Z") == "2024-07-31T23:59:59.999+08:00");
  CHECK(wall(zone, "2024-07-31T16:00:00Z") == "2024-08-01T00:00:00+08:00");
  CHECK(wall(zone, "9999-12-31T23:59:59Z") == "10000-01-01T07:59:59+08:00");
}

TEST_CASE("local time has a name, also where clocks changed it alone" *
          doctest::skip(!has_zones())) {
  const auto name = [](std::string_view zone, std::string_view utc) {
    const Zone found = *Zone::find(zone);
    return std::string(found.abbreviation_at(parse_rfc3339(utc)->seconds()));
  };
  CHECK(name("UTC", "2024-01-01T00:00:00Z") == "UTC");
  CHECK(name("+08:00", "2024-01-01T00:00:00Z") == "+08");
  CHECK(name("-05:30", "2024-01-01T00:00:00Z") == "-0530");
  CHECK(name("Asia/Shanghai", "1986-07-01T00:00:00Z") == "CDT");
  CHECK(name("Asia/Shanghai", "2024-07-01T00:00:00Z") == "CST");
  CHECK(name("Europe/Berlin", "2024-03-31T00:59:59Z") == "CET");
  CHECK(name("Europe/Berlin", "2024-03-31T01:00:00Z") == "CEST");
  CHECK(name("Europe/Berlin", "2524-07-01T00:00:00Z") == "CEST");
  // War time became peace time without a change of the clocks.
  CHECK(name("America/New_York", "1945-08-14T22:59:59Z") == "EWT");
  CHECK(name("America/New_York", "1945-08-14T23:00:00Z") == "EPT");
  CHECK(name("America/Sao_Paulo", "2024-07-01T00:00:00Z") == "-03");
}

TEST_CASE("New York: before 1970, today, and by rule after the file's last change" *
          doctest::skip(!has_zones())) {
  const Zone zone = *Zone::find("America/New_York");
  CHECK(wall(zone, "1918-03-31T07:00:00Z") == "1918-03-31T03:00:00-04:00");
  CHECK(wall(zone, "2024-03-10T06:59:59Z") == "2024-03-10T01:59:59-05:00");
  CHECK(wall(zone, "2024-03-10T07:00:00Z") == "2024-03-10T03:00:00-04:00");
  CHECK(wall(zone, "2024-11-03T05:59:59Z") == "2024-11-03T01:59:59-04:00");
  CHECK(wall(zone, "2024-11-03T06:00:00Z") == "2024-11-03T01:00:00-05:00");
  CHECK(wall(zone, "2100-07-01T00:00:00Z") == "2100-06-30T20:00:00-04:00");
  CHECK(wall(zone, "2100-11-07T06:00:00Z") == "2100-11-07T01:00:00-05:00");
  CHECK(wall(zone, "9000-07-01T00:00:00Z") == "9000-06-30T20:00:00-04:00");
}

TEST_CASE("southern summers, half hours and negative summer time" * doctest::skip(!has_zones())) {
  CHECK(wall(*Zone::find("Australia/Lord_Howe"), "2060-01-01T00:00:00Z") ==
        "2060-01-01T11:00:00+11:00");
  CHECK(wall(*Zone::find("Australia/Lord_Howe"), "2060-07-01T00:00:00Z") ==
        "2060-07-01T10:30:00+10:30");
  CHECK(wall(*Zone::find("Europe/Dublin"), "2050-07-01T00:00:00Z") == "2050-07-01T01:00:00+01:00");
  CHECK(wall(*Zone::find("Europe/Dublin"), "2050-01-01T00:00:00Z") == "2050-01-01T00:00:00+00:00");
  CHECK(wall(*Zone::find("Asia/Kathmandu"), "2024-01-01T00:00:00Z") == "2024-01-01T05:45:00+05:45");
  // Samoa left out 30 December 2011.
  CHECK(wall(*Zone::find("Pacific/Apia"), "2011-12-30T09:59:59Z") == "2011-12-29T23:59:59-10:00");
  CHECK(wall(*Zone::find("Pacific/Apia"), "2011-12-30T10:00:00Z") == "2011-12-31T00:00:00+14:00");
}

TEST_CASE("a wall clock time that comes twice is the earlier, one that never comes moves on" *
          doctest::skip(!has_zones())) {
  const Zone zone = *Zone::find("America/New_York");
  CHECK(instant(zone, "2024-11-03T01:30:00") == "2024-11-03T05:30:00Z");
  CHECK(instant(zone, "2024-11-03T02:00:00") == "2024-11-03T07:00:00Z");
  CHECK(instant(zone, "2024-03-10T02:30:00") == "2024-03-10T07:30:00Z");
  CHECK(instant(zone, "2024-03-10T03:00:00") == "2024-03-10T07:00:00Z");
  CHECK(instant(zone, "2500-07-01T00:00:00") == "2500-07-01T04:00:00Z");
  CHECK(instant(*Zone::find("Asia/Shanghai"), "1900-06-01T00:00:00") == "1900-05-31T15:54:17Z");
  CHECK(instant(Zone(), "2024-07-31T00:00:00.25") == "2024-07-31T00:00:00.25Z");
}

TEST_CASE("local and instant are inverse in every hour of 140 years" *
          doctest::skip(!has_zones())) {
  for (const char* name : {"Asia/Shanghai", "America/New_York", "Africa/Casablanca", "Pacific/Apia",
                           "Europe/Dublin"}) {
    CAPTURE(name);
    const Zone zone = *Zone::find(name);
    std::size_t wrong = 0;
    for (std::int64_t at = -2'208'988'800; at < 2'208'988'800; at += 3600) {
      const LocalTime local = zone.local(*Instant::from_parts(at, 0));
      const std::int64_t back = zone.instant_of(local.day, local.second_of_day)->seconds();
      // The earlier of two is right as well, if it shows the same.
      const LocalTime again = zone.local(*Instant::from_parts(back, 0));
      wrong +=
          back > at || again.day != local.day || again.second_of_day != local.second_of_day ? 1 : 0;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("an unknown name is a usage error that names what is close" *
          doctest::skip(!has_zones())) {
  const Error error = Zone::find("Asia/shanghia").error();
  CHECK(error.kind == ErrorKind::kUsage);
  CHECK(error.message == "no such time zone 'Asia/shanghia'; did you mean 'Asia/Shanghai'?");
  CHECK(Zone::find("shanghai").error().message ==
        "no such time zone 'shanghai'; did you mean 'Asia/Shanghai'?");
  CHECK(Zone::find("Nowhere/Land").error().message ==
        "no such time zone 'Nowhere/Land'; names are like Asia/Shanghai");
  for (const char* name : {"", "/etc/passwd", "../zoneinfo/UTC", "Asia", "right/UTC", "posix/UTC",
                           "localtime", "tzdata.zi"}) {
    CAPTURE(name);
    CHECK(Zone::find(name).error().kind == ErrorKind::kUsage);
  }
}

TEST_CASE("an offset is a zone that never changes" * doctest::skip(!has_zones())) {
  const std::vector<std::pair<const char*, std::int32_t>> zones = {
      {"+08:00", 28'800}, {"-05:30", -19'800}, {"+00:00", 0}, {"+15:59", 57'540}};
  for (const auto& [name, offset] : zones) {
    CAPTURE(name);
    const Zone zone = *Zone::find(name);
    CHECK(zone.name() == name);
    CHECK(zone.offset_at(0) == offset);
    CHECK(zone.local(*Instant::from_parts(1'700'000'000, 0)).offset == offset);
    CHECK(zone.instant_of(day_of({2024, 7, 31}), 0)->seconds() == 1'722'384'000 - offset);
  }
  for (const char* name : {"+8", "+0800", "UTC+8", "GMT-5", "+16:00", "+08:60", "-5:00"}) {
    CAPTURE(name);
    CHECK(Zone::find(name).error().message.find("an offset is written +08:00") !=
          std::string::npos);
  }
}

TEST_CASE("the local time of a text: a date is local, a leap second stays on its day" *
          doctest::skip(!has_zones())) {
  const Zone zone = *Zone::find("Asia/Shanghai");
  CHECK(local_time_of_text("2024-07-31", zone)->day == day_of({2024, 7, 31}));
  CHECK(local_time_of_text("2024-07-31T16:00:00Z", zone)->day == day_of({2024, 8, 1}));
  CHECK(local_time_of_text("2016-12-31T23:59:60Z", Zone())->day == day_of({2016, 12, 31}));
  CHECK(local_time_of_text("2024-07-31T16:00:00", zone).error().message ==
        "'2024-07-31T16:00:00' has no offset from UTC such as Z or +08:00");
  CHECK_FALSE(local_time_of_text("2024-02-30", zone));
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::time
