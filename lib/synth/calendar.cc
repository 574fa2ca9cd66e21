#include "synth/calendar.h"

#include <string_view>

#include "base/number.h"

namespace nd::synth {
namespace {

void append_two(std::string& out, unsigned number) {
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
}

void append_parts(std::string& out, Day day, std::string_view separator) {
  const std::chrono::year_month_day date{date_of(day)};
  append_int(out, static_cast<int>(date.year()));
  out += separator;
  append_two(out, static_cast<unsigned>(date.month()));
  out += separator;
  append_two(out, static_cast<unsigned>(date.day()));
}

}  // namespace

void append_date(std::string& out, Day day) {
  append_parts(out, day, "-");
}
void append_compact_date(std::string& out, Day day) {
  append_parts(out, day, "");
}

}  // namespace nd::synth
