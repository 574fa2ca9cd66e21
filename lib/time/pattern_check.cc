// check_time_pattern: which conversions a pattern has, and whether they name one time together.
#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/wording.h"
#include "time/civil_reader.h"
#include "time/time_pattern.h"

namespace nd::time {

namespace {

// What a conversion gives. Two that give the same could contradict each other.
enum Part : std::size_t {
  kYear,
  kCentury,
  kMonth,
  kDay,
  kYearDay,
  kWeek,
  kWeekday,
  kIsoYear,
  kIsoWeek,
  kHour,
  kHalfDay,
  kMinute,
  kSecond,
  kFraction,
  kEpoch,
  kOffset,
  kZone,
  kParts,
};

struct Conversion {
  char letter;
  Part part;
};

constexpr Conversion kConversions[] = {
    {'Y', kYear},    {'y', kYear},    {'C', kCentury},  {'m', kMonth},   {'b', kMonth},
    {'B', kMonth},   {'h', kMonth},   {'d', kDay},      {'e', kDay},     {'j', kYearDay},
    {'U', kWeek},    {'W', kWeek},    {'a', kWeekday},  {'A', kWeekday}, {'w', kWeekday},
    {'u', kWeekday}, {'G', kIsoYear}, {'g', kIsoYear},  {'V', kIsoWeek}, {'H', kHour},
    {'k', kHour},    {'I', kHour},    {'l', kHour},     {'p', kHalfDay}, {'P', kHalfDay},
    {'M', kMinute},  {'S', kSecond},  {'f', kFraction}, {'s', kEpoch},   {'z', kOffset},
    {'Z', kZone},
};

constexpr std::array<std::string_view, kParts> kNames = {"the year",
                                                         "the century",
                                                         "the month",
                                                         "the day",
                                                         "the day of the year",
                                                         "the week",
                                                         "the weekday",
                                                         "the ISO year",
                                                         "the ISO week",
                                                         "the hour",
                                                         "the half of the day",
                                                         "the minute",
                                                         "the second",
                                                         "the fraction",
                                                         "the time",
                                                         "the offset",
                                                         "the zone"};

std::string conversion(char letter) {
  return std::string("%") + letter;
}

class PatternCheck {
 public:
  PatternCheck(std::string_view pattern, const PatternContext& context)
      : pattern_(pattern), context_(context) {}

  Result<bool> run() {
    ND_TRY(collect(pattern_, 0));
    if (has(kEpoch)) {
      ND_TRY(check_epoch());
      return false;
    }
    ND_TRY(check_clock());
    ND_TRY(check_day());
    ND_TRY(check_iso_week());
    if (!context_.utc && zone_letters_ && !has(kOffset) && !has(kZone)) {
      return wrong(
          "says UTC by letters, which count for nothing: %Z or %z reads them; without, the "
          "time is in the zone of --tz");
    }
    return check_year();
  }

 private:
  // `as` is the composed conversion that `pattern` stands for, 0 for the pattern itself.
  Status collect(std::string_view pattern, char as) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '%') {
        i = pass_word(pattern, i);
        continue;
      }
      const std::size_t start = i;
      if (i + 1 == pattern.size()) return wrong("ends within a conversion");
      i = conversion_at(pattern, i + 1);
      const char letter = pattern[i];
      if (letter == 'n' || letter == 't' || letter == '%') continue;
      if (const std::string_view parts = composed_of(letter); !parts.empty()) {
        ND_TRY(collect(parts, letter));
        continue;
      }
      const auto* const found =
          std::find_if(std::begin(kConversions), std::end(kConversions),
                       [&](const Conversion& known) { return known.letter == letter; });
      if (found == std::end(kConversions)) {
        return wrong(fmt::format("has '{}', which is no conversion of strptime(3)",
                                 pattern.substr(start, i - start + 1)));
      }
      ND_TRY(add(found->part, letter, as == 0 ? letter : as));
    }
    return {};
  }

  // Notes letters that name UTC; returns the last place of the run of letters at i.
  std::size_t pass_word(std::string_view pattern, std::size_t i) {
    std::size_t end = i;
    while (end < pattern.size() && is_letter(pattern[end]))
      ++end;
    const std::string_view word = pattern.substr(i, end - i);
    zone_letters_ = zone_letters_ || word == "Z" || word == "UTC" || word == "GMT";
    return std::max(i, end == i ? i : end - 1);
  }

  Status add(Part part, char letter, char shown) {
    if (has(part)) {
      return wrong(fmt::format("has {} and {}, which both give {}", by(part), conversion(shown),
                               kNames[part]));
    }
    shown_[part] = shown;
    letter_[part] = letter;
    return {};
  }

  [[nodiscard]] bool has(Part part) const { return shown_[part] != 0; }
  [[nodiscard]] std::string by(Part part) const { return conversion(shown_[part]); }
  [[nodiscard]] tl::unexpected<Error> wrong(const std::string& what) const {
    return usage_error("{} {}", in_quotes(pattern_, 80), what);
  }

  Status check_epoch() const {
    for (std::size_t part = 0; part < kParts; ++part) {
      if (part == kEpoch || part == kFraction || !has(static_cast<Part>(part))) continue;
      return wrong(
          fmt::format("has {}, but %s is a whole time by itself", by(static_cast<Part>(part))));
    }
    return {};
  }

  Status check_clock() const {
    const bool twelve = letter_[kHour] == 'I' || letter_[kHour] == 'l';
    if (twelve && !has(kHalfDay))
      return wrong(fmt::format("has {}, an hour up to 12, without %p", by(kHour)));
    if (has(kHalfDay) && !twelve)
      return wrong(fmt::format("has {}, which goes with %I only", by(kHalfDay)));
    if (has(kMinute) && !has(kHour))
      return wrong(fmt::format("has {} without an hour", by(kMinute)));
    if (has(kSecond) && !has(kMinute))
      return wrong(fmt::format("has {} without a minute", by(kSecond)));
    if (has(kFraction) && !has(kSecond))
      return wrong(fmt::format("has {} without a second", by(kFraction)));
    return {};
  }

  [[nodiscard]] bool has_date() const { return (has(kMonth) && has(kDay)) || has(kYearDay); }

  Status check_day() const {
    const bool any = has(kYear) || has(kMonth) || has(kDay) || has(kYearDay) || has(kWeek) ||
                     has(kWeekday) || has(kIsoYear) || has(kIsoWeek);
    if (has(kCentury) && letter_[kYear] != 'y')
      return wrong(fmt::format("has {}, which goes with %y only", by(kCentury)));
    if (!any) return wrong("has no date");
    if (has(kDay) && !has(kMonth)) return wrong(fmt::format("has {} without a month", by(kDay)));
    if (has(kWeek) && !has(kWeekday) && !has_date())
      return wrong(fmt::format("has {} without a weekday (%a, %u or %w)", by(kWeek)));
    if (has(kWeekday) && !has_date() && !has(kWeek) && !has(kIsoWeek))
      return wrong(fmt::format("has {}, but no date that has a weekday", by(kWeekday)));
    return {};
  }

  Status check_iso_week() const {
    if (has(kIsoYear) && !has(kIsoWeek))
      return wrong(fmt::format("has {}, the year of ISO weeks, without %V", by(kIsoYear)));
    if (has(kIsoWeek) && !has(kIsoYear) && !has_date())
      return wrong(fmt::format("has {}, an ISO week, without its year %G", by(kIsoWeek)));
    return {};
  }

  Result<bool> check_year() const {
    const bool by_week = has(kIsoWeek) && has(kIsoYear);
    const bool needs = has(kMonth) || has(kYearDay) || has(kWeek) || !by_week;
    if (!needs || has(kYear)) return false;
    if (!context_.year) return wrong("has no year; --year says which one");
    return true;
  }

  std::string_view pattern_;
  const PatternContext& context_;
  std::array<char, kParts> letter_{};
  std::array<char, kParts> shown_{};  // the conversion as the pattern has it
  bool zone_letters_ = false;
};

}  // namespace

Result<bool> check_time_pattern(std::string_view pattern, const PatternContext& context) {
  return PatternCheck(pattern, context).run();
}

}  // namespace nd::time
