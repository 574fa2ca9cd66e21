// SplitRequest: what a user asks of ndsplit; run_split() checks it and runs it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/streams.h"

namespace nd::split {

struct SplitRequest {
  std::string name;               // the template
  std::vector<std::string> keys;  // NAME=EXPR
  std::vector<std::string> drop;  // lists of fields
  bool nest = false;
  bool force = false;
  std::uint64_t open = 256;
};

// kUsage before anything is read where the request makes no sense.
[[nodiscard]] Status run_split(const SplitRequest& request, io::Streams& streams);

}  // namespace nd::split
