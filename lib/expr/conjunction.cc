#include "expr/conjunction.h"

#include <fmt/core.h>

#include "expr/parser.h"

namespace nd::expr {

Status add_condition(std::string& all, std::string_view one) {
  if (all.empty() || all == one) {
    all = one;
    return {};
  }
  // Each stands for itself, so that a ')' of one cannot end the other's brackets.
  ND_TRY(parse(all));
  ND_TRY(parse(one));
  // The line ends before the bracket where the expression may end in a comment.
  const auto in_brackets = [](std::string_view text) {
    const bool comment = text.find('#') != std::string_view::npos;
    return fmt::format("({}{}", text, comment ? "\n)" : ")");
  };
  all = fmt::format("{} and {}", in_brackets(all), in_brackets(one));
  return {};
}

}  // namespace nd::expr
