// The families of builtins, one builtins_*.cc each.
#pragma once

#include <span>

#include "expr/builtin.h"

namespace nd::expr {

[[nodiscard]] std::span<const Builtin> basic_builtins();
[[nodiscard]] std::span<const Builtin> math_builtins();
[[nodiscard]] std::span<const Builtin> string_builtins();
[[nodiscard]] std::span<const Builtin> regex_builtins();
[[nodiscard]] std::span<const Builtin> sequence_builtins();
[[nodiscard]] std::span<const Builtin> array_builtins();
[[nodiscard]] std::span<const Builtin> object_builtins();
[[nodiscard]] std::span<const Builtin> calendar_builtins();
[[nodiscard]] std::span<const Builtin> time_builtins();

}  // namespace nd::expr
