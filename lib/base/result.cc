#include "base/result.h"

namespace nd {

[[gnu::noinline, gnu::cold]] ErrorMessage::~ErrorMessage() = default;

}  // namespace nd
