#include "compare/diff_kinds.h"

#include "key/key_encoder.h"
#include "key/key_format.h"

namespace nd::compare {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"a boolean", "a number", "a string", "an array",
                                                    "an object"};

// In kKinds. Requires: not null.
unsigned kind_of(unsigned tag) {
  if (tag <= key::format::kTagTrue) return 0;
  if (tag < key::format::kTagString) return 1;
  if (tag < key::format::kTagArray) return 2;
  return tag < key::format::kTagObject ? 3 : 4;
}

// Empty where it is none or several.
std::string_view only_kind(std::uint8_t mask) {
  for (unsigned kind = 0; kind < kKinds.size(); ++kind) {
    if (mask == 1U << kind) return kKinds[kind];
  }
  return {};
}

}  // namespace

void DiffKinds::note(std::size_t side, std::string_view key) {
  for (std::size_t column = 0; column < masks_.size(); ++column) {
    const unsigned tag = static_cast<unsigned char>(key.front());
    if (tag != key::format::kTagNull) {
      std::uint8_t& mask = masks_[column][side];
      mask = static_cast<std::uint8_t>(mask | 1U << kind_of(tag));
    }
    if (column + 1 < masks_.size()) key.remove_prefix(key::first_value_bytes(key));
  }
}

std::optional<DiffKinds::Clash> DiffKinds::clash() const {
  for (std::size_t column = 0; column < masks_.size(); ++column) {
    const std::string_view older = only_kind(masks_[column][0]);
    const std::string_view newer = only_kind(masks_[column][1]);
    if (!older.empty() && !newer.empty() && older != newer) return Clash{column, {older, newer}};
  }
  return std::nullopt;
}

}  // namespace nd::compare
