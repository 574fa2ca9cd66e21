// mode, hist, list and set: what can be told from the values with their counts.
#include <cmath>

#include "agg/counted_values.h"
#include "agg/families.h"
#include "base/number.h"

namespace nd::agg {
namespace {

using Entries = std::vector<const ValueCounts::Entry*>;

// The commonest value; of several the smallest.
struct ModeState : CountedValues<ModeState> {
  static constexpr CountsText kText{};

  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    const ValueCounts::Entry* best = nullptr;
    for (const ValueCounts::Entry& entry : counts.entries()) {
      if (entry.size == 0) continue;
      const bool better = best == nullptr || entry.count > best->count ||
                          (entry.count == best->count && compare(entry, *best) < 0);
      if (better) best = &entry;
    }
    return best == nullptr ? json::Value::null() : best->value(text);
  }
};

struct ListState : CountedValues<ListState> {
  static constexpr CountsText kText{};

  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    std::size_t n = 0;
    const Entries entries = counts.sorted();
    for (const ValueCounts::Entry* entry : entries)
      n += entry->count;
    if (n == 0) return json::Value::null();
    const auto items = text.array<json::Value>(n);
    std::size_t i = 0;
    for (const ValueCounts::Entry* entry : entries) {
      const json::Value value = entry->value(text);
      for (std::uint64_t k = 0; k < entry->count; ++k)
        items[i++] = value;
    }
    return json::Value::array(items);
  }
};

// How often a value came is no part of a set.
struct SetState : CountedValues<SetState> {
  static constexpr CountsText kText{"", true};

  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    const Entries entries = counts.sorted();
    if (entries.empty()) return json::Value::null();
    const auto items = text.array<json::Value>(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i)
      items[i] = entries[i]->value(text);
    return json::Value::array(items);
  }
};

// Counts the buckets k of [k W, (k + 1) W).
struct HistogramState : CountedValues<HistogramState> {
  static constexpr CountsText kText{"w"};

  void add(const Inputs& inputs, const Parameter& width, Memory& memory) {
    for (const json::Value& number : inputs.x) {
      if (number.kind() == json::Kind::kInt && width.kind() == json::Kind::kInt) {
        const std::int64_t w = width.int_value();
        const std::int64_t quotient = number.int_value() / w;
        counts.add(quotient - (number.int_value() % w < 0 ? 1 : 0), 1, memory);
      } else {
        add_exactly(rational_of(number), rational_of(width), memory);
      }
    }
  }

  // Buckets are whole numbers: at most the largest double by the smallest width.
  Status parse(const json::Value& content, Memory& memory) {
    ND_TRY(parse_counts(content, kText, counts, memory));
    std::string digits;
    for (const json::Value& pair : json::find(content, "v").items()) {
      const json::Value& bucket = pair.items()[0];
      if (bucket.kind() == json::Kind::kInt || bucket.kind() == json::Kind::kUint) continue;
      const bool whole = bucket.kind() == json::Kind::kNumberText &&
                         decimal_of(bucket.text(), digits).is_integer() &&
                         decimal_of(bucket.text(), digits).point <= kMostPoint;
      if (!whole) return input_error("the state of a hist is damaged");
    }
    return {};
  }

  [[nodiscard]] json::Value finish(const Parameter& width, Arena& text) const {
    const Entries entries = counts.sorted();
    if (entries.empty()) return json::Value::null();
    const Rational w = rational_of(width);
    const auto rows = text.array<json::Value>(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto pair = text.array<json::Value>(2);
      Rational low = rational_of(entries[i]->value(text));
      low.numerator = low.numerator * w.numerator;
      low.denominator = low.denominator * w.denominator;
      pair[0] = number_of(low, text);
      pair[1] = json::Value::unsigned_integer(entries[i]->count);
      rows[i] = json::Value::array(pair);
    }
    return json::Value::array(rows);
  }

 private:
  // floor(number / width).
  void add_exactly(const Rational& number, const Rational& width, Memory& memory) {
    auto division = BigInteger::divide(number.numerator * width.denominator,
                                       number.denominator * width.numerator);
    if (division.remainder.is_negative())
      division.quotient = division.quotient - BigInteger::of(std::int64_t{1});
    if (const auto small = division.quotient.to_int128();
        small && *small >= INT64_MIN && *small <= INT64_MAX) {
      counts.add(static_cast<std::int64_t>(*small), 1, memory);
    } else {
      const std::string digits = division.quotient.to_text();
      counts.add(json::Value::number_text(digits), 1, memory);
    }
  }
};

}  // namespace

Status check_width(const Parameter& parameter) {
  if (!parameter.is_number() || json::compare(parameter, json::Value::integer(0)) <= 0)
    return usage_error("the width must be a number above 0");
  const double width = parameter.to_double();
  if (width > 0 && std::isfinite(width)) return {};
  return usage_error("the width must be within the range of a double");
}

constinit const StateFunctions kModeFunctions = functions_of<ModeState>();
constinit const StateFunctions kHistogramFunctions = functions_of<HistogramState>();
constinit const StateFunctions kListFunctions = functions_of<ListState>();
constinit const StateFunctions kSetFunctions = functions_of<SetState>();

}  // namespace nd::agg
