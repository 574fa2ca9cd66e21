// Base64 (RFC 4648, with padding): bytes as text, for states and for lines that are no UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nd {

void append_base64(std::string& out, std::string_view bytes);
// nullopt if the text is no base64.
[[nodiscard]] std::optional<std::string> parse_base64(std::string_view text);

}  // namespace nd
