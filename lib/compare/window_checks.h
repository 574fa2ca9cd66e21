// What must hold of the calls of one ndwindow together.
//
// Belongs here: which calls cannot stand beside each other, and what to do then. Does not belong
// here: how one call is written (window_call.h).
#pragma once

#include <vector>

#include "base/bindings.h"
#include "base/result.h"
#include "compare/window_call.h"

namespace nd::compare {

// kUsage where there is none, a call needs a time that is not there, or two fields are in each
// other's way. `has_time`: -t was given.
[[nodiscard]] Status check_calls(const std::vector<WindowCall>& calls, bool has_time);

// Why a call could not be compiled: most often a function stands within another one. `status`: what
// the compiler said.
[[nodiscard]] Status explained(const std::vector<WindowCall>& calls, const Status& status);

// All functions see the record as it came. A call that reads the field that it adds replaces a
// field of the input, which others may read too; of any other field that a call reads and another
// one adds it cannot be told which of both was meant: kUsage. Requires: every call compiles.
[[nodiscard]] Status check_apart_from_reads(const std::vector<WindowCall>& calls,
                                            const Bindings& bindings);

}  // namespace nd::compare
