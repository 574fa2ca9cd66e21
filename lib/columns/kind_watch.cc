#include "columns/kind_watch.h"

#include <vector>

#include "base/arena.h"
#include "base/hash.h"
#include "expr/order.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::columns {

Status KindWatch::clash(std::string_view kind, std::string_view earlier, std::string_view what) {
  return input_error("{} is compared with {} of an earlier record in '{}'", kind, earlier, what);
}

Status KindWatch::check_within(const json::Value& nested, std::string_view what) {
  Arena arena;
  const json::Value tree = ND_TRY(json::expand(nested, arena));
  before_.clear();
  return check_items(tree, what);
}

// Arrays are compared item by item; objects by their keys, then value by value where the keys
// agree.
Status KindWatch::check_items(const json::Value& nested, std::string_view what) {
  if (nested.is_array()) {
    before_ += '[';
    for (const json::Value& item : nested.items())
      ND_TRY(check_item(item, what));
    before_ += ']';
    return {};
  }
  std::vector<const json::Member*> members;
  expr::sort_members(nested.members(), members);
  before_ += '{';
  for (const json::Member* const member : members) {
    json::append_string(before_, member->key);
    before_ += ',';
  }
  before_ += ':';
  for (const json::Member* const member : members)
    ND_TRY(check_item(member->value, what));
  before_ += '}';
  return {};
}

Status KindWatch::check_item(const json::Value& item, std::string_view what) {
  if (!item.is_null()) {
    const std::string_view kind = json::with_article(item);
    const std::string_view met = within_.try_emplace(hash64(before_), kind).first->second;
    if (met != kind) return clash(kind, met, what);
  }
  if (item.is_nested()) {
    ND_TRY(check_items(item, what));
  } else {
    json::append_canonical(before_, item);
  }
  before_ += ',';
  return {};
}

}  // namespace nd::columns
