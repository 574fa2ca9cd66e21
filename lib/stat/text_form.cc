#include "stat/text_form.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "base/number.h"
#include "time/civil.h"
#include "time/instant.h"
#include "time/period.h"

namespace nd::stat {
namespace {

constexpr std::size_t kSafeDigits = 15;  // that every double tells apart
constexpr std::size_t kLongestId = 64;

bool is_date(std::string_view text) {
  return text.size() == 10 && time::parse_date(text).has_value();
}

bool is_time(std::string_view text) {
  return text.size() > 10 && is_digit(text[0]) && time::parse_rfc3339(text).has_value();
}

bool is_period(std::string_view text) {
  return text.size() > 4 && text.size() <= time::Period::kMaxBytes && is_digit(text[0]) &&
         time::Period::parse(text).has_value();
}

bool is_number(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  return static_cast<std::size_t>(digits) <= kSafeDigits && is_json_number(text);
}

bool is_id(std::string_view text) {
  if (text.size() > kLongestId) return false;
  bool digit = false;
  for (const char c : text) {
    if (is_digit(c)) {
      digit = true;
    } else if (!is_letter(c) && c != '-' && c != '_' && c != ':' && c != '.') {
      return false;
    }
  }
  return digit;
}

struct Form {
  TextForms form;
  std::string_view name;
  bool (*holds)(std::string_view text);
};

constexpr Form kForms[] = {{kDateForm, "date", is_date},
                           {kTimeForm, "date-time", is_time},
                           {kPeriodForm, "period", is_period},
                           {kNumberForm, "number", is_number},
                           {kIdForm, "id", is_id}};

}  // namespace

TextForms forms_of(std::string_view text, TextForms asked) {
  TextForms out = 0;
  for (const Form& form : kForms) {
    if ((asked & form.form) != 0 && form.holds(text)) out |= form.form;
  }
  return out;
}

std::string_view name_of_first(TextForms forms) {
  const auto* const found =
      std::find_if(std::begin(kForms), std::end(kForms),
                   [&](const Form& form) { return (forms & form.form) != 0; });
  return found == std::end(kForms) ? std::string_view() : found->name;
}

}  // namespace nd::stat
