#include "sort/unique_options.h"

namespace nd::sort {

Status parse_into(std::string_view text, KeepRule& out) {
  const auto by = [&](Keep keep) -> Status {
    out = {keep, std::string(text.substr(4))};
    return {};
  };
  if (text == "first") {
    out = {Keep::kFirst, {}};
    return {};
  }
  if (text == "last") {
    out = {Keep::kLast, {}};
    return {};
  }
  if (text.starts_with("min:") && text.size() > 4) return by(Keep::kMin);
  if (text.starts_with("max:") && text.size() > 4) return by(Keep::kMax);
  return usage_error("'{}' is none of first, last, min:FIELD, max:FIELD", text);
}

}  // namespace nd::sort
