#include "time/instant.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>

namespace nd::time {
namespace {

std::string rfc3339(Result<Instant> instant) {
  if (!instant) return instant.error().message;
  std::string out;
  append_rfc3339(out, *instant);
  return out;
}

std::string seconds(Result<Instant> instant) {
  if (!instant) return instant.error().message;
  std::string out;
  append_seconds(out, *instant);
  return out;
}

Result<Instant> from_text(std::string_view number, EpochUnit unit) {
  std::string scratch;
  return Instant::from_epoch(decimal_of(number, scratch), unit);
}

const std::string kOutside = "the time lies outside the years 0000 to 9999; is its unit right?";

TEST_SUITE_BEGIN("time/instant");

TEST_CASE("epoch numbers in every unit are exact, before 1970 too") {
  CHECK(seconds(Instant::from_epoch(1'720'000'000'123, EpochUnit::kMillis)) == "1720000000.123");
  CHECK(seconds(Instant::from_epoch(-1, EpochUnit::kMillis)) == "-0.001");
  CHECK(seconds(Instant::from_epoch(-1'250'000, EpochUnit::kMicros)) == "-1.25");
  CHECK(rfc3339(Instant::from_epoch(-1, EpochUnit::kNanos)) == "1969-12-31T23:59:59.999999999Z");
  CHECK(rfc3339(Instant::from_epoch(std::numeric_limits<std::int64_t>::min(), EpochUnit::kNanos)) ==
        "1677-09-21T00:12:43.145224192Z");
  CHECK(rfc3339(Instant::from_epoch(-2'208'988'800, EpochUnit::kSeconds)) ==
        "1900-01-01T00:00:00Z");
}

TEST_CASE("a time outside the years 0000 to 9999 is refused") {
  CHECK(rfc3339(Instant::from_epoch(253'402'300'799, EpochUnit::kSeconds)) ==
        "9999-12-31T23:59:59Z");
  CHECK(rfc3339(Instant::from_epoch(253'402'300'800, EpochUnit::kSeconds)) == kOutside);
  CHECK(rfc3339(Instant::from_epoch(-62'167'219'200, EpochUnit::kSeconds)) ==
        "0000-01-01T00:00:00Z");
  CHECK(rfc3339(Instant::from_epoch(-62'167'219'201, EpochUnit::kSeconds)) == kOutside);
  CHECK(rfc3339(Instant::from_epoch(std::numeric_limits<std::int64_t>::max(),
                                    EpochUnit::kMillis)) == kOutside);
  CHECK(rfc3339(from_text("1e400", EpochUnit::kNanos)) == kOutside);
  CHECK(rfc3339(Instant::from_epoch_seconds(std::numeric_limits<double>::quiet_NaN())) == kOutside);
  CHECK(rfc3339(Instant::from_epoch_seconds(-std::numeric_limits<double>::infinity())) == kOutside);
}

TEST_CASE("decimal numbers keep every digit down to the nanosecond") {
  CHECK(seconds(from_text("1522027200.000001", EpochUnit::kSeconds)) == "1522027200.000001");
  CHECK(seconds(from_text("1720000000123.4567899", EpochUnit::kMillis)) == "1720000000.123456789");
  CHECK(seconds(from_text("-0.0000000001", EpochUnit::kSeconds)) == "-0.000000001");
  CHECK(seconds(from_text("-1.5e3", EpochUnit::kMillis)) == "-1.5");
  CHECK(seconds(from_text("0", EpochUnit::kSeconds)) == "0");
  CHECK(seconds(from_text("1e-400", EpochUnit::kSeconds)) == "0");
}

TEST_CASE("doubles are cut off downwards and given back as the nearest double") {
  CHECK(Instant::from_epoch_seconds(-0.25)->seconds() == -1);
  CHECK(Instant::from_epoch_seconds(-0.25)->to_double() == -0.25);
  CHECK(from_text("1425599621.678", EpochUnit::kSeconds)->to_double() == 1425599621.678);
  CHECK(Instant::from_epoch_seconds(-1e-300)->nanos() == 999'999'999);
}

TEST_CASE("RFC 3339 texts with fractions and offsets") {
  CHECK(rfc3339(parse_rfc3339("2024-07-31T23:59:59.123456789012+08:00")) ==
        "2024-07-31T15:59:59.123456789Z");
  CHECK(rfc3339(parse_rfc3339("2024-02-29 00:00:00.5z")) == "2024-02-29T00:00:00.5Z");
  CHECK(rfc3339(parse_rfc3339("1900-01-01T00:00:00-0330")) == "1900-01-01T03:30:00Z");
  CHECK(rfc3339(parse_rfc3339("0000-01-01T00:00:00+01:00")) == kOutside);
}

TEST_CASE("texts that are no time are refused") {
  for (const char* text :
       {"", "2024-07-31", "2024-07-31T10:00", "2024-02-30T00:00:00Z", "2024-07-31T24:00:00Z",
        "2024-07-31T10:60:00Z", "2024-07-31T10:00:61Z", "2024-07-31T10:00:00.Z",
        "2024-07-31T10:00:00+8:00", "2024-07-31T10:00:00+24:00", "2024-07-31T10:00:00Zx",
        "2024-07-31X10:00:00Z", " 2024-07-31T10:00:00Z", "2024-07-31T10:00:00,5Z"}) {
    CAPTURE(text);
    CHECK(parse_rfc3339(text).error().kind == ErrorKind::kInput);
  }
  CHECK(rfc3339(parse_rfc3339("2024-07-31T10:00:00")) ==
        "'2024-07-31T10:00:00' has no offset from UTC such as Z or +08:00");
  CHECK_FALSE(parse_date_time("2024-07-31T10:00:00")->offset_seconds);
}

TEST_CASE("a leap second is the second after it, and only at the end of a UTC day") {
  CHECK(rfc3339(parse_rfc3339("2016-12-31T23:59:60Z")) == "2017-01-01T00:00:00Z");
  CHECK(rfc3339(parse_rfc3339("2017-01-01T07:59:60.5+08:00")) == "2017-01-01T00:00:00.5Z");
  CHECK_FALSE(parse_rfc3339("2016-12-31T12:00:60Z"));
  CHECK_FALSE(parse_rfc3339("2016-12-31T23:59:60+08:00"));
  CHECK(parse_date_time("2016-12-31T23:59:60Z")->leap_second);
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::time
