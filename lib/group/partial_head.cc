#include "group/partial_head.h"

#include <algorithm>

#include "json/tree.h"
#include "json/writer.h"

namespace nd::group {

Result<PartialRecord> PartialHead::next(PaddedView line, Arena& arena) {
  PartialRecord partial;
  if (is_of(line.text()) && read(line, arena, partial)) [[likely]]
    return partial;
  partial = ND_TRY(read_partial(ND_TRY(json::parse_line(line, arena))));
  learn(line.text(), partial);
  return partial;
}

void PartialHead::learn(std::string_view line, const PartialRecord& partial) {
  if (partial.source || partial.total) return;
  std::string text = R"({"$nd":)";
  json::append_string(text, partial.identity);
  json::append_value(text.append(R"(,"$k":)"), partial.keys);
  if (!partial.grouping.empty())
    json::append_string(text.append(R"(,"grouping":)"), partial.grouping);
  text.push_back(',');
  if (!line.starts_with(text)) return;
  text_ = std::move(text);
  arena_.reset();
  known_ = PartialRecord{.identity = arena_.copy(partial.identity),
                         .grouping = arena_.copy(partial.grouping),
                         .record = {},
                         .nests = partial.nests,
                         .keys = json::deep_copy(partial.keys, arena_),
                         .total = false,
                         .source = {}};
}

bool PartialHead::read(PaddedView line, Arena& arena, PartialRecord& out) const {
  const auto rest = json::parse_members(line, text_.size(), arena);
  if (!rest) return false;
  // What belongs to the head stands nowhere else.
  const auto is_foreign = [](const json::Member& member) {
    return member.key.starts_with('$') || member.key == "grouping";
  };
  const auto members = rest->members();
  if (std::any_of(members.begin(), members.end(), is_foreign)) return false;
  out = known_;
  out.record = *rest;
  return true;
}

}  // namespace nd::group
