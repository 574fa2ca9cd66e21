#include "cli/parse.h"

#include <doctest/doctest.h>

namespace nd::cli {
namespace {

// A tool with one option of each kind, and a log of what was set in which order.
struct Fixture {
  std::vector<std::string> log;
  bool invert = false;
  std::uint64_t limit = 0;
  std::vector<std::string> keys;
  std::string null_text = "-";
  std::string expression;
  std::string file;
  std::string output;
  std::string rejects;
  Command command;

  Fixture() {
    command.name = "ndtest";
    command.arguments = {{.name = "EXPR", .binding = value(expression)}};
    command.options = {
        {.flags = "-v, --invert", .binding = flag(invert)},
        {.flags = "-n, --limit", .value = "N", .binding = value(limit)},
        {.flags = "-g, --group", .value = "KEY,…", .binding = list(keys)},
        {.flags = "--null", .value = "TEXT", .binding = value(null_text)},
        {.flags = "-f, --from-file",
         .value = "FILE",
         .binding = value(file),
         .replaces_argument = true},
        {.flags = "--arg", .value = "NAME TEXT", .binding = call(2, logger("arg"))},
        {.flags = "-a", .value = "AGG", .binding = call(1, logger("a"))},
        {.flags = "--grouping", .value = "NAME", .binding = call(1, logger("grouping"))},
        {.flags = "-o, --output",
         .value = "FILE",
         .binding = value(output),
         .completion = Completion::kOutputFile},
        {.flags = "--rejects",
         .value = "FILE",
         .binding = value(rejects),
         .completion = Completion::kOutputFile},
    };
  }

  std::function<Status(Typed)> logger(const std::string& name) {
    return [this, name](Typed words) -> Status {
      std::string line = name;
      for (const std::string_view word : words)
        line.append(" ").append(word);
      log.push_back(line);
      return {};
    };
  }

  Result<Parsed> read(std::vector<std::string> words) {
    auto parsed = parse(command, std::move(words));
    if (!parsed) return parsed;
    ND_TRY(complete(command, *parsed));
    return parsed;
  }

  std::vector<std::string> operands(std::vector<std::string> words) {
    auto parsed = read(std::move(words));
    REQUIRE_MESSAGE(parsed, parsed.error().message);
    return parsed->operands;
  }

  std::string refused(std::vector<std::string> words) {
    const auto parsed = read(std::move(words));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == ErrorKind::kUsage);
    return parsed.error().message;
  }
};

using Text = std::vector<std::string>;

}  // namespace

TEST_SUITE_BEGIN("cli/parse");

TEST_CASE("values stand after =, a space, or nothing") {
  for (const std::vector<std::string>& words :
       {Text{"-n10", "e"}, Text{"-n", "10", "e"}, Text{"--limit=10", "e"},
        Text{"--limit", "10", "e"}, Text{"-vn10", "e"}, Text{"e", "-vn", "10"}}) {
    Fixture fixture;
    CHECK(fixture.operands(words).empty());
    CHECK(fixture.limit == 10);
    CHECK(fixture.expression == "e");
  }
}

TEST_CASE("an option takes one value and leaves the files alone") {
  Fixture fixture;
  CHECK(fixture.operands({"e", "-g", "a,b", "file", "-g", "c", "other"}) == Text{"file", "other"});
  CHECK(fixture.keys == Text{"a", "b", "c"});
}

TEST_CASE("an expression in brackets stays whole") {
  Fixture fixture;
  CHECK(fixture.operands({"[.uid,.amt]", "[f,g]"}) == Text{"[f,g]"});
  CHECK(fixture.expression == "[.uid,.amt]");
  Fixture second;
  CHECK(second.operands({"e", "-a", "[.a,.b]"}).empty());
  CHECK(second.log == Text{"a [.a,.b]"});
}

TEST_CASE("an empty value is a value") {
  Fixture fixture;
  CHECK(fixture.operands({"e", "--null=", "file"}) == Text{"file"});
  CHECK(fixture.null_text.empty());
  Fixture second;
  CHECK(second.operands({"e", "--null", "", "file"}) == Text{"file"});
  CHECK(second.null_text.empty());
  Fixture third;
  CHECK(third.operands({"e", "--null", "--null=", "--", "--x="}) == Text{"--x="});
  CHECK(third.null_text == "--null=");
}

TEST_CASE("a value may start with a dash") {
  Fixture fixture;
  CHECK(fixture.operands({"e", "--null", "--", "--null=--", "file"}) == Text{"file"});
  CHECK(fixture.null_text == "--");
  CHECK(fixture.operands({"-5"}).empty());
  CHECK(fixture.expression == "-5");
}

TEST_CASE("-- ends the options, once") {
  Fixture fixture;
  CHECK(fixture.operands({"--", "-.amt", "-v", "--", "-"}) == Text{"-v", "--", "-"});
  CHECK(fixture.expression == "-.amt");
  CHECK_FALSE(fixture.invert);
}

TEST_CASE("setters are called in the order of the command line") {
  Fixture fixture;
  fixture.operands({"e", "-a", "1", "--grouping", "x", "-a", "2", "--arg", "n", "-v", "-a3"});
  CHECK(fixture.log == Text{"a 1", "grouping x", "a 2", "arg n -v", "a 3"});
  CHECK_FALSE(fixture.invert);
}

TEST_CASE("an option that takes one value is given one") {
  Fixture fixture;
  CHECK(fixture.refused({"-n1", "e", "-n2"}) ==
        "option '--limit' is given twice, as '1' and as '2'; it takes one value");
  CHECK(fixture.refused({"e", "--null", "x", "--null="}) ==
        "option '--null' is given twice, as 'x' and as ''; it takes one value");
  CHECK(fixture.refused({"e", "-o", "x", "-o", "y"}) ==
        "option '--output' is given twice, as 'x' and as 'y'; it takes one value");
}

TEST_CASE("the same value again, a flag again and lists are no question") {
  Fixture fixture;
  fixture.operands({"-n2", "e", "--limit=2", "-v", "-v", "-g", "a,b", "-g", "c"});
  CHECK(fixture.limit == 2);
  CHECK(fixture.invert);
  CHECK(fixture.keys == Text{"a", "b", "c"});
}

TEST_CASE("an option may stand in place of the leading argument") {
  Fixture fixture;
  CHECK(fixture.operands({"-f", "program", "file"}) == Text{"file"});
  CHECK(fixture.file == "program");
  CHECK(fixture.expression.empty());
}

TEST_CASE("what is wrong is said") {
  Fixture fixture;
  CHECK(fixture.refused({}) == "EXPR is missing");
  CHECK(fixture.refused({"e", "--lmit"}) == "no such option '--lmit'; did you mean '--limit'?");
  CHECK(fixture.refused({"e", "--lmit=3"}) == "no such option '--lmit'; did you mean '--limit'?");
  CHECK(fixture.refused({"--lmit="}) == "no such option '--lmit'; did you mean '--limit'?");
  CHECK(fixture.refused({"e", "-x"}) == "no such option '-x'");
  CHECK(fixture.refused({"-.amt"}) ==
        "no such option '-.'; if '-.amt' is EXPR, write -- before it");
  CHECK(fixture.refused({"e", "-n"}) == "option '--limit' needs a value: N");
  CHECK(fixture.refused({"e", "-a"}) == "option '-a' needs a value: AGG");
  CHECK(fixture.refused({"e", "--arg", "x"}) == "option '--arg' needs a value: NAME TEXT");
  CHECK(fixture.refused({"e", "--invert=yes"}) == "option '--invert' takes no value");
  CHECK(fixture.refused({"e", "--invert="}) == "option '--invert' takes no value");
  CHECK(fixture.refused({"e", "--limit=x"}) == "--limit: 'x' is not a whole number from 0");
  fixture.command.options[2].required = true;
  CHECK(fixture.refused({"e"}) == "option '--group KEY,…' is missing");
  fixture.command.operand = "NEW";
  CHECK(fixture.refused({"e", "-g", "a", "file", "other"}) ==
        "there is no use for the operand 'other'");
  fixture.command.operands = Operands::kNone;
  CHECK(fixture.refused({"e", "-g", "a", "file"}) == "there is no use for the operand 'file'");
}

TEST_CASE("two outputs may not be one file") {
  Fixture fixture;
  CHECK(fixture.refused({"e", "-o", "x", "--rejects", "x"}) ==
        "'x' is named by both --output and --rejects");
  CHECK(fixture.refused({"e", "--rejects", "-"}) ==
        "--rejects: standard output has the records already; name a file");
  CHECK(fixture.refused({"e", "-o", ""}) == "--output: the name of the file is empty");
  CHECK(fixture.operands({"e", "-o", "x", "--rejects", "-"}).empty());
  CHECK(fixture.operands({"e", "-o", "/dev/null", "--rejects", "/dev/null"}).empty());
  CHECK(fixture.operands({"e", "-o", "x", "-o", "x", "--rejects", "y"}).empty());
}

TEST_SUITE_END();

}  // namespace nd::cli
