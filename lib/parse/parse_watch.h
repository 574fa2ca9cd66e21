// ParseWatch: which fields that ndparse was told about no record had.
//
// Belongs here: formats in which each record has fields of its own; where a header or a pattern
// names them, what it lacks is an error at once.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "io/streams.h"
#include "json/field_path.h"
#include "parse/parse_options.h"
#include "stream/field_watch.h"

namespace nd::parse {

class ParseWatch {
 public:
  // `formats` of the operands.
  ParseWatch(const ParseOptions& options, const std::vector<ParseFormat>& formats);

  // Whether a field is still to be met.
  [[nodiscard]] bool is_open() const { return watch_.is_open(); }
  // A record as it leaves. Requires: is_open().
  void look(std::string_view record);
  // What another thread's watch found out, made of the same options.
  void absorb(const ParseWatch& other) { watch_.absorb(other.watch_); }
  void tell(std::vector<io::UnmetField>& unmet) const;

 private:
  stream::FieldWatch watch_;
  // What --rename makes, and of what: the input has the latter.
  std::vector<std::pair<json::FieldPath, json::FieldPath>> renamed_;
};

}  // namespace nd::parse
