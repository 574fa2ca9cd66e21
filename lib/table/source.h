// Source: where a table for look-ups comes from, as --table names it: NAME=FILE:KEY,…@FROM..TO
//
// Belongs here: the syntax of the option. Does not belong here: reading the file (lookup.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/field_path.h"

namespace nd::table {

// For what time a row of a table holds.
enum class Holding {
  kAlways,
  kFromMoment,       // from its moment until the next one of its key
  kInterval,         // from FROM to TO, both included
  kIntervalWithout,  // from FROM to TO, which is not
};

struct Source {
  std::string name;
  std::string file;
  std::vector<json::FieldPath> keys;
  Holding holding = Holding::kAlways;
  json::FieldPath from;
  json::FieldPath to;

  // "video_id", "topic_id@start..end": what of it says how a row is found.
  [[nodiscard]] std::string canonical() const;
};

// kUsage on anything wrong, naming the form. The name is not looked at, but that there is one.
[[nodiscard]] Result<Source> parse_source(std::string_view text);

}  // namespace nd::table
