// A file whose first line is an array of objects: JSON that was to be read otherwise.
#pragma once

#include <algorithm>

#include "base/result.h"
#include "stream/foreign_text.h"
#include "stream/record.h"

namespace nd::stat {

// kInput for such a line: its items are not the records of the file here, as was most likely meant.
[[nodiscard]] inline Status check_no_array(const stream::Record& record) {
  if (record.text[0] != '[' || !record.block->starts_file) [[likely]]
    return {};
  const char* const start = record.block->text.data();
  if (std::find(start, record.text.data(), '\n') != record.text.data()) return {};
  if (!stream::is_array_of_objects(record.text.text())) return {};
  return input_error(
      "an array of objects, whose items are no records here; ndparse --from json reads them as "
      "such");
}

}  // namespace nd::stat
