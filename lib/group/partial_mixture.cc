#include "group/partial_mixture.h"

#include <algorithm>

namespace nd::group {
namespace {

// AGG of VERSION:AGG:KEYS.
std::string_view aggregates_hash(std::string_view identity) {
  const std::size_t colon = std::min(identity.find(':'), identity.size());
  return identity.substr(colon, identity.rfind(':') - colon);
}

}  // namespace

void PartialMixture::learn(const PartialRecord& partial) {
  if (partial.grouping != grouping_ || !partial.source) return;
  for (Side* side : {&here_, &there_}) {
    if (without_version(partial.identity) != without_version(side->identity)) continue;
    side->has_source = true;
    if (!side->spec) side->spec = partial.source->spec;
  }
}

bool PartialMixture::is_known() const {
  if (here_.has_source && there_.has_source) return true;
  return here_.visible && there_.visible &&
         !difference(*here_.visible, *there_.visible, "").empty();
}

Error PartialMixture::error() const {
  const std::string elsewhere =
      here_.file == there_.file ? std::string(" before") : " in " + there_.file;
  std::string how;
  if (here_.spec && there_.spec) how = difference(*here_.spec, *there_.spec, elsewhere);
  if (how.empty() && here_.visible && there_.visible)
    how = difference(*here_.visible, *there_.visible, elsewhere);
  if (how.empty() && aggregates_hash(here_.identity) != aggregates_hash(there_.identity)) {
    how = fmt::format(
        "the condition, what an aggregate is of, a variable or the zone is another one than{}",
        elsewhere);
  }
  if (how.empty()) how = fmt::format("a key is made of something else than{}", elsewhere);
  const std::string what =
      grouping_.empty() ? "the partials" : "the partials of grouping '" + grouping_ + "'";
  return {ErrorKind::kBroken, what + " were made with different specifications: " + how};
}

}  // namespace nd::group
