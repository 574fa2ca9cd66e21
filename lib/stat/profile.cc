#include "stat/profile.h"

#include <algorithm>
#include <numeric>

#include "base/number.h"
#include "json/writer.h"

namespace nd::stat {
namespace {

constexpr std::uint64_t kFalseHash = 0x3c6ef372fe94f82b;
constexpr std::uint64_t kTrueHash = 0xa54ff53a5f1d36f1;
constexpr std::uint64_t kNumberSeed = 1;  // apart from texts

Decimal decimal_of_number(const json::Value& number, std::string& scratch) {
  switch (number.kind()) {
    case json::Kind::kInt:
      return decimal_of(number.int_value(), scratch);
    case json::Kind::kUint:
      return decimal_of(number.uint_value(), scratch);
    default:
      return decimal_of(number.text(), scratch);
  }
}

}  // namespace

Type type_of(const json::Value& value) {
  if (value.is_null()) return Type::kNull;
  if (value.is_bool()) return Type::kBoolean;
  if (value.is_string()) return Type::kString;
  if (value.is_array()) return Type::kArray;
  if (value.is_object()) return Type::kObject;
  std::string scratch;
  return decimal_of_number(value, scratch).is_integer() ? Type::kInteger : Type::kNumber;
}

KeptValue::KeptValue(const json::Value& value) : value_(value) {
  if (value.is_string() || value.kind() == json::Kind::kNumberText) text_ = value.text();
}

json::Value KeptValue::get() const {
  if (value_.is_string()) return json::Value::string(text_);
  return value_.kind() == json::Kind::kNumberText ? json::Value::number_text(text_) : value_;
}

std::uint64_t Profile::values() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

void Profile::add_other(const json::Value& value, Arena& sums) {
  if (value.is_number()) {
    add_number(value, sums);
    return;
  }
  ++count(type_of(value));
  if (value.is_bool()) note(value.kind() == json::Kind::kTrue ? kTrueHash : kFalseHash, value);
}

void Profile::add_number(const json::Value& number, Arena& sums) {
  std::string scratch;
  const Decimal decimal = decimal_of_number(number, scratch);
  ++count(decimal.is_integer() ? Type::kInteger : Type::kNumber);
  if (!sum_.add(number, sums)) sum_is_known_ = false;
  // Equal numbers have one hash, however they are written.
  std::string text;
  append_decimal(text, decimal);
  const auto integer = decimal.is_integer() ? parse_int64(text) : std::nullopt;
  note(integer ? hash_of(*integer) : hash64(text, kNumberSeed), number);
}

void Profile::note_unknown(std::uint64_t hash, const json::Value& value) {
  if (!least_ || json::compare(value, least_->get()) < 0) least_.emplace(value);
  if (!most_ || json::compare(value, most_->get()) > 0) most_.emplace(value);
  if (examples_.size() < kExamples || hash < examples_.back().hash) note_example(hash, value);
  if (value.is_string() && forms_ != 0) forms_ = forms_of(value.text(), forms_);
}

void Profile::note_example(std::uint64_t hash, const json::Value& value) {
  const auto at = std::lower_bound(
      examples_.begin(), examples_.end(), hash,
      [](const Example& example, std::uint64_t wanted) { return example.hash < wanted; });
  if (at != examples_.end() && at->hash == hash) return;
  examples_.insert(at, {hash, KeptValue(value)});
  if (examples_.size() > kExamples) examples_.pop_back();
}

void Profile::merge(const Profile& other, Arena& sums) {
  for (std::size_t i = 0; i < counts_.size(); ++i)
    counts_[i] += other.counts_[i];
  distinct_.merge(other.distinct_);
  for (const auto& extreme : {other.least_, other.most_}) {
    if (!extreme) continue;
    const json::Value value = extreme->get();
    if (!least_ || json::compare(value, least_->get()) < 0) least_.emplace(value);
    if (!most_ || json::compare(value, most_->get()) > 0) most_.emplace(value);
  }
  for (const Example& example : other.examples_)
    note_example(example.hash, example.value.get());
  sum_.merge(other.sum_, sums);
  sum_is_known_ = sum_is_known_ && other.sum_is_known_;
  forms_ &= other.forms_;
}

json::Value Profile::mean(Arena& text) const {
  if (sum_.count() == 0 || !sum_is_known_) return {};
  agg::Rational mean = sum_.rational();
  mean.denominator = mean.denominator * agg::BigInteger::of(sum_.count());
  return agg::number_of(mean, text);
}

std::vector<json::Value> Profile::examples() const {
  std::vector<json::Value> out;
  for (const Example& example : examples_)
    out.push_back(example.value.get());
  std::sort(out.begin(), out.end(),
            [](const json::Value& a, const json::Value& b) { return json::compare(a, b) < 0; });
  return out;
}

}  // namespace nd::stat
