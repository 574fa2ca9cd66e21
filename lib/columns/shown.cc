#include "columns/shown.h"

#include "base/wording.h"
#include "json/writer.h"

namespace nd::columns {

std::string shown(const json::Value& value, std::size_t most) {
  if (value.is_string()) return in_quotes(value.text(), most);
  std::string text;
  json::append_value(text, value);
  return in_quotes(text, most);
}

}  // namespace nd::columns
