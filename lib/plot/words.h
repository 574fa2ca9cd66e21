// The words that a chart adds to those of the data, in each language.
//
// Belongs here: the list of words, names of months and days. Does not belong here: numbers
// (format/number_format.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "plot/chart.h"
#include "time/civil.h"

namespace nd::plot {

enum class Word : std::uint8_t {
  kBreak,
  kProvisional,
  kIncomplete,
  kSuppressed,
  kLowBase,
  kMissing,
  kMean,
  kMedian,
  kTotal,
  kRest,  // of a whole
  kNoData,
  kData,   // the summary of the table
  kFlags,  // the title of its column
  kCount,  // of a histogram's bin
  kRise,
  kFall,
  kNotFromZero,
  kOwnScale,
  kLargest,
};

[[nodiscard]] std::string_view word(Word word, Language language);
[[nodiscard]] Word word_of(Flag flag);

// "Line chart".
[[nodiscard]] std::string_view kind_word(Kind kind, Language language);

// Between the items of a list.
[[nodiscard]] std::string_view list_comma(Language language);

// "Jul", "7月". month: 1 to 12.
[[nodiscard]] std::string month_name(int month, Language language);
// "Jul 31", "7月31日".
[[nodiscard]] std::string day_name(const time::Date& date, Language language);
// "Mon", "一". weekday: 1 (Monday) to 7.
[[nodiscard]] std::string_view weekday_name(int weekday, Language language);

}  // namespace nd::plot
