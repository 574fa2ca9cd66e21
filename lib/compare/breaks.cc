#include "compare/breaks.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/wording.h"
#include "io/block_reader.h"
#include "json/object_layout.h"
#include "json/schema.h"
#include "json/tree.h"
#include "key/key_encoder.h"
#include "stream/error_policy.h"
#include "stream/line_loop.h"
#include "time/period.h"

namespace nd::compare {
namespace {

// The text of an optional field; empty: there is none.
Result<std::string> text_of(const json::Value& value, std::string_view name) {
  if (value.is_null()) return std::string();
  if (value.is_string()) return std::string(value.text());
  return input_error("the '{}' of the break is no text but {}", name, json::type_name(value));
}

Result<time::Day> date_of(const json::Value& value) {
  if (value.is_null()) return input_error("the break has no 'date'");
  if (!value.is_string())
    return input_error("the 'date' of the break is no text but {}", json::type_name(value));
  const time::Period day = ND_TRY(time::Period::parse(value.text()));
  if (day.kind() != time::PeriodKind::kDay) {
    return input_error("the 'date' of the break, {}, is no day like 2024-07-31",
                       in_quotes(value.text()));
  }
  return day.first_day();
}

// The encoded values of a key.
std::vector<std::string_view> values_of(std::string_view key) {
  std::vector<std::string_view> values;
  while (!key.empty()) {
    const std::size_t bytes = key::first_value_bytes(key);
    values.push_back(key.substr(0, bytes));
    key.remove_prefix(bytes);
  }
  return values;
}

// without: the place of a value that is not asked about.
bool is_of_group(const Breaks::Break& known, const std::vector<std::string_view>& values,
                 std::optional<std::size_t> without) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& wanted = known.keys[i];
    if (i != without && wanted && *wanted != values[i]) return false;
  }
  return true;
}

// A value that reads the whole record may be made of any field.
bool is_of_metric(const Breaks::Break& known, const Breaks::Metric& metric) {
  if (known.metric.empty() || known.metric == metric.name) return true;
  const auto path = json::FieldPath::parse(known.metric);
  return std::any_of(metric.reads.begin(), metric.reads.end(), [&](const json::FieldPath& read) {
    return read.segments.empty() || (path && json::related(*path, read));
  });
}

}  // namespace

Status Breaks::read(const std::string& path, const std::vector<json::FieldPath>& keys,
                    io::Failure& failure) {
  io::BlockReader reader({path});
  ND_TRY(reader.check());
  json::Schema schema;
  const json::Slot date = schema.add({{"date"}});
  const json::Slot metric = schema.add({{"metric"}});
  const json::Slot note = schema.add({{"note"}});
  std::vector<json::Slot> slots;
  slots.reserve(keys.size());
  for (const json::FieldPath& key : keys)
    slots.push_back(schema.add(key));
  key::KeyEncoder encoder;
  key::KeyBuffer key;
  const auto consume = [&](const stream::Record& record) -> Status {
    Break made;
    made.date = ND_TRY(date_of(json::at(record.row, date)));
    made.metric = ND_TRY(text_of(json::at(record.row, metric), "metric"));
    made.note = ND_TRY(text_of(json::at(record.row, note), "note"));
    for (const json::Slot slot : slots) {
      const json::Value& value = json::at(record.row, slot);
      made.keys.emplace_back();
      if (value.is_missing() || slot == date || slot == note) continue;
      key.clear();
      ND_TRY(encoder.append(key, value));
      made.keys.back() = std::string(key.view());
    }
    made.text = record.text.text();
    breaks_.push_back(std::move(made));
    return {};
  };
  io::Outcome outcome;
  stream::LineChecker checker(schema, {});
  stream::ErrorPolicy policy(outcome);
  Status status = stream::for_each_record(reader, checker, policy, consume, [] { return false; });
  failure = std::move(outcome.failure);
  return status;
}

std::vector<const Breaks::Break*> Breaks::between(time::Day first, time::Day last,
                                                  const Metric& metric, std::string_view key,
                                                  std::optional<std::size_t> without) const {
  std::vector<std::string_view> values = values_of(key);
  if (without && *without < values.size())
    values.insert(values.begin() + static_cast<std::ptrdiff_t>(*without), std::string_view());
  std::vector<const Break*> found;
  for (const Break& known : breaks_) {
    if (!(first < known.date) || last < known.date) continue;
    if (is_of_metric(known, metric) && is_of_group(known, values, without)) found.push_back(&known);
  }
  return found;
}

std::vector<const Breaks::Break*> Breaks::unmet(const std::vector<Metric>& metrics,
                                                const std::vector<std::string_view>& groups) const {
  std::vector<const Break*> found;
  for (const Break& known : breaks_) {
    const bool has_metric = std::any_of(metrics.begin(), metrics.end(), [&](const Metric& metric) {
      return is_of_metric(known, metric);
    });
    const bool has_group = std::any_of(groups.begin(), groups.end(), [&](std::string_view group) {
      return is_of_group(known, values_of(group), std::nullopt);
    });
    if (!has_metric || !has_group) found.push_back(&known);
  }
  return found;
}

}  // namespace nd::compare
