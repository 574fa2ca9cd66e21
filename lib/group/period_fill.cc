#include "group/period_fill.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/arena.h"
#include "key/key_encoder.h"

namespace nd::group {
namespace {

// The encoded value of one column: where it starts in the key, and its bytes.
struct Part {
  std::size_t at = 0;
  std::string_view bytes;
};

Part part_of(std::string_view key, std::size_t column) {
  std::size_t at = 0;
  for (; column > 0; --column)
    at += key::first_value_bytes(key.substr(at));
  return {at, key.substr(at, key::first_value_bytes(key.substr(at)))};
}

struct Span {
  time::Period first;
  time::Period last;
  bool found = false;
};

// The span of the column's periods; nullopt if it holds something else, or nulls alone.
std::optional<Span> span_of(std::span<const std::string_view> keys, std::size_t column,
                            time::PeriodKind kind) {
  Span span;
  Arena text;
  for (const std::string_view key : keys) {
    text.reset();
    key::KeyDecoder decoder(part_of(key, column).bytes, text);
    const json::Value value = decoder.next();
    if (value.is_null()) continue;
    if (!value.is_string()) return std::nullopt;
    const auto period = time::Period::parse(value.text());
    if (!period || period->kind() != kind) return std::nullopt;
    span.first = span.found ? std::min(span.first, *period) : *period;
    span.last = span.found ? std::max(span.last, *period) : *period;
    span.found = true;
  }
  if (!span.found) return std::nullopt;
  return span;
}

}  // namespace

Result<std::vector<std::string>> missing_periods(std::span<const std::string_view> keys,
                                                 std::size_t columns, time::PeriodKind kind) {
  std::vector<std::string> missing;
  if (keys.empty()) return missing;
  std::size_t column = 0;
  std::optional<Span> span;
  for (; column < columns && !span; ++column)
    span = span_of(keys, column, kind);
  if (!span) {
    return input_error("--fill {}: no key holds a {} in every group", time::name_of(kind),
                       time::name_of(kind));
  }
  --column;

  // The other keys, before and after the period.
  std::set<std::pair<std::string, std::string>> others;
  std::set<std::string_view> present(keys.begin(), keys.end());
  for (const std::string_view key : keys) {
    const Part part = part_of(key, column);
    others.emplace(key.substr(0, part.at), key.substr(part.at + part.bytes.size()));
  }
  key::KeyBuffer buffer;
  for (time::Period period = span->first; period <= span->last; period = period.next()) {
    for (const auto& [before, after] : others) {
      buffer.clear();
      buffer.append(before);
      key::KeyEncoder::append_string(buffer, period.text());
      buffer.append(after);
      if (present.count(buffer.view()) == 0) missing.emplace_back(buffer.view());
    }
  }
  std::sort(missing.begin(), missing.end());
  return missing;
}

}  // namespace nd::group
