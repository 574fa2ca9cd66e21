#include "io/foreign_file.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kFiles[] = {
    "\xFD"
    "7zXZ\0\0\4"sv,
    "BZh91AY&SY\x12"sv,
    "BZh11AY&SY"sv,
    "\x04\x22\x4D\x18\x64"sv,
    "\x1F\x8B\x08\0"sv,
    "\x28\xB5\x2F\xFD\x04"sv,
    "\x1F\x9D\x90"sv,
    "PK\3\4\x14"sv,
    "PK\5\6\0"sv,
    "7z\xBC\xAF\x27\x1C\0"sv,
    "PAR1\x15\4"sv,
    "ARROW1\0\0"sv,
    "Obj\1\4"sv,
    "SQLite format 3\0\x10"sv};

}  // namespace

TEST_SUITE_BEGIN("io/foreign_file");

TEST_CASE("files that are no text are refused by name, and asked for until they are certain") {
  for (const std::string_view file : kFiles) {
    CAPTURE(std::string(file));
    const nd::Status status = nd::io::refuse_foreign_file(file, "in");
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == nd::ErrorKind::kInput);
    CHECK(status.error().message.starts_with("in:1:1: the file is "));
    std::size_t certain = 1;
    while (nd::io::refuse_foreign_file(file.substr(0, certain), "in"))
      CHECK(nd::io::may_be_foreign_file(file.substr(0, certain++)));
  }
}

TEST_CASE("texts that begin nearly so are texts") {
  for (const std::string_view text :
       {""sv, "{"sv, "PAR1,PAR2\n"sv, "BZh9,x\n"sv, "PK,x\n"sv, "Obj\n"sv, "7z\n"sv, "ARROW1\n"sv,
        "SQLite format 3 is\n"sv}) {
    CAPTURE(std::string(text));
    CHECK(nd::io::refuse_foreign_file(text, "in"));
  }
  CHECK_FALSE(nd::io::may_be_foreign_file("{\"a\":1}"));
  CHECK_FALSE(nd::io::may_be_foreign_file("PAR1,"));
}

TEST_SUITE_END();
