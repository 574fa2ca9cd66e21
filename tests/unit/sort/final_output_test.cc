#include "sort/final_output.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::sort {
namespace {

using Leave = FinalOutput::Leave;

std::string record(int number) {
  return "record " + std::to_string(number);
}

}  // namespace

TEST_SUITE("sort/final_output") {
  TEST_CASE("what leaves at once is there before the end") {
    auto out = io::Output::memory();
    FinalOutput final(out, Leave::kAtOnce, {});
    REQUIRE(final.add("a", "b").has_value());
    CHECK(out.buffer() == "ab\n");
    REQUIRE(final.finish().has_value());
    CHECK(out.buffer() == "ab\n");
  }

  TEST_CASE("what leaves in the end waits, in memory and in a file") {
    for (const std::uint64_t memory : {std::uint64_t{1} << 30, std::uint64_t{100} << 10}) {
      auto out = io::Output::memory();
      FinalOutput final(out, Leave::kInTheEnd, {memory, "/tmp"});
      std::string wanted;
      for (int i = 0; i < 20000; ++i) {
        REQUIRE(final.add("x ", record(i)).has_value());
        wanted += "x " + record(i) + "\n";
      }
      CHECK(out.buffer().empty());
      CHECK(out.records() == 0);
      REQUIRE(final.finish().has_value());
      CHECK(out.buffer() == wanted);
      CHECK(out.records() == 20000);
    }
  }

  TEST_CASE("without finish() nothing leaves") {
    auto out = io::Output::memory();
    {
      FinalOutput final(out, Leave::kInTheEnd, {});
      REQUIRE(final.add("a").has_value());
    }
    CHECK(out.buffer().empty());
  }
}

}  // namespace nd::sort
