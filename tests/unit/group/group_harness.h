// Runs group::Group and group::MergePartials over text, for the tests of both.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "group/group.h"
#include "group/merge_partials.h"
#include "stream/feed.h"

namespace nd::group::testing {

using stream::testing::feed;
using stream::testing::joined;
using stream::testing::split;

struct Ran {
  std::string output;
  std::string error;  // empty: it succeeded
};

inline io::Streams test_streams(std::uint64_t memory) {
  io::Streams streams;
  streams.limits.memory = memory;
  return streams;
}

inline constexpr std::uint64_t kPlenty = std::uint64_t{64} << 20;

inline Ran group(const std::vector<GroupingSpec>& specs, const GroupOptions& options,
                 const std::vector<std::string>& lines, std::uint64_t memory = kPlenty) {
  io::Streams streams = test_streams(memory);
  json::Schema schema;
  auto op = Group::compile(specs, options, schema, streams);
  if (!op) return {"", op.error().message};
  io::Output out = io::Output::memory();
  if (auto status = feed(*op, schema, streams, joined(lines), out); !status)
    return {"", status.error().message};
  if (auto status = op->finish(out); !status) return {"", status.error().message};
  return {out.buffer(), ""};
}

inline Ran merge(const MergeOptions& options, const std::vector<std::string>& lines,
                 std::uint64_t memory = kPlenty) {
  io::Streams streams = test_streams(memory);
  json::Schema schema;
  auto op = MergePartials::compile(options, schema, streams);
  if (!op) return {"", op.error().message};
  io::Output out = io::Output::memory();
  if (auto status = feed(**op, schema, streams, joined(lines), out); !status)
    return {"", status.error().message};
  if (auto status = (*op)->finish(out); !status) return {"", status.error().message};
  return {out.buffer(), ""};
}

}  // namespace nd::group::testing
