// read_fields: what a text says by a strptime format, part by part.
//
// Belongs here: the conversions and what each of them takes. Does not belong here: which time the
// parts are together (civil_parse.cc as strptime has it, time_pattern.cc strictly).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "time/civil_format.h"

namespace nd::time {

enum class WeekStart { kSunday, kMonday };

struct ReadFields {
  CivilTime civil;  // the parts that are fields of it
  bool has_date = false;
  bool has_year = false;   // %Y
  bool has_month = false;  // the day is there if it is not 0
  bool afternoon = false;  // %p
  std::optional<std::int32_t> hour12;
  std::optional<std::int32_t> century;
  std::optional<std::int32_t> year_in_century;
  std::optional<std::int32_t> year_day;  // from 0
  std::optional<std::int32_t> week;      // %U or %W
  WeekStart week_start = WeekStart::kSunday;
  std::optional<std::int32_t> weekday;  // from Sunday, 0
  std::optional<std::int32_t> iso_year;
  std::optional<std::int32_t> iso_year_in_century;
  std::optional<std::int32_t> iso_week;
  std::optional<Instant> epoch;
  bool epoch_is_negative = false;
  std::string_view zone;  // %Z, a part of the text
};

// kStrict: the word of %Z is letters alone, not all up to white space; numbers side by side
// have all their digits.
enum class Reading { kLenient, kStrict };

// False if the text does not match the format, or goes on after its end.
[[nodiscard]] bool read_fields(std::string_view text, std::string_view format, Reading reading,
                               ReadFields& out);

// The format that a conversion is short for, as %F is; empty if it stands for itself.
[[nodiscard]] std::string_view composed_of(char conversion);

// Where the letter of the conversion stands whose flags begin at `at`, if there are any.
[[nodiscard]] std::size_t conversion_at(std::string_view format, std::size_t at);

}  // namespace nd::time
