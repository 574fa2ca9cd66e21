// first, last, argmin, argmax: the X of the record where BY is smallest or largest; of several the
// smallest X.
#include "agg/families.h"
#include "agg/stored_value.h"
#include "json/writer.h"

namespace nd::agg {
namespace {

// kSign: 1 takes the smallest BY, -1 the largest.
template <int kSign>
struct PickState {
  StoredValue by;
  StoredValue picked;

  void add(const Inputs& inputs, const Parameter&, Memory& memory) {
    for (const json::Value& key : inputs.y) {
      for (const json::Value& value : inputs.x) {
        const int order = by.is_set() ? by.compare(key, memory) * kSign : 1;
        if (order < 0 || (order == 0 && picked.compare(value, memory) <= 0)) continue;
        if (order > 0) by.set(key, memory);
        picked.set(value, memory);
      }
    }
  }
  void merge(const PickState& other, Memory& memory) {
    if (!other.by.is_set()) return;
    const int order = by.is_set() ? by.compare(other.by) * kSign : 1;
    if (order < 0 || (order == 0 && picked.compare(other.picked) <= 0)) return;
    by.set(other.by, memory);
    picked.set(other.picked, memory);
  }
  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return picked.value(text);
  }
  // [] or [BY, X].
  void append(const Parameter&, std::string& out) const {
    out.push_back('[');
    if (by.is_set()) {
      Arena text(256);
      json::append_value(out, by.value(text));
      out.push_back(',');
      json::append_value(out, picked.value(text));
    }
    out.push_back(']');
  }
  Status parse(const json::Value& content, Memory& memory) {
    if (!content.is_array() || (!content.items().empty() && content.items().size() != 2)) {
      return input_error("the state of a choice is damaged");
    }
    if (content.items().empty()) return {};
    by.set(content.items()[0], memory);
    picked.set(content.items()[1], memory);
    return {};
  }
};

}  // namespace

constinit const StateFunctions kFirstFunctions = functions_of<PickState<1>>();
constinit const StateFunctions kLastFunctions = functions_of<PickState<-1>>();

}  // namespace nd::agg
