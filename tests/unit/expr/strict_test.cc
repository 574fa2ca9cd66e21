// --strict: which comparisons meet values of different kinds, in the flat checks and in the
// machine.
#include <string>

#include <doctest/doctest.h>

#include "expr/run_program.h"

namespace nd::expr {
namespace {

TEST_SUITE_BEGIN("expr/strict");

std::string strictly(std::string_view program, std::string_view record) {
  Bindings bindings;
  bindings.strict = true;
  return run_program(program, record, bindings);
}

// As a condition, so by the flat checks where they know the form.
std::string strictly_true(std::string_view program, std::string_view record) {
  Bindings bindings;
  bindings.strict = true;
  return test_program(program, record, bindings);
}

TEST_CASE("a comparison across types names the two kinds and its text") {
  CHECK(strictly(".v > 9", R"({"v":"9"})") == "* a string is compared with a number in '.v > 9'");
  CHECK(strictly_true(".v > 9", R"({"v":"9"})") ==
        "* a string is compared with a number in '.v > 9'");
  CHECK(strictly_true("1 and .v == \"x\" or .w", R"({"v":true,"w":1})") ==
        "* a boolean is compared with a string in '.v == \"x\"'");
}

TEST_CASE("every form of comparison and order across types is an error") {
  const std::string record = R"({"s":"9","n":9,"z":null,"b":true,"o":{"k":1},"a":[1,"a"],)"
                             R"("m":[null,1],"r":[{"k":1},{"k":"x"}]})";
  for (const char* const program : {".s > 9",
                                    ".s >= 9",
                                    ".s < 9",
                                    ".s <= 9",
                                    ".s == 9",
                                    ".s != 9",
                                    "9 == .s",
                                    "9 < .s",
                                    ".n == \"9\"",
                                    ".n != \"9\"",
                                    ".n > \"9\"",
                                    ".b == 1",
                                    ".b == \"true\"",
                                    ".b != 1.5",
                                    ".s > 1e400",
                                    ".o == 1",
                                    ".o == \"x\"",
                                    ".a == \"x\"",
                                    ".a > 1",
                                    ".s == .n",
                                    ".s < .n",
                                    ".z < 1",
                                    ".z >= 1",
                                    "1 > .z",
                                    ".z < \"a\"",
                                    "1 == \"1\"",
                                    "[.s] == [9]",
                                    "[.n, .s] < [9, 9]",
                                    "{k: .s} == {k: 1}",
                                    ".s as $x | $x == 9",
                                    ".a[1] == 1",
                                    ".a | sort",
                                    ".r | sort_by(.k)",
                                    ".r | min_by(.k)",
                                    ".r | max_by(.k)",
                                    ".a | min",
                                    ".a | max",
                                    ".m | sort",
                                    ".m | min",
                                    ".r | group_by(.k)",
                                    ".r | unique_by(.k)",
                                    ".a | unique",
                                    ".s | IN(9, 10)",
                                    ".n | IN(\"9\")",
                                    "IN(.a[]; \"a\")",
                                    "any(.a[]; . > 5)",
                                    "all(.a[]; . == 1)",
                                    ".a | map(select(. > 0))",
                                    ".a - [\"a\"]",
                                    ".a | index(\"a\")",
                                    ".a | indices(\"a\")",
                                    ".a | contains([\"a\"])",
                                    "[\"a\"] | inside([1, \"a\"])",
                                    "if .s > 9 then 1 else 2 end",
                                    "select(.s == 9)",
                                    "del(.a[] | select(. == 1))",
                                    ".a |= map(. == 1)",
                                    ".s | abs",
                                    "\"\\(.s > 9)\""}) {
    CAPTURE(program);
    CHECK(strictly(program, record).find(" is compared with ") != std::string::npos);
    CHECK(run_program(program, record).find(" is compared with ") == std::string::npos);
  }
}

TEST_CASE("nothing hides it") {
  for (const char* const program :
       {"try (.v > 9) catch 1", "(.v > 9)?", "(.v > 9) // 1", "[.v > 9]?", ".v == 9 // false"}) {
    CAPTURE(program);
    CHECK(strictly(program, R"({"v":"9"})").find(" is compared with ") != std::string::npos);
  }
}

TEST_CASE("equality with null is none, nor are values of one kind") {
  const std::string record = R"({"s":"9","n":9,"z":null,"b":false,"a":[1,2.5],"m":[null,1,null]})";
  CHECK(strictly("[.z == 1, .z != \"a\", .n == null, null != .s, .z == null]", record) ==
        "[false,true,false,true,true]");
  CHECK(strictly_true(".z == 1 or .z == \"a\" or .n == null", record) == "false");
  CHECK(strictly_true(".z != 1 and .z != \"a\" and .s != null", record) == "true");
  CHECK(strictly("[.b != true, .b < true, .n > 8.5, .s > \"8\", .z <= null]", record) ==
        "[true,true,true,true,true]");
  CHECK(strictly("[.n] == [null], [.n, \"a\"] == [8, 1], {a: 1} == {b: \"1\"}", record) ==
        "false false false");
  CHECK(strictly(".a | sort, min, max, index(2.5)", record) == "[1,2.5] 1 2.5 1");
  CHECK(strictly("[.m | group_by(.)[] | length], (.m | unique)", record) == "[2,1] [null,1]");
  CHECK(strictly(".z | IN(1, 2)", record) == "false");
  CHECK(strictly(".m - [1]", record) == "[null,null]");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::expr
