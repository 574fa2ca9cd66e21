// What is said about a field that was asked for and that no record had.
#pragma once

#include <string>

#include "base/bindings.h"
#include "io/streams.h"

namespace nd::cli {

// `no record has the field .cuont; the nearest is .count`, or what is bound to its name. Requires:
// there are names.
[[nodiscard]] std::string unmet_text(const io::UnmetField& field, const Bindings& bindings);

}  // namespace nd::cli
