// sum and mean: both keep the exact sum; the mean divides it once.
#include "agg/families.h"
#include "base/check.h"

namespace nd::agg {
namespace {

struct SumState {
  ExactSum sum;

  void add(const Inputs& inputs, const Parameter&, Memory& memory) {
    for (const json::Value& number : inputs.x) {
      const Status status = sum.add(number, memory.arena);
      ND_CHECK(status.has_value());  // Inputs are within the domain
    }
  }
  void merge(const SumState& other, Memory& memory) { sum.merge(other.sum, memory.arena); }
  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return sum.count() == 0 ? json::Value::null() : sum.value(text);
  }
  void append(const Parameter&, std::string& out) const {
    out.push_back('{');
    sum.append_state(out);
    out.push_back('}');
  }
  Status parse(const json::Value& content, Memory& memory) {
    if (!content.is_object()) return input_error("the state of a sum is damaged");
    sum = ND_TRY(ExactSum::parse_state(content, memory.arena));
    return {};
  }
  [[nodiscard]] bool is_flat() const { return sum.is_flat(); }
  [[nodiscard]] Rational exact() const { return sum.rational(); }
};

struct MeanState : SumState {
  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return sum.count() == 0 ? json::Value::null() : number_of(exact(), text);
  }
  // Of no values it is 0, which a quotient takes for no base.
  [[nodiscard]] Rational exact() const {
    Rational mean = sum.rational();
    if (sum.count() != 0) mean.denominator = mean.denominator * BigInteger::of(sum.count());
    return mean;
  }
  [[nodiscard]] Fraction fraction() const {
    return {sum.rational(), {BigInteger::of(sum.count())}};
  }
};

}  // namespace

constinit const StateFunctions kSumFunctions = functions_of<SumState>();
constinit const StateFunctions kMeanFunctions = functions_of<MeanState>();

}  // namespace nd::agg
