// Profile: what is known of the values that stand at one path.
//
// Belongs here: counts, extremes, the mean, examples, and how two profiles become one. Does not
// belong here: paths (path_tree.h), how it is written (stat.h, schema_writer.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agg/exact_sum.h"
#include "base/arena.h"
#include "json/value.h"
#include "stat/distinct_sketch.h"
#include "stat/text_form.h"

namespace nd::stat {

// The kinds of values as JSON Schema calls them.
enum class Type : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,  // a number without a fraction, however it is written: 1, 1.0, 1e3
  kNumber,   // any other number
  kString,
  kArray,
  kObject,
};
inline constexpr std::array<std::string_view, 7> kTypeNames = {
    "null", "boolean", "integer", "number", "string", "array", "object"};

// Of a value; of null where it is missing.
[[nodiscard]] Type type_of(const json::Value& value);

// A copy of a value, but for what is in arrays and objects.
class KeptValue {
 public:
  explicit KeptValue(const json::Value& value);
  // A view of this object.
  [[nodiscard]] json::Value get() const;

 private:
  json::Value value_;
  std::string text_;  // of a string, or a number that is kept as text
};

// The order in which values are added makes no difference, nor do the parts that are merged.
class Profile {
 public:
  static constexpr std::size_t kExamples = 3;

  // `sums` must be the same one each time, and outlive the profile.
  void add(const json::Value& value, Arena& sums) {
    if (value.kind() == json::Kind::kInt) [[likely]] {
      ++count(Type::kInteger);
      sum_.add(value.int_value(), sums);
      note(hash_of(value.int_value()), value);
    } else if (value.is_string()) {
      ++count(Type::kString);
      note(hash64(value.text()), value);
    } else {
      add_other(value, sums);
    }
  }
  void merge(const Profile& other, Arena& sums);

  [[nodiscard]] std::uint64_t count(Type type) const {
    return counts_[static_cast<std::size_t>(type)];
  }
  // Of all types.
  [[nodiscard]] std::uint64_t values() const;
  // Different values, other than null, arrays and objects.
  [[nodiscard]] DistinctSketch::Count distinct() const { return distinct_.count(); }
  // By the order of values, of the same; nullopt where there are none.
  [[nodiscard]] const std::optional<KeptValue>& least() const { return least_; }
  [[nodiscard]] const std::optional<KeptValue>& most() const { return most_; }
  // Of the numbers, exact before it is rounded once; missing where there are none, or where one is
  // beyond the range of a double.
  [[nodiscard]] json::Value mean(Arena& text) const;
  // Up to kExamples different values: those of the smallest hashes, in the order of values.
  [[nodiscard]] std::vector<json::Value> examples() const;
  // What all texts are; 0 where there are none.
  [[nodiscard]] TextForms forms() const { return count(Type::kString) > 0 ? forms_ : TextForms{0}; }

 private:
  struct Example {
    std::uint64_t hash;
    KeptValue value;
  };

  [[nodiscard]] std::uint64_t& count(Type type) { return counts_[static_cast<std::size_t>(type)]; }
  // Spreads the bits of an integer over all 64. Source: S. Vigna, splitmix64 (2015).
  [[nodiscard]] static std::uint64_t hash_of(std::int64_t number) {
    std::uint64_t x = static_cast<std::uint64_t>(number) + 0x9e3779b97f4a7c15;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
  }
  void note(std::uint64_t hash, const json::Value& value) {
    if (distinct_.add(hash) != DistinctSketch::Seen::kKnown) note_unknown(hash, value);
  }
  void note_unknown(std::uint64_t hash, const json::Value& value);
  void add_other(const json::Value& value, Arena& sums);
  void add_number(const json::Value& number, Arena& sums);
  void note_example(std::uint64_t hash, const json::Value& value);

  std::array<std::uint64_t, kTypeNames.size()> counts_{};
  DistinctSketch distinct_;
  std::optional<KeptValue> least_;
  std::optional<KeptValue> most_;
  std::vector<Example> examples_;  // by hash
  agg::ExactSum sum_;
  bool sum_is_known_ = true;
  TextForms forms_ = kAllForms;
};

}  // namespace nd::stat
