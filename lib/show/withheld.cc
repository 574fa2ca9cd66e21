#include "show/withheld.h"

#include <cstddef>

#include "base/arena.h"
#include "json/tree.h"

namespace nd::show {

Result<Withheld> Withheld::of(std::string_view record) {
  // Hardly any record has the field, and what a tool does not ask for it does not read.
  const bool names_it = record.find("\"suppressed\"") != std::string_view::npos;
  if (!names_it && record.find("\\u00") == std::string_view::npos) return Withheld();
  Arena arena;
  if (!names_it && !json::parse(record, arena)) return Withheld();
  const json::Value whole = ND_TRY(json::parse(record, arena));
  Withheld withheld;
  if (!whole.is_object() || json::find(whole, kSuppressedField).kind() != json::Kind::kTrue)
    return withheld;
  const auto members = whole.members();
  const auto first_null = std::find_if(members.begin(), members.end(),
                                       [](const json::Member& m) { return m.value.is_null(); });
  const auto first = first_null == members.end() ? members.begin() : first_null;
  for (auto member = first; member != members.end(); ++member) {
    if (member->value.is_number() || member->value.is_nested())
      withheld.names_.emplace_back(member->key);
  }
  return withheld;
}

}  // namespace nd::show
