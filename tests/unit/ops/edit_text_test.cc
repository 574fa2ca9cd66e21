#include "ops/edit_text.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::ops {
namespace {

std::string assignment(std::string_view text) {
  const auto read = read_assignment(text, "NAME=EXPR");
  return read ? read->path.text() + "|" + std::string(read->text) : "error";
}

std::string renames(std::string_view list) {
  const auto read = read_renames(list);
  if (!read) return "error";
  std::string text;
  for (const Rename& rename : *read)
    text += rename.to.text() + "<-" + rename.from.text() + ";";
  return text;
}

TEST_SUITE("ops/edit_text") {
  TEST_CASE("an assignment is divided at the first = outside quotes") {
    CHECK(assignment("a=.b == 1") == "a|.b == 1");
    CHECK(assignment("a.b=.c") == "a.b|.c");
    CHECK(assignment("\"a=b\"=1") == "\"a=b\"|1");
    CHECK(assignment("no name") == "error");
    CHECK(assignment(".=1") == "error");
  }

  TEST_CASE("renames are made at once, so names may be exchanged") {
    CHECK(renames("a=b,b=a") == "a<-b;b<-a;");
    CHECK(renames("a=a,c=b") == "c<-b;");
  }

  TEST_CASE("no field is named twice on one side, none lies within another one") {
    CHECK(renames("a=b,a=c") == "error");
    CHECK(renames("a=c,b=c") == "error");
    CHECK(renames("a=b,a.x=c") == "error");
  }

  TEST_CASE("a rename stays in its object if only the last name changes") {
    CHECK(stays_in_object((*read_renames("v.a=v.b"))[0]));
    CHECK_FALSE(stays_in_object((*read_renames("w.a=v.b"))[0]));
  }
}

}  // namespace
}  // namespace nd::ops
