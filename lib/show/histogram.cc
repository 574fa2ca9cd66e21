#include "show/histogram.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "agg/rational.h"
#include "base/number.h"
#include "base/wording.h"
#include "columns/key_columns.h"
#include "columns/shown.h"
#include "json/writer.h"
#include "plot/scale.h"
#include "plot/words.h"

namespace nd::show {
namespace {

constexpr std::size_t kShownBytes = 60;  // of a value, in a message

Result<std::uint64_t> count_of(const json::Value* amount) {
  if (amount == nullptr) return std::uint64_t{1};
  if (columns::counts_as_null(*amount)) return std::uint64_t{0};
  if (amount->is_number()) {
    std::string text;
    json::append_canonical_number(text, *amount);
    if (const auto count = parse_uint64(text)) return *count;
  }
  return input_error("how often a value occurs is a whole number from 0, not {}",
                     columns::shown(*amount, kShownBytes));
}

std::string text_of(double number) {
  std::string text;
  append_double(text, number);
  return text;
}

plot::Mark mark_of(plot::Word word, plot::Language language, const json::Value& number) {
  plot::Mark mark{
      plot::Mark::Axis::kX, std::string(plot::word(word, language)), number.to_double(), {}};
  json::append_canonical_number(mark.text, number);
  return mark;
}

// A power of ten times 10^(step / parts), to three figures: a bound that is the same whatever the
// last digit of a logarithm.
double log_bound(int index, int parts) {
  const int exponent = static_cast<int>(std::floor(static_cast<double>(index) / parts));
  const int part = index - exponent * parts;
  const auto thousandths = static_cast<std::int64_t>(
      std::llround(std::pow(10.0, 2 + static_cast<double>(part) / parts)));
  std::string text;
  append_int(text, thousandths);
  text += 'e';
  append_int(text, exponent - 2);
  return to_double(text);
}

std::vector<double> log_bounds(double low, double high, unsigned bins) {
  const double decades = std::max(std::log10(high) - std::log10(low), 0.3);
  const int parts = std::clamp(static_cast<int>(bins / decades), 1, 10);
  int index = static_cast<int>(std::floor(std::log10(low) * parts)) - 1;
  while (log_bound(index + 1, parts) <= low)
    ++index;
  std::vector<double> bounds{log_bound(index, parts)};
  do {
    bounds.push_back(log_bound(++index, parts));
  } while (bounds.back() < high);
  return bounds;
}

std::vector<double> even_bounds(double low, double high, unsigned bins) {
  std::vector<double> bounds;
  for (const plot::Tick& tick : plot::number_ticks(low, high, static_cast<int>(bins) + 1))
    bounds.push_back(tick.at);
  return bounds;
}

// The root of the count of values, as is usual, within what can be looked at.
unsigned bins_for(std::uint64_t count) {
  return static_cast<unsigned>(
      std::clamp(std::ceil(std::sqrt(static_cast<double>(count))), 5.0, 40.0));
}

}  // namespace

Status Histogram::add(const json::Value& number, const json::Value* amount) {
  if (columns::counts_as_null(number)) return {};
  if (!number.is_number())
    return input_error("a histogram is of numbers, not of {}", columns::shown(number, kShownBytes));
  ND_TRY(agg::check_range(number));
  const std::uint64_t count = ND_TRY(count_of(amount));
  if (count == 0) return {};
  if (total_ + count < total_) return input_error("there are more than 2^64 values");
  if (count == 1) {
    ND_TRY(sum_.add(number, arena_));
  } else {
    const agg::Rational product =
        agg::rational_of(number) * agg::Rational{agg::BigInteger::of(count)};
    ND_TRY(sum_.add(agg::number_of(product, arena_), arena_));
  }
  total_ += count;
  counts_[number.to_double() + 0.0] += count;
  return {};
}

// The value that has `rank` values below it, in their order.
double Histogram::value_at(std::uint64_t rank) const {
  for (const auto& [value, count] : counts_) {
    if (rank < count) return value;
    rank -= count;
  }
  return counts_.rbegin()->first;
}

void Histogram::add_marks(plot::Chart& chart) {
  const agg::Rational mean = sum_.rational() / agg::Rational{agg::BigInteger::of(total_)};
  chart.marks.push_back(mark_of(plot::Word::kMean, chart.language, agg::number_of(mean, arena_)));
  const double lower = value_at((total_ - 1) / 2);
  const double upper = value_at(total_ / 2);
  const double median = lower == upper ? lower : lower / 2 + upper / 2;
  chart.marks.push_back(mark_of(plot::Word::kMedian, chart.language, json::Value::real(median)));
}

Status Histogram::fill(plot::Chart& chart, unsigned bins) {
  chart.kind = plot::Kind::kHist;
  chart.x_scale = plot::XScale::kNumber;
  chart.series.resize(1);
  chart.series[0].name = plot::word(plot::Word::kCount, chart.language);
  if (counts_.empty()) return {};
  const double low = counts_.begin()->first;
  const double high = counts_.rbegin()->first;
  if (chart.log && low <= 0)
    return input_error("there is the value {}; --log takes values above 0 only", text_of(low));
  if (bins == 0) bins = bins_for(total_);
  const std::vector<double> bounds =
      chart.log ? log_bounds(low, high, bins) : even_bounds(low, high, bins);
  auto next = counts_.begin();
  for (std::size_t b = 0; b + 1 < bounds.size(); ++b) {
    const bool is_last = b + 2 == bounds.size();
    std::uint64_t count = 0;
    for (; next != counts_.end() && (is_last || next->first < bounds[b + 1]); ++next)
      count += next->second;
    chart.x.push_back({text_of(bounds[b]) + " – " + text_of(bounds[b + 1]), bounds[b], true});
    chart.bin_end.push_back(bounds[b + 1]);
    plot::Point point;
    point.missing = false;
    append_uint(point.text, count);
    point.value = static_cast<double>(count);
    chart.series[0].points.push_back(std::move(point));
  }
  add_marks(chart);
  return {};
}

}  // namespace nd::show
