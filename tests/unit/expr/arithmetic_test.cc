#include "expr/arithmetic.h"

#include <doctest/doctest.h>

#include "expr/run_program.h"

namespace nd::expr {

TEST_SUITE_BEGIN("expr/arithmetic");

TEST_CASE("integers within 64 bits are exact") {
  CHECK(run_program(". + 1", "9007199254740993") == "9007199254740994");
  CHECK(run_program(". + 1", "9223372036854775807") == "9223372036854775808");
  CHECK(run_program(". - 1", "18446744073709551615") == "18446744073709551614");
  CHECK(run_program(". * 3", "3074457345618258602") == "9223372036854775806");
  CHECK(run_program("-.", "9223372036854775808") == "-9223372036854775808");
  CHECK(run_program(". / 3", "9223372036854775806") == "3074457345618258602");
}

TEST_CASE("overflow is an error, never a wrap") {
  for (const char* const program : {". + 1", ". * 2", ". + ."}) {
    CAPTURE(program);
    CHECK(run_program(program, "18446744073709551615")
              .starts_with("* the result does not fit 64 bits"));
  }
  CHECK(run_program(". - 1", "-9223372036854775808")
            .starts_with("* the result does not fit 64 bits"));
}

TEST_CASE("numbers beyond what can be computed with keep their text and refuse arithmetic") {
  CHECK(run_program(".", "123456789012345678901234567890") == "123456789012345678901234567890");
  CHECK(run_program(". + 1", "123456789012345678901234567890")
            .find("is beyond what can be computed with") != std::string::npos);
  CHECK(run_program(". + 1", "1e400").find("is beyond what can be computed with") !=
        std::string::npos);
  CHECK(run_program(". > 1e399", "1e400") == "true");
}

TEST_CASE("decimals are computed in double") {
  CHECK(run_program(".[0] + .[1]", "[0.1,0.2]") == "0.30000000000000004");
  CHECK(run_program("7 / 2, 6 / 2, 1.5 * 2", "null") == "3.5 3 3");
  CHECK(run_program("5 % -2, -5 % 2, 5.9 % 2.1", "null") == "1 -1 1");
  CHECK(run_program("1 / 0", "null").find("by zero") != std::string::npos);
  CHECK(run_program("1 % 0.5", "null").find("by zero") != std::string::npos);
}

TEST_CASE("other kinds are added, cut and merged as in jq") {
  CHECK(run_program("null + 1, \"a\" + \"b\", [1] + [2], {a:1} + {a:2,b:3}", "null") ==
        "1 \"ab\" [1,2] {\"a\":2,\"b\":3}");
  CHECK(run_program("[1,2,1,3] - [1], \"a,b\" / \",\", \"ab\" * 2", "null") ==
        "[2,3] [\"a\",\"b\"] \"abab\"");
  CHECK(run_program("{a:{b:1}} * {a:{c:2}}", "null") == "{\"a\":{\"b\":1,\"c\":2}}");
  CHECK(run_program("{} - 1", "null").starts_with("* cannot subtract object and number (1)"));
}

TEST_CASE("nan is below every number, itself too") {
  CHECK(run_program("nan < nan, nan == nan, nan > 1, [nan] == [nan]", "null") ==
        "true false false false");
  CHECK(run_program("[1, nan, 2] | sort, min, max", "null") == "[null,1,2] null 2");
}

TEST_SUITE_END();

}  // namespace nd::expr
