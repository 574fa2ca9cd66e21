// Foreign words: operators and quotes of SQL, C and word processors, and what stands for them here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nd::expr {

// Something that no program holds, at the start of a text, and what is said about it.
struct Foreign {
  std::size_t size = 0;  // bytes of it
  std::string message;
};

// A symbol: && || <> === ~ ! ** and others, also typographic ones.
[[nodiscard]] std::optional<Foreign> foreign_symbol(std::string_view text);
// A word where an operator stands: like, in, is, between, AND.
[[nodiscard]] std::optional<std::string> foreign_word(std::string_view word);

}  // namespace nd::expr
