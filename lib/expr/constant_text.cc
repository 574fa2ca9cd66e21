#include "expr/constant_text.h"

#include <string_view>

#include "base/arena.h"
#include "json/field_path.h"
#include "json/tree.h"

namespace nd::expr {

Status check_not_constant(const Program& program, const std::string& where) {
  if (!program.reads().empty()) return {};
  std::string_view text = program.canonical();
  while (text.size() > 2 && text.front() == '(' && text.back() == ')')
    text = text.substr(1, text.size() - 2);
  Arena arena;
  const auto value = json::parse(text, arena);
  if (!value || (!value->is_string() && !value->is_number())) return {};
  std::string message = fmt::format("{}{} is the same for every record", where, text);
  if (value->is_string()) {
    const json::FieldPath field{{std::string(value->text())}};
    message += fmt::format("; the field is written {}", field.print());
  }
  return usage_error(std::move(message));
}

}  // namespace nd::expr
