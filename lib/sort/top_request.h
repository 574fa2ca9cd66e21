// TopRequest: what a user asks of ndtop; run_top() checks it, chooses the operator and runs it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "io/streams.h"
#include "sort/ranking.h"

namespace nd::sort {

// Either `by` or `count` is given.
struct TopRequest {
  std::string by;                   // rank records by this field or expression
  std::string count;                // rank the values of this one by how often they occur
  std::vector<std::string> groups;  // KEY, NAME=EXPR
  RankingOptions ranking;           // but for the names of values and groups
};

// kUsage before anything is read where the request makes no sense: among others, where two fields
// of an output record would have one name.
[[nodiscard]] Status run_top(const TopRequest& request, io::Streams& streams);

}  // namespace nd::sort
