#include "columns/shown.h"

#include "base/result.h"
#include "base/wording.h"
#include "json/writer.h"

namespace nd::columns {

std::string shown(const json::Value& value, std::size_t most) {
  if (value.is_string()) return in_quotes(value.text(), most);
  std::string text;
  json::append_value(text, value);
  return in_quotes(text, most);
}

std::string not_a_number(std::string_view function, const json::Value& value) {
  constexpr std::size_t kLongest = 80;
  std::string text;
  json::append_value(text, value);
  return fmt::format("{}: {} is of type {}, not a number", function, excerpt(text, kLongest),
                     json::type_name(value));
}

}  // namespace nd::columns
