// processors: how many of the machine's processors this process may use.
#pragma once

namespace nd {

// At least 1. Not those that taskset or a container keeps from it.
[[nodiscard]] unsigned processors();

}  // namespace nd
