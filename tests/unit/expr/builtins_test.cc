#include <string>

#include <doctest/doctest.h>

#include "expr/builtin.h"
#include "expr/refusals.h"
#include "expr/run_program.h"

namespace nd::expr {

TEST_SUITE_BEGIN("expr/builtins");

TEST_CASE("every builtin has an example, and it gives what it says") {
  Bindings bindings;
  bindings.now_ns = 1'763'978'400'000'000'000;
  std::size_t count = 0;
  for (const Family& family : builtins()) {
    for (const Builtin& builtin : family.builtins) {
      ++count;
      CAPTURE(std::string(builtin.signature));
      REQUIRE_FALSE(builtin.example.program.empty());
      CHECK(run_program(builtin.example.program, builtin.example.input, bindings) ==
            builtin.example.output);
    }
  }
  CHECK(count > 130);
}

TEST_CASE("every builtin says what it does, once, in one way") {
  for (const Family& family : builtins()) {
    for (const Builtin& builtin : family.builtins) {
      CAPTURE(std::string(builtin.signature));
      CHECK(builtin.signature.starts_with(builtin.name));
      CHECK_FALSE(builtin.help.empty());
      const int ways = (builtin.definition.empty() ? 0 : 1) +
                       (builtin.function != nullptr ? 1 : 0) + (builtin.series != nullptr ? 1 : 0) +
                       (builtin.whole != nullptr ? 1 : 0) + (builtin.generator != nullptr ? 1 : 0);
      CHECK(ways == 1);
      CHECK(builtin.arity() <= 3);
      CHECK(find_builtin(builtin.name, builtin.arity()) == &builtin);
    }
  }
}

TEST_CASE("no builtin is told to be outside the language") {
  CHECK(refusal("input").has_value());
  for (const Family& family : builtins()) {
    for (const Builtin& builtin : family.builtins)
      CHECK_MESSAGE(!refusal(builtin.name), std::string(builtin.signature));
  }
}

TEST_CASE("a mistyped name is answered with the closest one") {
  CHECK(run_program("lenght", "1").find("did you mean 'length'?") != std::string::npos);
  CHECK(run_program("startwith(\"a\")", "1").find("did you mean 'startswith'?") !=
        std::string::npos);
  CHECK(
      run_program("range(1;2;3;4)", "1").find("does not take 4 arguments; there is range(END), ") !=
      std::string::npos);
}

TEST_CASE("what looks and means the same is one text, folded") {
  const auto folded = [](std::string_view text) { return run_program("nfkc_casefold", text); };
  CHECK(folded("\"Black Myth: WUKONG\"") == "\"black myth: wukong\"");
  CHECK(folded("\"黑神话：悟空\"") == folded("\"黑神话:悟空\""));
  CHECK(folded("\"ＧＡＭＥ　ｶﾞ\"") == "\"game ガ\"");
  CHECK(folded("\"Straße e\u0301 ﷺ\"") == folded("\"STRASSE É صلى الله عليه وسلم\""));
  CHECK(folded("\"a\\u00ad\\u0000\\u200bÉ\"") ==
        "\"a\\u0000é\"");  // nothing that is drawn as nothing
  CHECK(folded("\"\"") == "\"\"");
  CHECK(run_program("try nfkc_casefold catch .", "1") == "\"a string is needed, not number (1)\"");
}

TEST_CASE("functions with several argument outputs combine them in jq's order") {
  CHECK(run_program("[pow((2,3);(1,2))]", "null") == "[2,3,4,9]");
  CHECK(run_program("[range(0,1;3,4)]", "null") == "[0,1,2,0,1,2,3,1,2,1,2,3]");
  CHECK(run_program("[.[] | ltrimstr(\"a\",\"b\")]", "[\"ab\"]") == "[\"b\",\"ab\"]");
}

TEST_CASE("an early end stops the generator") {
  CHECK(run_program("first(range(1e18))", "null") == "0");
  CHECK(run_program("[limit(2; range(1e18))]", "null") == "[0,1]");
  CHECK(run_program("any(range(1e18); . == 3)", "null") == "true");
  CHECK(run_program("[limit(0; error(\"x\"))]", "null") == "[]");
}

TEST_CASE("memory of one record is bounded") {
  CHECK(run_program("[range(1e12)] | length", "null") ==
        "* one record needs more than 256 MiB in 'range(1e12)'");
  CHECK(run_program("\"ab\" * 1e12", "null").starts_with("* one record needs more than 256 MiB"));
  CHECK(run_program(".[1e12] = 1", "[]").starts_with("* one record needs more than 256 MiB"));
  CHECK(run_program("[range(1e12)]?", "null").starts_with("* one record needs more than 256 MiB"));
}

TEST_SUITE_END();

}  // namespace nd::expr
