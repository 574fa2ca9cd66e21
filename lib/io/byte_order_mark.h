// byte_order_mark(): what the first bytes of a text say about its encoding.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace nd::io {

// The length of the UTF-8 mark at the start of a text, 0 if there is none. kInput, starting with
// FILE:1:1, if the mark is that of another encoding, or the text is UTF-16 without one. 4 bytes
// decide, fewer if there are no more.
[[nodiscard]] Result<std::size_t> byte_order_mark(std::string_view text, std::string_view file);

}  // namespace nd::io
