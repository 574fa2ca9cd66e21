// append_compact(): a JSON text without the blanks between its tokens.
#pragma once

#include <string>

#include "base/padded_view.h"

namespace nd::parse {

// Requires: text is valid JSON. Strings and numbers keep their bytes.
void append_compact(std::string& out, PaddedView text);

}  // namespace nd::parse
