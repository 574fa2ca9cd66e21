#include "plot/scale.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/number.h"

namespace nd::plot {
namespace {

// A step of 1, 2 or 5 x 10^exponent.
struct Step {
  std::int64_t mantissa = 1;
  int exponent = 0;
};

constexpr Step kNoStep{0, 0};

Step next(Step step) {
  if (step.mantissa == 1) return {2, step.exponent};
  if (step.mantissa == 2) return {5, step.exponent};
  return {1, step.exponent + 1};
}

// count x step as a JSON number in its shortest form.
std::string multiple_text(std::int64_t count, Step step) {
  std::string text;
  append_int(text, count * step.mantissa);
  text += 'e';
  append_int(text, step.exponent);
  std::string scratch;
  std::string out;
  append_decimal(out, decimal_of(text, scratch));
  return out;
}

Tick tick_of(std::int64_t count, Step step) {
  Tick tick;
  tick.text = multiple_text(count, step);
  tick.at = to_double(tick.text);
  return tick;
}

// number / step. By a decimal text, so that 10^exponent is as exact as a double can be.
double in_steps(double number, Step step) {
  return number / tick_of(1, step).at;
}

// Whole numbers of steps beyond this are not told apart by a double.
constexpr double kMostSteps = 1e15;

// The last multiple of the step that is not above the number, and the first one that is not below
// it. A quotient of doubles may be off by one; multiples are compared by what they read as.
double multiple_below(double number, Step step) {
  const double quotient = std::floor(in_steps(number, step));
  if (std::abs(quotient) > kMostSteps) return quotient;
  const auto count = static_cast<std::int64_t>(quotient);
  if (tick_of(count + 1, step).at <= number) return quotient + 1;
  return tick_of(count, step).at > number ? quotient - 1 : quotient;
}
double multiple_above(double number, Step step) {
  const double quotient = std::ceil(in_steps(number, step));
  if (std::abs(quotient) > kMostSteps) return quotient;
  const auto count = static_cast<std::int64_t>(quotient);
  if (tick_of(count - 1, step).at >= number) return quotient - 1;
  return tick_of(count, step).at < number ? quotient + 1 : quotient;
}

// The smallest step of which `most` - 1 reach from low to high.
Step step_for(double low, double high, int most) {
  // Halved, so that the distance of two numbers near the largest double is finite.
  const double half = high / 2 - low / 2;
  const double wanted = half / (most - 1) * 2;
  Step step{1, std::isfinite(wanted) && wanted > 0
                   ? static_cast<int>(std::floor(std::log10(wanted))) - 1
                   : 300};
  step.exponent = std::clamp(step.exponent, -320, 307);
  // Around 0 there are never less than two, however long they are.
  const int steps = low < 0 && high > 0 ? std::max(most - 1, 2) : most - 1;
  for (; step.exponent <= 308; step = next(step)) {
    const double from = multiple_below(low, step);
    const double to = multiple_above(high, step);
    if (std::abs(from) > kMostSteps || std::abs(to) > kMostSteps) continue;
    if (to - from <= steps) return step;
  }
  return kNoStep;
}

double multiple_tick(double number, Step step, double (*multiple)(double, Step)) {
  return tick_of(static_cast<std::int64_t>(multiple(number, step)), step).at;
}

// A range that is one number has to be one with a size; low and high are finite.
void widen(double& low, double& high) {
  const double size = std::max(std::abs(low), std::abs(high));
  const double least = size * 1e-12;
  if (high - low > least) return;
  if (size == 0) {
    high = 1;
    return;
  }
  // A single value is shown from 0 on.
  if (low > 0) {
    low = 0;
  } else if (high < 0) {
    high = 0;
  }
}

}  // namespace

double Scale::place(double value) const {
  if (log) return (std::log10(value) - std::log10(low)) / (std::log10(high) - std::log10(low));
  // Halved, so that no difference overflows.
  return (value / 2 - low / 2) / (high / 2 - low / 2);
}

std::vector<Tick> number_ticks(double low, double high, int most) {
  widen(low, high);
  const Step step = step_for(low, high, most);
  const bool is_beyond = step.mantissa == 0 || std::isinf(tick_of(1, step).at) ||
                         std::isinf(multiple_tick(low, step, multiple_below)) ||
                         std::isinf(multiple_tick(high, step, multiple_above));
  if (is_beyond) {
    // Beyond all steps: the ends themselves.
    std::vector<Tick> ends(2);
    ends[0].at = low;
    ends[1].at = high;
    for (Tick& tick : ends)
      append_double(tick.text, tick.at);
    return ends;
  }
  std::vector<Tick> ticks;
  const auto from = static_cast<std::int64_t>(multiple_below(low, step));
  const auto to = static_cast<std::int64_t>(multiple_above(high, step));
  for (std::int64_t i = from; i <= std::max(to, from + 1); ++i)
    ticks.push_back(tick_of(i, step));
  return ticks;
}

std::vector<Tick> log_ticks(double low, double high, int most) {
  int first = static_cast<int>(std::floor(std::log10(low)));
  if (tick_of(1, {1, first}).at > low) --first;  // a logarithm may be off in its last digit
  int last = static_cast<int>(std::ceil(std::log10(high)));
  if (tick_of(1, {1, last}).at < high) ++last;
  last = std::max(last, first + 1);
  std::vector<Tick> ticks;
  if (last - first <= 2 && most >= 3 * (last - first) + 1) {
    for (int e = first; e < last; ++e) {
      for (const std::int64_t mantissa : {1, 2, 5})
        ticks.push_back(tick_of(1, {mantissa, e}));
    }
    ticks.push_back(tick_of(1, {1, last}));
    return ticks;
  }
  const int every = (last - first + most - 2) / (most - 1);
  for (int e = first;; e += every) {
    ticks.push_back(tick_of(1, {1, e}));
    if (e >= last) break;
  }
  return ticks;
}

Scale scale_of(const std::vector<Tick>& ticks, bool log) {
  return {ticks.front().at, ticks.back().at, log};
}

}  // namespace nd::plot
