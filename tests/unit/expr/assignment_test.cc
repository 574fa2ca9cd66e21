#include "expr/assignment.h"

#include <string>

#include <doctest/doctest.h>

#include "expr/run_program.h"

namespace nd::expr {

TEST_SUITE_BEGIN("expr/assignment");

TEST_CASE("paths are made where they are missing") {
  CHECK(run_program(".a.b[1].c = 1", "null") == "{\"a\":{\"b\":[null,{\"c\":1}]}}");
  CHECK(run_program(".[1:] = [9]", "[1,2,3]") == "[1,9]");
  CHECK(run_program(".[-1] = 9", "[1,2]") == "[1,9]");
  CHECK(
      run_program(".[-3] = 9", "[1,2]").starts_with("* the index number (-3) is before the start"));
  CHECK(run_program(".a.b = 1", "{\"a\":1}")
            .starts_with("* cannot look for field \"b\" in number (1)"));
}

TEST_CASE("the value is computed on the input, an update on what stands at the path") {
  CHECK(run_program(".a = .b", "{\"b\":2}") == "{\"b\":2,\"a\":2}");
  CHECK(run_program(".a |= .b", "{\"a\":{\"b\":3}}") == "{\"a\":3}");
  CHECK(run_program(".a += .b", "{\"a\":1,\"b\":2}") == "{\"a\":3,\"b\":2}");
  CHECK(run_program(".a = (1,2)", "{}") == "{\"a\":1} {\"a\":2}");
  CHECK(run_program(".[] += (10,20)", "[1,2]") == "[11,12] [21,22]");
  CHECK(run_program(".a //= 5, .b //= 5", "{\"a\":false,\"b\":1}") ==
        "{\"a\":5,\"b\":1} {\"a\":false,\"b\":1}");
}

TEST_CASE("an update takes the first output, without one the path goes") {
  CHECK(run_program(".[] |= (., 9)", "[1,2]") == "[1,2]");
  CHECK(run_program(".[] |= select(. > 1)", "[1,2,3]") == "[2,3]");
  CHECK(run_program("(.[] | select(. > 1)) |= 0", "[1,2,3]") == "[1,0,0]");
}

TEST_CASE("values are values: what is kept elsewhere does not change later") {
  CHECK(run_program(".a.x = 1 | .b = .a | .a.x = 2", "{}") == "{\"a\":{\"x\":2},\"b\":{\"x\":1}}");
  CHECK(run_program("(.[0], .[0][0]) |= [., .]", "[[1]]") == "[[[[1],[1]],[1]]]");
  CHECK(run_program("(.[0], .[1:], .[2]) |= [.]", "[1,2,3]") == "[[1],[2,3],[null]]");
  CHECK(run_program(". as $x | .a[0] = 9 | [$x.a, .a]", "{\"a\":[1]}") == "[[1],[9]]");
}

TEST_CASE("what is deleted goes at once") {
  CHECK(run_program("del(.[0,1])", "[1,2,3]") == "[3]");
  CHECK(run_program("del(.[:2], .[1:3])", "[1,2,3,4]") == "[4]");
  CHECK(run_program("del(.a, .a.b, .c[0])", "{\"a\":{\"b\":1},\"c\":[1,2]}") == "{\"c\":[2]}");
  CHECK(run_program("del(.)", "1") == "null");
  CHECK(run_program("pick(.a, .b[1])", "{\"a\":1,\"b\":[2,3],\"c\":4}") ==
        "{\"a\":1,\"b\":[null,3]}");
}

TEST_CASE("many changes to one array cost one copy") {
  std::string record = "[0";
  for (int i = 1; i < 20'000; ++i)
    record += ",0";
  record += "]";
  CHECK(run_program(".[] |= 1 | add", record) == "20000");
  CHECK(run_program("map_values(empty) | length", record) == "0");
}

TEST_CASE("only a path can be changed") {
  CHECK(run_program("1 = 2", "null").starts_with("! only a path can be changed"));
  CHECK(run_program("length |= 2", "null").starts_with("! 'length' is no path"));
  CHECK(run_program("del(. + 1)", "null").starts_with("! only a path can be changed"));
}

TEST_SUITE_END();

}  // namespace nd::expr
