// The 128-bit hash of a value's canonical JSON: what distinct and adistinct know of a value.
// Unseeded: it is part of states.
#pragma once

#include <cstddef>
#include <string>

#include "base/hash.h"
#include "json/value.h"

namespace nd::agg {

// `scratch` holds the canonical JSON afterwards, or nothing where that is the value's text in
// quotes. Requires: nested values are trees.
[[nodiscard]] Hash128 canonical_hash(const json::Value& value, std::string& scratch);

// The bytes of the canonical JSON. Requires: canonical_hash(value, scratch) was called just before.
[[nodiscard]] inline std::size_t canonical_bytes(const json::Value& value,
                                                 const std::string& scratch) {
  return scratch.empty() ? value.text().size() + 2 : scratch.size();
}

}  // namespace nd::agg
