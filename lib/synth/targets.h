// The targets of a synthetic platform: what was planted, and so what a report over its events must
// find.
#pragma once

#include <string>
#include <vector>

#include "synth/platform.h"

namespace nd::synth {

// One line, without its newline, for each target:
// {"target":NAME,"value":NUMBER,"kind":KIND,"what":TEXT}. KIND is `truth`; `trap` for the value
// that a plausible wrong computation gives; `count` for what the files hold. The targets do not
// depend on the seed.
[[nodiscard]] std::vector<std::string> target_lines(const Platform& platform);

}  // namespace nd::synth
