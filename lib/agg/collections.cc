// mode, hist, list and set: what can be told from the values with their counts.
#include <cmath>

#include "agg/counted_values.h"
#include "agg/families.h"
#include "agg/stored_value.h"
#include "base/number.h"

namespace nd::agg {
namespace {

// A value, or the number of a bucket, and how often it came.
struct Counted {
  json::Value value;
  std::uint64_t count = 0;
};

// In the order of values.
std::vector<Counted> counted(const ValueCounts& counts, Arena& text) {
  std::vector<Counted> all;
  for (const ValueCounts::Entry* entry : counts.sorted())
    all.push_back({entry->value(text), entry->count});
  return all;
}
std::vector<Counted> counted(const RankedValues& values, Arena& text) {
  std::vector<Counted> all;
  values.for_each([&](std::string_view key, std::uint64_t count) {
    all.push_back({decoded(key, text), count});
  });
  return all;
}

json::Value list_of(const std::vector<Counted>& all, Arena& text) {
  std::size_t n = 0;
  for (const Counted& each : all)
    n += each.count;
  if (n == 0) return json::Value::null();
  const auto items = text.array<json::Value>(n);
  std::size_t i = 0;
  for (const Counted& each : all) {
    for (std::uint64_t k = 0; k < each.count; ++k)
      items[i++] = each.value;
  }
  return json::Value::array(items);
}

json::Value set_of(const std::vector<Counted>& all, Arena& text) {
  if (all.empty()) return json::Value::null();
  const auto items = text.array<json::Value>(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    items[i] = all[i].value;
  return json::Value::array(items);
}

json::Value histogram_of(const std::vector<Counted>& buckets, const Parameter& width, Arena& text) {
  if (buckets.empty()) return json::Value::null();
  const Rational w = rational_of(width);
  const auto rows = text.array<json::Value>(buckets.size());
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    const auto pair = text.array<json::Value>(2);
    Rational low = rational_of(buckets[i].value);
    low.numerator = low.numerator * w.numerator;
    low.denominator = low.denominator * w.denominator;
    pair[0] = number_of(low, text);
    pair[1] = json::Value::unsigned_integer(buckets[i].count);
    rows[i] = json::Value::array(pair);
  }
  return json::Value::array(rows);
}

// The number of the bucket, floor(number / width): take(std::int64_t), or take(json::Value) of one
// that is too large for that.
template <class Take>
void bucket_of(const json::Value& number, const Parameter& width, Take&& take) {
  if (number.kind() == json::Kind::kInt && width.kind() == json::Kind::kInt) {
    const std::int64_t w = width.int_value();
    const std::int64_t quotient = number.int_value() / w;
    take(quotient - (number.int_value() % w < 0 ? 1 : 0));
    return;
  }
  const Rational x = rational_of(number);
  const Rational w = rational_of(width);
  auto division = BigInteger::divide(x.numerator * w.denominator, x.denominator * w.numerator);
  if (division.remainder.is_negative())
    division.quotient = division.quotient - BigInteger::of(std::int64_t{1});
  if (const auto small = division.quotient.to_int128();
      small && *small >= INT64_MIN && *small <= INT64_MAX) {
    take(static_cast<std::int64_t>(*small));
  } else {
    const std::string digits = division.quotient.to_text();
    take(json::Value::number_text(digits));
  }
}

void append_bucket(key::KeyBuffer& out, std::int64_t bucket) {
  key::KeyEncoder::append_int(out, bucket);
}
void append_bucket(key::KeyBuffer& out, const json::Value& bucket) {
  append_encoded(out, bucket);
}

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
  static constexpr RankedFunctions kRanked{
      .asked = RankedValues::Asked::kCommonest,
      .encode = encode_values,
      .finish = [](const RankedValues& values, const Parameter&, Arena& text) {
        return values.size() == 0 ? json::Value::null() : decoded(values.commonest(), text);
      }};
};

struct ListState : CountedValues<ListState> {
  static constexpr CountsText kText{};

  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return list_of(counted(counts, text), text);
  }
  static constexpr RankedFunctions kRanked{
      .encode = encode_values,
      .finish = [](const RankedValues& values, const Parameter&, Arena& text) {
        return list_of(counted(values, text), text);
      }};
};

// How often a value came is no part of a set.
struct SetState : CountedValues<SetState> {
  static constexpr CountsText kText{"", true};

  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return set_of(counted(counts, text), text);
  }
  static constexpr RankedFunctions kRanked{
      .encode = encode_values,
      .finish = [](const RankedValues& values, const Parameter&, Arena& text) {
        return set_of(counted(values, text), text);
      }};
};

// Counts the buckets k of [k W, (k + 1) W).
struct HistogramState : CountedValues<HistogramState> {
  static constexpr CountsText kText{"w"};

  void add(const Inputs& inputs, const Parameter& width, Memory& memory) {
    for (const json::Value& number : inputs.x)
      bucket_of(number, width, [&](const auto& bucket) { counts.add(bucket, 1, memory); });
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
    return histogram_of(counted(counts, text), width, text);
  }
  static constexpr RankedFunctions kRanked{
      .encode =
          [](const Inputs& inputs, const Parameter& width, key::KeyBuffer& out) {
            const auto append = [&out](const auto& bucket) { append_bucket(out, bucket); };
            for (const json::Value& number : inputs.x)
              bucket_of(number, width, append);
          },
      .finish = [](const RankedValues& values, const Parameter& width,
                   Arena& text) { return histogram_of(counted(values, text), width, text); }};
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
