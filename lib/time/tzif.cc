// RFC 8536 ("TZif"): a header, a block of 32-bit data for old readers, then header and block again
// with 64-bit times, then a POSIX TZ string between newlines that says what follows the last
// transition. The string is unrolled over 400 years, after which the Gregorian calendar repeats, so
// that look-ups need a table only. Libraries that stop at the last transition of the file are an
// hour wrong for half of each year after 2037.
#include "time/tzif.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>

#include "base/wording.h"
#include "time/civil.h"
#include "time/text_reader.h"

namespace nd::time {

namespace {

constexpr std::size_t kHeaderBytes = 44;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

struct Header {
  char version = 0;
  std::size_t is_utc = 0;
  std::size_t is_standard = 0;
  std::size_t leap = 0;
  std::size_t times = 0;
  std::size_t types = 0;
  std::size_t chars = 0;

  // Bytes of the data block that follows, with times of time_bytes each.
  [[nodiscard]] std::size_t data_bytes(std::size_t time_bytes) const {
    return times * (time_bytes + 1) + types * 6 + chars + leap * (time_bytes + 4) + is_standard +
           is_utc;
  }
};

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes)
    number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

std::optional<Header> read_header(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || !bytes.starts_with("TZif")) return std::nullopt;
  const auto count = [&](std::size_t i) {
    return static_cast<std::size_t>(big_endian(bytes.substr(20 + 4 * i, 4)));
  };
  return Header{bytes[4], count(0), count(1), count(2), count(3), count(4), count(5)};
}

// Appends the span, dropping those that it makes empty or that change nothing.
void add_span(std::vector<OffsetSpan>& spans, OffsetSpan span) {
  while (!spans.empty() && spans.back().begin >= span.begin)
    spans.pop_back();
  const bool changes =
      spans.empty() || spans.back().offset != span.offset || spans.back().name != span.name;
  if (changes) spans.push_back(span);
}

// The place of a name in the table.
std::uint32_t place_of(ZoneTable& table, std::string_view name) {
  const auto found = std::find(table.names.begin(), table.names.end(), name);
  const auto place = static_cast<std::uint32_t>(found - table.names.begin());
  if (found == table.names.end()) table.names.emplace_back(name);
  return place;
}

bool read_block(std::string_view block, const Header& header, std::size_t time_bytes,
                ZoneTable& out) {
  const std::string_view indexes = block.substr(header.times * time_bytes, header.times);
  const std::string_view types = block.substr(header.times * (time_bytes + 1), header.types * 6);
  const std::string_view names =
      block.substr(header.times * (time_bytes + 1) + header.types * 6, header.chars);
  std::vector<OffsetSpan> kinds;  // what each type says
  for (std::size_t type = 0; type < header.types; ++type) {
    const std::string_view row = types.substr(type * 6, 6);
    const auto name = static_cast<unsigned char>(row[5]);
    if (name >= names.size()) return false;
    kinds.push_back(
        {0, static_cast<std::int32_t>(static_cast<std::uint32_t>(big_endian(row.substr(0, 4)))),
         place_of(out, names.substr(name, names.find('\0', name) - name))});
  }
  // Before the first transition type 0 holds.
  add_span(out.spans, {std::numeric_limits<std::int64_t>::min(), kinds[0].offset, kinds[0].name});
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (std::size_t i = 0; i < header.times; ++i) {
    const std::uint64_t raw = big_endian(block.substr(i * time_bytes, time_bytes));
    const std::int64_t at = time_bytes == 8
                                ? static_cast<std::int64_t>(raw)
                                : static_cast<std::int32_t>(static_cast<std::uint32_t>(raw));
    const auto type = static_cast<unsigned char>(indexes[i]);
    if (type >= header.types || (i > 0 && at <= last)) return false;
    add_span(out.spans, {at, kinds[type].offset, kinds[type].name});
    last = at;
  }
  // add_span may have merged the last transition away; the rule goes on from the transition itself.
  out.repeats_from = last;
  return true;
}

// When in a year a rule of a POSIX TZ string changes the offset.
struct RuleDate {
  enum class Kind { kMonthWeekDay, kJulian, kZeroBased } kind = Kind::kMonthWeekDay;
  std::int32_t month = 1;    // kMonthWeekDay: 1 to 12
  std::int32_t week = 1;     // 1 to 5, 5 is the last
  std::int32_t day = 0;      // weekday 0 (Sunday) to 6; else the day of the year
  std::int32_t time = 7200;  // seconds after midnight of that day, may be negative or pass the day

  [[nodiscard]] std::int64_t local_seconds(std::int32_t year) const {
    return day_in(year) * kSecondsPerDay + time;
  }

 private:
  [[nodiscard]] std::int64_t day_in(std::int32_t year) const {
    const Day january = day_of({year, 1, 1});
    if (kind == Kind::kZeroBased) return january.since_epoch + day;
    if (kind == Kind::kJulian) {
      // 1 to 365; 29 February is never counted.
      return january.since_epoch + day - 1 + (is_leap_year(year) && day >= 60 ? 1 : 0);
    }
    const Day first = day_of({year, month, 1});
    const std::int32_t to_weekday = (day - iso_weekday(first) % 7 + 7) % 7;
    std::int32_t in_month = 1 + to_weekday + (week - 1) * 7;
    if (in_month > days_in_month(year, month)) in_month -= 7;
    return first.since_epoch + in_month - 1;
  }
};

struct Rule {
  std::int32_t standard_offset = 0;  // seconds east of UTC, opposite to the text
  std::int32_t summer_offset = 0;
  std::string_view standard_name{};
  std::string_view summer_name{};
  bool has_summer = false;
  RuleDate start;
  RuleDate end;
};

// POSIX.1 8.3, TZ, with RFC 8536's hours from -167 to 167.
class RuleReader : TextReader {
 public:
  using TextReader::TextReader;

  bool read(Rule& out) {
    std::int32_t west = 0;
    if (!name(out.standard_name) || !clock(west)) return false;
    out.standard_offset = -west;
    if (rest_.empty()) return true;
    out.has_summer = true;
    if (!name(out.summer_name)) return false;
    out.summer_offset = out.standard_offset + 3600;
    if (!rest_.empty() && rest_.front() != ',') {
      if (!clock(west)) return false;
      out.summer_offset = -west;
    }
    return accept(',') && date(out.start) && accept(',') && date(out.end) && rest_.empty();
  }

 private:
  bool name(std::string_view& out) {
    std::size_t size = 0;
    if (accept('<')) {
      size = rest_.find('>');
      if (size == std::string_view::npos) return false;
      out = rest_.substr(0, size);
      rest_.remove_prefix(size + 1);
      return true;
    }
    while (size < rest_.size() && is_letter(rest_[size]))
      ++size;
    out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return size >= 3;
  }
  bool number(std::int32_t& out, std::int32_t max) {
    std::size_t size = 0;
    out = 0;
    for (; size < rest_.size() && is_digit(rest_[size]); ++size) {
      out = out * 10 + (rest_[size] - '0');
      if (out > max) return false;
    }
    rest_.remove_prefix(size);
    return size > 0;
  }
  // [+-]h[h][:mm[:ss]] as seconds.
  bool clock(std::int32_t& out) {
    const bool negative = accept('-');
    if (!negative) accept('+');
    std::int32_t hours = 0;
    std::int32_t minutes = 0;
    std::int32_t seconds = 0;
    if (!number(hours, 167)) return false;
    if (accept(':')) {
      if (!number(minutes, 59)) return false;
      if (accept(':') && !number(seconds, 59)) return false;
    }
    out = hours * 3600 + minutes * 60 + seconds;
    if (negative) out = -out;
    return true;
  }
  bool date(RuleDate& out) {
    if (accept('M')) {
      out.kind = RuleDate::Kind::kMonthWeekDay;
      if (!number(out.month, 12) || !accept('.') || !number(out.week, 5) || !accept('.') ||
          !number(out.day, 6)) {
        return false;
      }
      if (out.month < 1 || out.week < 1) return false;
    } else if (accept('J')) {
      out.kind = RuleDate::Kind::kJulian;
      if (!number(out.day, 365) || out.day < 1) return false;
    } else {
      out.kind = RuleDate::Kind::kZeroBased;
      if (!number(out.day, 365)) return false;
    }
    return !accept('/') || clock(out.time);
  }
};

// The first year that lies wholly after the instant, not before 1970.
std::int32_t year_after(std::int64_t seconds) {
  if (seconds < 0) return 1970;
  return date_of({static_cast<std::int32_t>(seconds / kSecondsPerDay)}).year + 1;
}

bool unroll_rule(std::string_view text, ZoneTable& out) {
  Rule rule;
  if (!RuleReader(text).read(rule)) return false;
  const std::int64_t last = out.repeats_from;
  out.repeats_from = kNever;
  if (!rule.has_summer) {
    // The last transition says the same already, save in a file without transitions.
    if (last == std::numeric_limits<std::int64_t>::min())
      out.spans.assign(1, {last, rule.standard_offset, place_of(out, rule.standard_name)});
    return true;
  }
  const std::int32_t first_year = year_after(last);
  for (std::int32_t year = first_year - 1; year <= first_year + 401; ++year) {
    const OffsetSpan summer{rule.start.local_seconds(year) - rule.standard_offset,
                            rule.summer_offset, place_of(out, rule.summer_name)};
    const OffsetSpan winter{rule.end.local_seconds(year) - rule.summer_offset, rule.standard_offset,
                            place_of(out, rule.standard_name)};
    for (const OffsetSpan& span :
         summer.begin < winter.begin ? std::vector{summer, winter} : std::vector{winter, summer}) {
      if (span.begin > last) add_span(out.spans, span);
    }
  }
  // One year more than the period, so that the years before any repeated one are ruled by the rule
  // too.
  out.repeats_from = day_of({first_year + 401, 1, 1}).since_epoch * kSecondsPerDay;
  return true;
}

}  // namespace

Result<ZoneTable> parse_tzif(std::string_view bytes) {
  const auto bad = [] { return input_error("not a time zone file (TZif), or cut short"); };
  std::optional<Header> header = read_header(bytes);
  if (!header) return bad();
  std::size_t time_bytes = 4;
  bytes.remove_prefix(kHeaderBytes);
  if (header->version >= '2') {
    if (header->data_bytes(4) > bytes.size()) return bad();
    bytes.remove_prefix(header->data_bytes(4));
    header = read_header(bytes);
    if (!header) return bad();
    bytes.remove_prefix(kHeaderBytes);
    time_bytes = 8;
  }
  if (header->data_bytes(time_bytes) > bytes.size() || header->types == 0) return bad();
  if (header->leap > 0)
    return input_error("the time zone file counts leap seconds; use the one without `right/`");
  ZoneTable table;
  if (!read_block(bytes, *header, time_bytes, table)) return bad();
  std::string_view footer = bytes.substr(header->data_bytes(time_bytes));
  if (time_bytes == 4 || footer == "\n\n") {
    table.repeats_from = kNever;
    return table;
  }
  if (footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n') return bad();
  footer = footer.substr(1, footer.size() - 2);
  if (!unroll_rule(footer, table)) {
    return input_error("the time zone file has an unknown rule {}", in_quotes(footer));
  }
  return table;
}

}  // namespace nd::time
