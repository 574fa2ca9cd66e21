// The 128-bit hash of a value's canonical JSON: what distinct and adistinct know of a value.
// Unseeded: it is part of states.
#pragma once

#include <string>

#include "base/hash.h"
#include "json/value.h"

namespace nd::agg {

// `scratch` holds the canonical JSON afterwards. Requires: nested values are trees.
[[nodiscard]] Hash128 canonical_hash(const json::Value& value, std::string& scratch);

}  // namespace nd::agg
