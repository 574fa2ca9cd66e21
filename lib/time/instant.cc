#include "time/instant.h"

#include <cmath>

#include "base/check.h"
#include "base/wording.h"
#include "time/text_reader.h"

namespace nd::time {

namespace {

constexpr std::int64_t kMinSeconds = -62'167'219'200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t kMaxSeconds = 253'402'300'799;  // 9999-12-31T23:59:59Z
constexpr std::int32_t kNanosPerSecond = 1'000'000'000;

std::int64_t per_second(EpochUnit unit) {
  switch (unit) {
    case EpochUnit::kSeconds:
      return 1;
    case EpochUnit::kMillis:
      return 1'000;
    case EpochUnit::kMicros:
      return 1'000'000;
    case EpochUnit::kNanos:
      break;
  }
  return kNanosPerSecond;
}

tl::unexpected<Error> outside() {
  return input_error("the time lies outside the years 0000 to 9999; is its unit right?");
}

bool read_time_of_day(TextReader& in, DateTime& out) {
  std::int32_t hour = 0;
  std::int32_t minute = 0;
  std::int32_t second = 0;
  if (!in.digits(2, hour) || !in.accept(':') || !in.digits(2, minute) || !in.accept(':') ||
      !in.digits(2, second)) {
    return false;
  }
  if (hour > 23 || minute > 59 || second > 60) return false;
  if (in.accept('.') && !in.fraction(out.nanos)) return false;
  out.leap_second = second == 60;
  out.second_of_day = hour * 3600 + minute * 60 + (out.leap_second ? 59 : second);
  return true;
}

bool read_offset(TextReader& in, DateTime& out) {
  if (in.done()) return true;
  if (in.accept('Z') || in.accept('z')) {
    out.offset_seconds = 0;
    return true;
  }
  const bool west = in.accept('-');
  if (!west && !in.accept('+')) return false;
  std::int32_t hours = 0;
  std::int32_t minutes = 0;
  if (!in.digits(2, hours)) return false;
  in.accept(':');
  if (!in.digits(2, minutes) || hours > 23 || minutes > 59) return false;
  const std::int32_t seconds = hours * 3600 + minutes * 60;
  out.offset_seconds = west ? -seconds : seconds;
  return true;
}

std::int64_t utc_seconds(const DateTime& text) {
  return text.day.since_epoch * kSecondsPerDay + text.second_of_day -
         text.offset_seconds.value_or(0);
}

}  // namespace

Result<Instant> Instant::from_parts(std::int64_t seconds, std::int32_t nanos) {
  ND_CHECK(nanos >= 0 && nanos < kNanosPerSecond);
  if (seconds < kMinSeconds || seconds > kMaxSeconds) return outside();
  return Instant(seconds, nanos);
}

Result<Instant> Instant::from_epoch(std::int64_t count, EpochUnit unit) {
  const std::int64_t scale = per_second(unit);
  std::int64_t seconds = count / scale;
  std::int64_t rest = count % scale;
  if (rest < 0) {
    --seconds;
    rest += scale;
  }
  return from_parts(seconds, static_cast<std::int32_t>(rest * (kNanosPerSecond / scale)));
}

Result<Instant> Instant::from_epoch(const Decimal& count, EpochUnit unit) {
  // The value in nanoseconds is 0.DIGITS x 10^point: its whole part, and whether anything is cut
  // off.
  const std::int64_t point = count.point + static_cast<int>(unit) + 9;
  if (point > 21) return outside();
  __int128 nanos = 0;
  for (std::int64_t i = 0; i < point; ++i) {
    const auto at = static_cast<std::size_t>(i);
    nanos = nanos * 10 + (at < count.digits.size() ? count.digits[at] - '0' : 0);
  }
  const bool cut = point < static_cast<std::int64_t>(count.digits.size());
  if (count.negative) nanos = -nanos - (cut ? 1 : 0);
  __int128 seconds = nanos / kNanosPerSecond;
  __int128 rest = nanos % kNanosPerSecond;
  if (rest < 0) {
    --seconds;
    rest += kNanosPerSecond;
  }
  if (seconds < kMinSeconds || seconds > kMaxSeconds) return outside();
  return Instant(static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(rest));
}

Result<Instant> Instant::from_epoch_seconds(double seconds) {
  const double whole = std::floor(seconds);
  // False for NaN as well.
  if (!(whole >= static_cast<double>(kMinSeconds) && whole <= static_cast<double>(kMaxSeconds)))
    return outside();
  // The difference is exact; times 10^9 it is rounded, which could reach the next second only by
  // less than half a unit.
  const double nanos = std::floor((seconds - whole) * kNanosPerSecond);
  return Instant(static_cast<std::int64_t>(whole),
                 nanos >= kNanosPerSecond ? kNanosPerSecond - 1 : static_cast<std::int32_t>(nanos));
}

double Instant::to_double() const {
  if (nanos_ == 0) return static_cast<double>(seconds_);
  // The decimal text rounds once, where adding two doubles would round twice.
  std::string text;
  append_seconds(text, *this);
  return nd::to_double(text);
}

Result<DateTime> parse_date_time(std::string_view text) {
  const auto bad = [text] {
    return input_error("{} is not a time like 2024-07-31T23:59:59+08:00", in_quotes(text));
  };
  if (text.size() < 19) return bad();
  DateTime out;
  const Result<Day> day = parse_date(text.substr(0, 10));
  if (!day) return bad();
  out.day = *day;
  TextReader in(text.substr(10));
  if (!in.accept('T') && !in.accept('t') && !in.accept(' ')) return bad();
  if (!read_time_of_day(in, out) || !read_offset(in, out) || !in.done()) return bad();
  if (out.leap_second) {
    const std::int64_t in_day = utc_seconds(out) % kSecondsPerDay;
    if (out.offset_seconds && in_day != kSecondsPerDay - 1 && in_day != -1) return bad();
    if (!out.offset_seconds && out.second_of_day % 60 != 59) return bad();
  }
  return out;
}

Result<Instant> parse_rfc3339(std::string_view text) {
  const DateTime parsed = ND_TRY(parse_date_time(text));
  if (!parsed.offset_seconds) {
    return input_error("{} has no offset from UTC such as Z or +08:00", in_quotes(text));
  }
  return Instant::from_parts(utc_seconds(parsed) + (parsed.leap_second ? 1 : 0), parsed.nanos);
}

void append_fraction(std::string& out, std::int32_t nanos) {
  if (nanos == 0) return;
  char digits[10] = {'.'};
  for (int i = 9; i > 0; --i, nanos /= 10)
    digits[i] = static_cast<char>('0' + nanos % 10);
  std::size_t size = 10;
  while (digits[size - 1] == '0')
    --size;
  out.append(digits, size);
}

void append_rfc3339(std::string& out, Instant instant, Fraction fraction) {
  std::int64_t days = instant.seconds() / kSecondsPerDay;
  std::int64_t rest = instant.seconds() % kSecondsPerDay;
  if (rest < 0) {
    --days;
    rest += kSecondsPerDay;
  }
  const auto second = static_cast<std::int32_t>(rest);
  char text[24];
  char* at = write_date(text, {static_cast<std::int32_t>(days)});
  *at++ = 'T';
  at = write_digits2(at, second / 3600);
  *at++ = ':';
  at = write_digits2(at, second / 60 % 60);
  *at++ = ':';
  at = write_digits2(at, second % 60);
  out.append(text, static_cast<std::size_t>(at - text));
  if (fraction == Fraction::kAsNeeded) append_fraction(out, instant.nanos());
  out.push_back('Z');
}

void append_seconds(std::string& out, Instant instant) {
  if (instant.seconds() >= 0 || instant.nanos() == 0) {
    append_int(out, instant.seconds());
    append_fraction(out, instant.nanos());
    return;
  }
  // -1.25 is held as -2 s + 0.75 s.
  out.push_back('-');
  append_int(out, -(instant.seconds() + 1));
  append_fraction(out, kNanosPerSecond - instant.nanos());
}

}  // namespace nd::time
