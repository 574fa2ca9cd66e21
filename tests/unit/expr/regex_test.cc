#include "expr/regex.h"

#include <doctest/doctest.h>

#include "expr/run_program.h"

namespace nd::expr {

TEST_SUITE_BEGIN("expr/regex");

TEST_CASE("what RE2 cannot do is refused by name, before anything is read") {
  CHECK(run_program("test(\"a(?=b)\")", "\"ab\"").find("needs look-ahead, which RE2 leaves out") !=
        std::string::npos);
  CHECK(run_program("test(\"(?<!a)b\")", "\"ab\"").find("needs look-behind") != std::string::npos);
  CHECK(run_program("test(\"(a)\\\\1\")", "\"aa\"").find("needs a back-reference") !=
        std::string::npos);
  CHECK(run_program("test(\"(\")", "\"aa\"")
            .starts_with("! the regular expression \"(\" cannot be used"));
  CHECK(run_program("test(\"a\"; \"q\")", "\"aa\"").find("are no flags of a regular expression") !=
        std::string::npos);
  CHECK(run_program("test(.)", "\"(?=a)\"").starts_with("* the regular expression"));
}

TEST_CASE("classes know Unicode") {
  CHECK(run_program("test(\"^\\\\w+$\"), test(\"^\\\\W+$\")", "\"中文é1\"") == "true false");
  CHECK(run_program("test(\"^\\\\d$\"), test(\"^[\\\\d]$\")", "\"٣\"") == "true true");
  CHECK(run_program("gsub(\"\\\\s+\"; \"-\")", "\"a\\u3000b c\"") == "\"a-b-c\"");
  CHECK(run_program("test(\"^[[:alpha:]]+$\")", "\"é中\"") == "true");
}

TEST_CASE("flags and named groups") {
  CHECK(run_program("test(\"A b\"; \"xi\")", "\"ab\"") == "true");
  CHECK(run_program("[scan(\"a.\"; \"p\")]", "\"a\\nab\"") == "[\"a\\n\",\"ab\"]");
  CHECK(run_program("[match(\"a|ab\"; \"l\").string]", "\"ab\"") == "[\"ab\"]");
  CHECK(run_program("capture(\"(?<x>a)|(?<y>b)\")", "\"b\"") == "{\"x\":null,\"y\":\"b\"}");
}

TEST_CASE("empty matches step by character") {
  CHECK(run_program("gsub(\"\"; \"-\")", "\"aé\"") == "\"-a-é-\"");
  CHECK(run_program("gsub(\"a*\"; \"-\")", "\"baac\"") == "\"-b--c-\"");
  CHECK(run_program("[match(\"\"; \"g\").offset]", "\"aé\"") == "[0,1,2]");
}

TEST_CASE("a replacement with several outputs gives several texts") {
  CHECK(run_program("[gsub(\"b\"; \"1\", \"2\")]", "\"abcb\"") == "[\"a1c1\",\"a2c2\"]");
  CHECK(run_program("sub(\"b\"; empty)", "\"abc\"") == "\"abc\"");
  CHECK(run_program("sub(\"b\"; 1)", "\"abc\"")
            .starts_with("* the replacement is a string, not number (1)"));
}

TEST_SUITE_END();

}  // namespace nd::expr
