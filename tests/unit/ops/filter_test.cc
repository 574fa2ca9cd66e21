#include "ops/filter.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "stream/feed.h"

namespace nd::ops {
namespace {

const std::string kLines = R"({"i":1,"a":[1]}
{"i": 2,"a":[0]}
{"i":3,"a":[]}
{"i":4,"a":[false,7]}
)";

const std::vector<TallyRule> kNoRules;

struct Run {
  std::string out;
  std::uint64_t kept = 0;
};

Run filtered(const std::string& condition, FilterOptions options) {
  json::Schema schema;
  const auto program = expr::Program::compile(condition, schema, {}, expr::Use::kCondition);
  REQUIRE(program.has_value());
  Filter filter(*program, Tallies(kNoRules), options);
  Run run;
  io::Streams streams;
  io::Output out = io::Output::memory();
  REQUIRE(stream::testing::feed(filter, schema, streams, kLines, out).has_value());
  REQUIRE(filter.finish(out).has_value());
  run.out = out.buffer();
  run.kept = filter.kept();
  return run;
}

TEST_SUITE("ops/filter") {
  TEST_CASE("what is kept leaves as it came, and one true output is enough") {
    const Run run = filtered(".a[]", {});
    CHECK(run.out == "{\"i\":1,\"a\":[1]}\n{\"i\": 2,\"a\":[0]}\n{\"i\":4,\"a\":[false,7]}\n");
    CHECK(run.kept == 3);
  }

  TEST_CASE("the others, up to the limit, and their count") {
    FilterOptions options;
    options.keep = FilterOptions::Keep::kOthers;
    CHECK(filtered(".i > 1", options).out == "{\"i\":1,\"a\":[1]}\n");
    options.keep = FilterOptions::Keep::kTrue;
    options.limit = 2;
    const Run run = filtered(".i > 1", options);
    CHECK(run.out == "{\"i\": 2,\"a\":[0]}\n{\"i\":3,\"a\":[]}\n");
    CHECK(run.kept == 2);
    options.limit.reset();
    options.write = FilterOptions::Write::kCount;
    CHECK(filtered(".i > 1", options).out == "3\n");
  }

  TEST_CASE("the parts of several threads add up") {
    json::Schema schema;
    const auto program = expr::Program::compile(".i > 1", schema, {}, expr::Use::kCondition);
    REQUIRE(program.has_value());
    Filter filter(*program, Tallies(kNoRules), {});
    Filter fork = filter.fork();
    io::Output out = io::Output::memory();
    io::Streams streams;
    REQUIRE(stream::testing::feed(fork, schema, streams, kLines, out).has_value());
    REQUIRE(filter.absorb(fork).has_value());
    CHECK(filter.kept() == 3);
  }
}

}  // namespace
}  // namespace nd::ops
