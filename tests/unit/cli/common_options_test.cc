#include "cli/common_options.h"

#include <doctest/doctest.h>

#include "cli/command.h"
#include "cli/parse.h"

namespace nd::cli {
namespace {

// Parses words with all common options.
struct Fixture {
  CommonValues values;
  Command command;

  Fixture() {
    const Common all = Common::kRecords | Common::kExpression | Common::kJobs | Common::kMemory;
    command.options = common_options(all, values);
  }
  std::string message(std::vector<std::string> words) {
    const auto parsed = parse(command, std::move(words));
    return parsed ? std::string() : std::string(parsed.error().message);
  }
};

}  // namespace

TEST_SUITE_BEGIN("cli/common_options");

TEST_CASE("sets add and subtract") {
  CHECK(has(Common::kExpression, Common::kZone));
  CHECK_FALSE(has(Common::kRecords - Common::kValidate, Common::kValidate));
  CHECK(has(Common::kRecords - Common::kValidate, Common::kStrict));
  CHECK_FALSE(has(Common::kArguments, Common::kExpression));
}

TEST_CASE("every tool has help, version and generate") {
  CommonValues values;
  const auto options = common_options(Common::kNothing, values);
  REQUIRE(options.size() == 4);
  CHECK(options[1].name() == "--help");
  CHECK(options[2].name() == "--version");
  CHECK(options[3].name() == "--generate");
}

TEST_CASE("every option has help that ends with a full stop") {
  Fixture fixture;
  for (const Option& option : fixture.command.options) {
    CAPTURE(option.flags);
    CHECK(option.help.ends_with('.'));
    CHECK(option.common);
  }
}

TEST_CASE("--arg makes a JSON string of any text") {
  Fixture fixture;
  CHECK(fixture.message({"--arg", "x", "say \"hi\"\\\n万", "--argjson", "y_1", "[1,2]"}).empty());
  using Pair = std::pair<std::string, std::string>;
  CHECK(fixture.values.streams.bindings.arguments ==
        std::vector<Pair>{{"x", "\"say \\\"hi\\\"\\\\\\u000a万\""}, {"y_1", "[1,2]"}});
  CHECK(fixture.message({"--arg", "p", "1", "--argjson", "p", "\"1\""}).empty());
  CHECK(fixture.message({"--arg", "p", "1", "--arg", "p", "2"}) ==
        "--arg: $p is bound twice, to '\"1\"' and to '\"2\"'");
  CHECK(fixture.message({"--arg", "q", "1", "--argjson", "q", "1"}) ==
        "--argjson: $q is bound twice, to '\"1\"' and to '1'");
  CHECK(fixture.message({"--arg", "x", "\xff"}) == "--arg: the text is not valid UTF-8");
  CHECK(fixture.message({"--arg", "x", "\xed\xa0\x80"}) == "--arg: the text is not valid UTF-8");
  CHECK(fixture.message({"--arg", "1x", ""}) ==
        "--arg: '1x' is not a name; write letters, digits and _");
}

TEST_CASE("settings land in the streams") {
  Fixture fixture;
  CHECK(fixture
            .message({"-j4", "-S", "64M", "-T/var/tmp", "--tz", "Asia/Shanghai", "--strict",
                      "--validate", "--max-errors", "5%", "--rejects", "r", "-o", "out",
                      "--line-buffered", "--stats", "--progress"})
            .empty());
  const CommonValues& values = fixture.values;
  CHECK(values.streams.limits.jobs == 4);
  CHECK(values.streams.limits.memory == std::uint64_t{64} << 20);
  CHECK(values.streams.limits.temporary == "/var/tmp");
  CHECK(values.streams.bindings.zone == "Asia/Shanghai");
  CHECK(values.streams.input.lines.strict);
  CHECK(values.streams.input.lines.validate);
  CHECK(values.streams.limits.max_errors.percent == 5);
  CHECK(values.rejects == "r");
  CHECK(values.output == "out");
  CHECK(values.line_buffered);
  CHECK(values.streams.sinks.stats);
  CHECK(values.progress);
}

TEST_CASE("no number of jobs is taken silently for another") {
  Fixture fixture;
  CHECK(fixture.message({"-j", "0"}).empty());
  CHECK(fixture.values.streams.limits.jobs >= 1);
  CHECK(fixture.message({"-j", "100000"}) == "--jobs: '100000' is too large; at most 1024");
}

TEST_SUITE_END();

}  // namespace nd::cli
