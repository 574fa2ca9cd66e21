#include "expr/parser.h"

#include <string>

#include <doctest/doctest.h>

#include "expr/run_program.h"

namespace nd::expr {

TEST_SUITE_BEGIN("expr/parser");

TEST_CASE("operators bind as in jq") {
  CHECK(run_program("1 + 2 * 3", "null") == "7");
  CHECK(run_program("8 / -2 / 2", "null") == "-8");
  CHECK(run_program("1 - -1", "null") == "2");
  CHECK(run_program("1, 2 | . + 1", "null") == "2 3");
  CHECK(run_program("null // 1, 2", "null") == "1 2");
  CHECK(run_program("false or true and false", "null") == "false");
  CHECK(run_program("1 + 2 as $x | $x * 2", "null") == "5");
  CHECK(run_program("try error(\"x\") // 1", "null") == "1");
  CHECK(run_program("{a: 1 | 2, b: 3}", "null") == "{\"a\":2,\"b\":3}");
}

TEST_CASE("`?` is about the last step of a path alone") {
  CHECK(run_program("[.a.b?]", "{\"a\":1}") == "[]");
  CHECK(run_program("[.a.b?]", "1").starts_with("* cannot look for field \"a\""));
  CHECK(run_program("[(.a.b)?]", "1") == "[]");
  CHECK(run_program("[.a?.b]", "{\"a\":{\"b\":2}}") == "[2]");
}

TEST_CASE("all forms of keys and strings") {
  CHECK(run_program("{a, \"b\", \"c\\(1)\": 2, (\"d\"): 3, @base64 \"e\\(1)\": 4, if: 5}",
                    "{\"a\":0,\"b\":9}") ==
        "{\"a\":0,\"b\":9,\"c1\":2,\"d\":3,\"eMQ==\":4,\"if\":5}");
  CHECK(run_program("\"x\" as $k | {$k, $k: 1}", "null") == "{\"k\":\"x\",\"x\":1}");
  CHECK(run_program("\"\\u00e9\\ud83d\\ude00\\n\\\"\\/\"", "null") == "\"é😀\\n\\\"/\"");
  CHECK(run_program("\"\\(1,2)-\\(3,4)\"", "null") == "\"1-3\" \"2-3\" \"1-4\" \"2-4\"");
  CHECK(run_program(".if, .\"a b\", .[\"a b\"]", "{\"if\":1,\"a b\":2}") == "1 2 2");
  CHECK(run_program("1 # a comment\n+ 1", "null") == "2");
}

TEST_CASE("a fault is shown with a caret") {
  CHECK(run_program(".a == 1 ==2", "null") ==
        "! '==' and '==' cannot follow one another; use parentheses or and\n  .a == 1 ==2\n        "
        "  ^^");
  CHECK(run_program("select(.a", "null") ==
        "! the expression ends here, expected ')' or ';'\n  select(.a\n           ^");
  CHECK(run_program("\"日本\" & 1", "null") ==
        "! '&' is no operator: write and\n  \"日本\" & 1\n         ^");
  CHECK(run_program("", "null") ==
        "! the expression is empty; '.' is the record as it is\n  \n  ^");
  CHECK(run_program("1\n| .a }", "null") ==
        "! expected the end of the expression or an operator\n  | .a }\n       ^");
}

TEST_CASE("what is outside the language is refused by name, with the way round") {
  for (const char* const program : {"reduce .[] as $x (0; . + $x)",
                                    "foreach .[] as $x (0; 1)",
                                    "def f: 1; f",
                                    "..",
                                    "recurse",
                                    "walk(.)",
                                    "paths",
                                    "path(.a)",
                                    "getpath([])",
                                    "tostream",
                                    "label $x | 1",
                                    "until(.; .)",
                                    "while(.; .)",
                                    "repeat(.)",
                                    "input",
                                    "inputs",
                                    "import \"a\" as a; 1",
                                    "include \"a\"; 1",
                                    "INDEX(.a)",
                                    "GROUP_BY(.a)",
                                    "debug",
                                    "stderr",
                                    "halt",
                                    "input_line_number",
                                    "$__loc__",
                                    "env",
                                    "splits(\"a\")",
                                    "@sh",
                                    "@html",
                                    "explode",
                                    ". as [$a] | 1",
                                    ". as {a: $a} | 1",
                                    ".a ?// 1",
                                    "modulemeta"}) {
    CAPTURE(program);
    const std::string message = run_program(program, "null");
    CHECK(message.starts_with("! "));
    CHECK(message.find("not part of the language: ") != std::string::npos);
    CHECK(message.find('^') != std::string::npos);
  }
}

TEST_CASE("size and depth are limited, by a message") {
  CHECK(run_program(std::string(70'000, ' ') + "1", "null").find("the limit is 65536") !=
        std::string::npos);
  CHECK(
      run_program(std::string(10'000, '[') + std::string(10'000, ']'), "null").find("256 levels") !=
      std::string::npos);
  CHECK(run_program(std::string(10'000, '-') + "1", "null").find("256 levels") !=
        std::string::npos);
  std::string sum = "1";
  for (int i = 0; i < 2'000; ++i)
    sum += "+1";
  CHECK(run_program(sum, "null").find("1000 levels") != std::string::npos);
  std::string pipe = ".";
  for (int i = 0; i < 2'000; ++i)
    pipe += "|.";
  CHECK(run_program(pipe, "null").find("1000 levels") != std::string::npos);
  std::string list = "1";
  for (int i = 0; i < 8'000; ++i)
    list += ",1";
  CHECK(run_program("[" + list + "] | length", "null") == "8001");
  CHECK(run_program("[" + list + "," + list + "] | length", "null").find("10000 parts") !=
        std::string::npos);
}

TEST_CASE("the normal form is the same whatever the blanks") {
  json::Schema schema;
  const auto canonical = [&](std::string_view text) {
    return Program::compile(text, schema, {})->canonical();
  };
  CHECK(canonical(".a==1 and .b") == canonical(" .a  ==\n1 and # why\n .b "));
  CHECK(canonical(".a==1 and .b") != canonical(".a==1 or .b"));
  CHECK(canonical("\"a b\"") != canonical("\"a  b\""));
  CHECK(canonical("\"\\(1 + 2)\"") == canonical("\"\\(1+2)\""));
}

TEST_SUITE_END();

}  // namespace nd::expr
