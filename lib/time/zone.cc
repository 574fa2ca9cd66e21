// Looking up: spans_ holds every change of offset; index_ gives for each 2^23 seconds (97 days)
// between 1900 and 2101 the span at its beginning, so the search is one access and mostly one
// comparison. Outside, binary search.
#include "time/zone.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>

#include "base/ascii.h"
#include "base/nearest_name.h"
#include "base/wording.h"
#include "time/text_reader.h"

namespace nd::time {

namespace {

constexpr const char* kZoneFolder = "/usr/share/zoneinfo";
constexpr std::size_t kUsualZoneFile = std::size_t{4} << 10;
constexpr std::size_t kMaxZoneFile = std::size_t{1} << 20;
constexpr std::int64_t kIndexBegin = -2'208'988'800;  // 1900-01-01
constexpr std::int64_t kIndexEnd = 4'133'980'800;     // 2101-01-01
constexpr int kIndexShift = 23;

// A name cannot leave the folder: no absolute paths, no `.` at all.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 100 || name.front() == '/' || name.back() == '/') return false;
  if (name.starts_with("right/") || name.starts_with("posix/")) return false;
  if (name == "localtime" || name == "posixrules") return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '/' || c == '_' || c == '+' || c == '-';
  });
}

// Seconds east of UTC of `+08:00`, as in RFC 3339; at most 16 hours, which no clock ever passed.
std::optional<std::int32_t> fixed_offset(std::string_view text) {
  TextReader in(text);
  std::int32_t hours = 0;
  std::int32_t minutes = 0;
  const bool east = in.accept('+');
  if (!east && !in.accept('-')) return {};
  if (!in.digits(2, hours) || !in.accept(':') || !in.digits(2, minutes) || !in.done()) return {};
  if (hours > 15 || minutes > 59) return {};
  return (east ? 60 : -60) * (hours * 60 + minutes);
}

// UTC+8, GMT-5, +8, +0800: what may be meant as an offset. The TZ variable takes it for the
// opposite, so it is not guessed.
bool looks_like_offset(std::string_view text) {
  for (const std::string_view prefix : {"UTC", "GMT", "utc", "gmt"}) {
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  }
  return text.size() > 1 && (text[0] == '+' || text[0] == '-') && is_digit(text[1]);
}

// In small letters, and with the one joint that names have.
std::string alike(std::string_view text) {
  std::string out = lower(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return out;
}

// How far a zone's name is from what was typed; typing only the city is no error but an omission.
std::size_t unlikeness(std::string_view typed, std::string_view zone) {
  const std::size_t slash = zone.rfind('/');
  const std::size_t whole = edit_distance(typed, zone);
  return slash == std::string_view::npos
             ? whole
             : std::min(whole, edit_distance(typed, zone.substr(slash + 1)));
}

bool is_zone_file(const std::filesystem::path& path) {
  char magic[4] = {};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  return file && std::fread(magic, 1, 4, file.get()) == 4 && std::memcmp(magic, "TZif", 4) == 0;
}

// ", did you mean …?" with up to three names, or nothing.
std::string suggestion(std::string_view typed, const std::string& folder) {
  const std::string wanted = alike(typed);
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 4);
  std::vector<std::pair<std::size_t, std::string>> near;
  std::error_code error;
  std::filesystem::recursive_directory_iterator at(folder, error);
  for (; !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    const std::string name = at->path().string().substr(folder.size() + 1);
    if (!is_zone_name(name)) continue;
    const std::size_t far = unlikeness(wanted, alike(name));
    std::error_code ignored;
    if (far <= limit && at->is_regular_file(ignored) && is_zone_file(at->path()))
      near.emplace_back(far, name);
  }
  std::sort(near.begin(), near.end());
  std::string out;
  for (std::size_t i = 0; i < near.size() && i < 3 && near[i].first == near[0].first; ++i) {
    out += (i == 0 ? "; did you mean " : " or ") + in_quotes(near[i].second);
  }
  return out.empty() ? "; names are like Asia/Shanghai" : out + "?";
}

LocalTime local_at(Instant instant, std::int32_t offset) {
  const std::int64_t shown = instant.seconds() + offset;
  // A shift that keeps the division on unsigned numbers, where it is one multiplication: day 0 is
  // 2^22 days earlier.
  constexpr std::int64_t kShiftDays = std::int64_t{1} << 22;
  const auto from_shift = static_cast<std::uint64_t>(shown + kShiftDays * kSecondsPerDay);
  const std::uint64_t days = from_shift / kSecondsPerDay;
  return {{static_cast<std::int32_t>(static_cast<std::int64_t>(days) - kShiftDays)},
          static_cast<std::int32_t>(from_shift - days * kSecondsPerDay),
          instant.nanos(),
          offset};
}

Result<std::string> read_file(const std::string& path, std::string_view name) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file)
    return system_error("cannot open time zone {}: {}", in_quotes(name), std::strerror(errno));
  // Most files have one or two kilobytes, and every expression reads its zone.
  std::string bytes;
  for (std::size_t room = kUsualZoneFile; bytes.size() + room <= kMaxZoneFile; room *= 2) {
    const std::size_t had = bytes.size();
    bytes.resize(had + room);
    const std::size_t got = std::fread(bytes.data() + had, 1, room, file.get());
    bytes.resize(had + got);
    if (got < room) break;
  }
  if (std::ferror(file.get()) != 0)
    return system_error("cannot read time zone {}", in_quotes(name));
  return bytes;
}

}  // namespace

Result<Zone> Zone::find(std::string_view name) {
  return find_in(name, kZoneFolder);
}

Result<Zone> Zone::find_in(std::string_view name, const std::string& folder) {
  Zone zone;
  if (name == "UTC" || name == "Etc/UTC") {
    zone.name_ = name;
    return zone;
  }
  if (const auto offset = fixed_offset(name)) {
    zone.name_ = name;
    zone.spans_.front().offset = *offset;
    // +08:00 is +08, +05:30 is +0530, as the zones without letters are called.
    std::string& abbreviation = zone.abbreviations_.front();
    abbreviation = name.substr(0, 3);
    if (!name.ends_with("00")) abbreviation += name.substr(4);
    return zone;
  }
  if (looks_like_offset(name)) {
    return usage_error("no such time zone {}; an offset is written +08:00, east of UTC",
                       in_quotes(name));
  }
  const std::string path = fmt::format("{}/{}", folder, name);
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return system_error("no time zones in {}; install the package tzdata", folder);
  }
  if (!is_zone_name(name) || !std::filesystem::is_regular_file(path, error)) {
    return usage_error("no such time zone {}{}", in_quotes(name), suggestion(name, folder));
  }
  const std::string bytes = ND_TRY(read_file(path, name));
  if (!bytes.starts_with("TZif")) return usage_error("{} is not a time zone", in_quotes(name));
  Result<ZoneTable> table = parse_tzif(bytes);
  if (!table) return system_error("time zone {}: {}", in_quotes(name), table.error().message);
  zone.name_ = name;
  zone.spans_ = std::move(table->spans);
  zone.abbreviations_ = std::move(table->names);
  zone.repeats_from_ = table->repeats_from;
  zone.build_index();
  return zone;
}

void Zone::build_index() {
  if (spans_.size() == 1) return;
  std::size_t at = 0;
  for (std::int64_t begin = kIndexBegin; begin < kIndexEnd;
       begin += std::int64_t{1} << kIndexShift) {
    while (at + 1 < spans_.size() && spans_[at + 1].begin <= begin)
      ++at;
    index_.push_back(static_cast<std::uint32_t>(at));
  }
}

std::size_t Zone::index_of(std::int64_t epoch_seconds) const {
  if (epoch_seconds >= kIndexBegin && epoch_seconds < kIndexEnd && epoch_seconds < repeats_from_)
      [[likely]] {
    std::size_t at = index_[static_cast<std::size_t>((epoch_seconds - kIndexBegin) >> kIndexShift)];
    while (at + 1 < spans_.size() && spans_[at + 1].begin <= epoch_seconds)
      ++at;
    return at;
  }
  if (epoch_seconds >= repeats_from_) {
    epoch_seconds -=
        ((epoch_seconds - repeats_from_) / kSecondsPer400Years + 1) * kSecondsPer400Years;
  }
  const auto after =
      std::upper_bound(spans_.begin() + 1, spans_.end(), epoch_seconds,
                       [](std::int64_t at, const OffsetSpan& span) { return at < span.begin; });
  return static_cast<std::size_t>(after - spans_.begin()) - 1;
}

std::string_view Zone::abbreviation_at(std::int64_t epoch_seconds) const {
  const OffsetSpan& span = spans_.size() == 1 ? spans_.front() : spans_[index_of(epoch_seconds)];
  return abbreviations_[span.name];
}

Zone::Stretch Zone::stretch_at(std::int64_t epoch_seconds) const {
  constexpr std::int64_t kFirst = -11'676'096'000;  // 1600-01-01
  const std::int64_t last =
      spans_.size() == 1 ? kIndexEnd : std::min<std::int64_t>(kIndexEnd, repeats_from_);
  if (epoch_seconds < kFirst || epoch_seconds >= last) return {};
  const std::size_t at = spans_.size() == 1 ? 0 : index_of(epoch_seconds);
  const std::int64_t end = at + 1 < spans_.size() ? spans_[at + 1].begin : last;
  return {std::max(kFirst, spans_[at].begin), std::min(last, end), spans_[at].offset};
}

LocalTime Zone::local(Instant instant) const {
  return local_at(instant, offset_at(instant.seconds()));
}

LocalTime utc_time_of(Instant instant) {
  return local_at(instant, 0);
}

Result<Instant> Zone::instant_of(Day day, std::int32_t second_of_day, std::int32_t nanos) const {
  const std::int64_t shown = day.since_epoch * kSecondsPerDay + second_of_day;
  if (spans_.size() == 1) return Instant::from_parts(shown - spans_.front().offset, nanos);
  // Offsets lie within a day and a bit, so what was in force two days before is before any
  // candidate.
  constexpr std::int64_t kMargin = 2 * kSecondsPerDay;
  std::int64_t folded = shown;
  std::int64_t folded_by = 0;
  if (folded >= repeats_from_ - kMargin) {
    folded_by =
        ((folded - repeats_from_ + kMargin) / kSecondsPer400Years + 1) * kSecondsPer400Years;
    folded -= folded_by;
  }
  std::size_t at = index_of(folded - kMargin);
  // Within a span that ends later: found. Past its end but before the next begins on the wall:
  // skipped by the clocks.
  while (at + 1 < spans_.size() && folded - spans_[at].offset >= spans_[at + 1].begin &&
         folded - spans_[at + 1].offset >= spans_[at + 1].begin) {
    ++at;
  }
  return Instant::from_parts(folded - spans_[at].offset + folded_by, nanos);
}

Result<LocalTime> local_time_of_text(std::string_view text, const Zone& zone) {
  if (text.size() == 10) {
    const Day day = ND_TRY(parse_date(text));
    return LocalTime{day, 0, 0, 0};
  }
  const DateTime parsed = ND_TRY(parse_date_time(text));
  if (!parsed.offset_seconds) {
    return input_error("{} has no offset from UTC such as Z or +08:00", in_quotes(text));
  }
  const std::int64_t seconds =
      parsed.day.since_epoch * kSecondsPerDay + parsed.second_of_day - *parsed.offset_seconds;
  return zone.local(ND_TRY(Instant::from_parts(seconds, parsed.nanos)));
}

void append_rfc3339(std::string& out, const LocalTime& local, Fraction fraction) {
  char text[32];
  char* at = write_date(text, local.day);
  const auto part = [&at](char before, std::int32_t number) {
    *at++ = before;
    at = write_digits2(at, number);
  };
  part('T', local.hour());
  part(':', local.minute());
  part(':', local.second());
  out.append(text, static_cast<std::size_t>(at - text));
  if (fraction == Fraction::kAsNeeded) append_fraction(out, local.nanos);
  const std::int32_t minutes = (local.offset < 0 ? -local.offset : local.offset) / 60;
  at = text;
  part(local.offset < 0 ? '-' : '+', minutes / 60);
  part(':', minutes % 60);
  out.append(text, static_cast<std::size_t>(at - text));
}

}  // namespace nd::time
