#include "expr/strict.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "expr/machine.h"
#include "expr/order.h"
#include "json/kind_name.h"

namespace nd::expr {
namespace {

using json::Member;
using json::Value;

// The two of different kinds that a comparison of a and b meets first.
struct Clash {
  const Value* a = nullptr;
  const Value* b = nullptr;
};

bool find_clash(const Value& a, const Value& b, Nulls nulls, Clash& out);

bool find_in_arrays(const Value& a, const Value& b, Nulls nulls, Clash& out) {
  const std::size_t both = std::min(a.items().size(), b.items().size());
  for (std::size_t i = 0; i < both; ++i) {
    if (find_clash(a.items()[i], b.items()[i], nulls, out)) return true;
    if (!same(a.items()[i], b.items()[i])) return false;
  }
  return false;
}

// Objects with different keys are told apart by these; values are compared where the keys agree.
bool find_in_objects(const Value& a, const Value& b, Nulls nulls, Clash& out) {
  std::vector<const Member*> x;
  std::vector<const Member*> y;
  sort_members(a.members(), x);
  sort_members(b.members(), y);
  const bool same_keys =
      std::equal(x.begin(), x.end(), y.begin(), y.end(),
                 [](const Member* m, const Member* n) { return m->key == n->key; });
  if (!same_keys) return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (find_clash(x[i]->value, y[i]->value, nulls, out)) return true;
    if (!same(x[i]->value, y[i]->value)) return false;
  }
  return false;
}

bool find_clash(const Value& a, const Value& b, Nulls nulls, Clash& out) {
  if (nulls == Nulls::kAside && (a.is_null() || b.is_null())) return false;
  if (json::type_name(a) != json::type_name(b)) {
    out = {&a, &b};
    return true;
  }
  if (a.is_array()) return find_in_arrays(a, b, nulls, out);
  if (a.is_object()) return find_in_objects(a, b, nulls, out);
  return false;
}

}  // namespace

Flow check_alike(Machine& machine, const Node& node, const Value& a, const Value& b, Nulls nulls) {
  if (!machine.setting().strict) return Flow::kGo;
  Clash clash;
  if (!find_clash(a, b, nulls, clash)) return Flow::kGo;
  return machine.fail_record(node, std::string(json::with_article(*clash.a)) +
                                       " is compared with " +
                                       std::string(json::with_article(*clash.b)));
}

Flow check_alike(Machine& machine, const Node& node, const Value& wanted,
                 std::span<const Value> items) {
  if (!machine.setting().strict) return Flow::kGo;
  for (const Value& item : items)
    ND_FLOW(check_alike(machine, node, wanted, item, Nulls::kAside));
  return Flow::kGo;
}

}  // namespace nd::expr
