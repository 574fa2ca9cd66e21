// os_error(): an errno value as an Error, with what was tried and on what.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "base/result.h"
#include "base/wording.h"

namespace nd::io {

// `what` reads like "cannot open 'x'"; the reason is the system's text for `code`. Always English:
// no locale is set.
[[nodiscard]] inline tl::unexpected<Error> os_error(std::string what, int code) {
  what += ": ";
  what += std::generic_category().message(code);
  return system_error(std::move(what));
}

// How a file is named in messages: 'x', whole.
[[nodiscard]] inline std::string quoted(std::string_view path) {
  return in_quotes(path, path.size());
}

}  // namespace nd::io
