// The text of a tool's expression: the argument itself, or a file (-f).
#pragma once

#include <string>

#include "base/result.h"

namespace nd::ops {

// The argument, or the whole text of `file` if that is not empty. kSystem: the file cannot be read.
[[nodiscard]] Result<std::string> expression_text(const std::string& argument,
                                                  const std::string& file);

}  // namespace nd::ops
