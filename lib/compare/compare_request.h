// CompareRequest: what a user asks of ndyoy; run_compare() checks it and runs it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "compare/compare_options.h"
#include "io/streams.h"

namespace nd::compare {

struct CompareRequest {
  std::string time;
  std::vector<std::string> values;
  std::vector<std::string> groups;
  std::string breaks;  // the path of a file; empty: none
  CompareOptions options;
  bool quiet = false;  // say nothing but errors
};

// kUsage before anything is read where the request makes no sense.
[[nodiscard]] Status run_compare(const CompareRequest& request, io::Streams& streams);

}  // namespace nd::compare
