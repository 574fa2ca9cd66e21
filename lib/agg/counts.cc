// count: the number of records, or of those for which a condition is true.
#include "agg/families.h"
#include "base/number.h"

namespace nd::agg {
namespace {

struct CountState {
  std::uint64_t count;

  void add(const Inputs&, const Parameter&, Memory&) { ++count; }
  void merge(const CountState& other, Memory&) { count += other.count; }
  [[nodiscard]] json::Value finish(const Parameter&, Arena&) const {
    return json::Value::unsigned_integer(count);
  }
  void append(const Parameter&, std::string& out) const {
    out.push_back('"');
    append_uint(out, count);
    out.push_back('"');
  }
  Status parse(const json::Value& content, Memory&) {
    const auto number = content.is_string() ? parse_uint64(content.text()) : std::nullopt;
    if (!number) return input_error("the state of a count is damaged");
    count = *number;
    return {};
  }
  [[nodiscard]] Rational exact() const { return {BigInteger::of(count)}; }
  [[nodiscard]] bool is_flat() const { return true; }
};

}  // namespace

constinit const StateFunctions kCountFunctions = functions_of<CountState>();

}  // namespace nd::agg
