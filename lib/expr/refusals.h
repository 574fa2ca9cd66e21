// Refusals: what jq has and this language has not, and where to go instead.
#pragma once

#include <optional>
#include <string_view>

namespace nd::expr {

// The rest of a sentence that starts "'NAME' is not part of the language: ". nullopt if the name is
// not known at all.
[[nodiscard]] std::optional<std::string_view> refusal(std::string_view name);

}  // namespace nd::expr
