// StatRequest: what a user asks of ndstat; run_stat() checks it, chooses the operator and runs it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "io/streams.h"

namespace nd::stat {

struct StatRequest {
  bool schema = false;
  std::string check;  // a file with a schema
  std::uint64_t keys = 1000;
  std::optional<std::uint64_t> depth;
};

// The exit status: 1 where records differ from the schema. kUsage before anything is read where the
// request makes no sense.
[[nodiscard]] Result<int> run_stat(const StatRequest& request, io::Streams& streams);

}  // namespace nd::stat
