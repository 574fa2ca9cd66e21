#include "expr/dates.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/ascii.h"

namespace nd::expr {
namespace {

struct Part {
  std::size_t digits = 0;
  int number = 0;

  [[nodiscard]] bool is_year() const { return digits == 4 && number >= 1900 && number <= 2199; }
  [[nodiscard]] bool is_month() const { return digits <= 2 && number >= 1 && number <= 12; }
  [[nodiscard]] bool is_day() const { return digits <= 2 && number >= 1 && number <= 31; }
};

// Reads digits off the front; without any the part is no year, month or day.
Part read_part(std::string_view& text) {
  Part part;
  while (!text.empty() && is_digit(text.front()) && part.digits < 5) {
    part.number = part.number * 10 + (text.front() - '0');
    ++part.digits;
    text.remove_prefix(1);
  }
  return part;
}

}  // namespace

bool reads_as_date(std::string_view text) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')')
    text = text.substr(1, text.size() - 2);
  const Part first = read_part(text);
  if (text.empty() || (text.front() != '-' && text.front() != '/')) return false;
  const char separator = text.front();
  text.remove_prefix(1);
  const Part second = read_part(text);
  // 2024-1 may well be arithmetic; 2024-01 is not.
  if (text.empty())
    return separator == '-' && first.is_year() && second.is_month() && second.digits == 2;
  if (text.front() != separator) return false;
  text.remove_prefix(1);
  const Part third = read_part(text);
  if (!text.empty()) return false;
  if (first.is_year()) return second.is_month() && third.is_day();
  return third.is_year() && first.is_day() && second.is_day() &&
         (first.is_month() || second.is_month());
}

}  // namespace nd::expr
