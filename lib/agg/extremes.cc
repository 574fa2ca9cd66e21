// min and max by the order of values.
#include "agg/families.h"
#include "agg/stored_value.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::agg {
namespace {

// kSign: 1 keeps the smallest, -1 the largest.
template <int kSign>
struct ExtremeState {
  StoredValue best;

  void add(const Inputs& inputs, const Parameter&, Memory& memory) {
    for (const json::Value& value : inputs.x) {
      if (!best.is_set() || best.compare(value, memory) * kSign > 0) best.set(value, memory);
    }
  }
  void merge(const ExtremeState& other, Memory& memory) {
    if (!other.best.is_set()) return;
    if (!best.is_set() || best.compare(other.best) * kSign > 0) best.set(other.best, memory);
  }
  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const { return best.value(text); }
  // [] or [value].
  void append(const Parameter&, std::string& out) const {
    out.push_back('[');
    if (best.is_set()) {
      Arena text(256);
      json::append_value(out, best.value(text));
    }
    out.push_back(']');
  }
  Status parse(const json::Value& content, Memory& memory) {
    if (!content.is_array() || content.items().size() > 1)
      return input_error("the state of an extreme is damaged");
    if (!content.items().empty()) best.set(content.items()[0], memory);
    return {};
  }
};

}  // namespace

constinit const StateFunctions kMinFunctions = functions_of<ExtremeState<1>>();
constinit const StateFunctions kMaxFunctions = functions_of<ExtremeState<-1>>();

}  // namespace nd::agg
