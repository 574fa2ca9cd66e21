#include "stream/foreign_text.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using nd::stream::Place;

std::string clause(std::string_view text, std::size_t offset, Place place) {
  return nd::stream::foreign_text(text, {nd::ErrorKind::kInput, "x", offset}, place);
}

std::string first(std::string_view text) {
  return clause(text, 0, Place::kFirstRecord);
}

}  // namespace

TEST_SUITE_BEGIN("stream/foreign_text");

TEST_CASE("the first line tells another format") {
  CHECK(first("id,name") == "; if this is CSV, ndparse --from csv reads it");
  CHECK(first("\"id\",\"name\"") == "; if this is CSV, ndparse --from csv reads it");
  CHECK(first("1,2") == "; if this is CSV, ndparse --from csv reads it");
  CHECK(first("id;name") == "; if this is CSV, ndparse --from csv -d ';' reads it");
  CHECK(first("id\tname, first") == "; if this is TSV, ndparse --from tsv reads it");
  CHECK(first("ts=1 level=info msg=\"a,b\"") ==
        "; if this is logfmt, ndparse --from logfmt reads it");
  CHECK(first("<!DOCTYPE html>") == "; this is an HTML page, as a server sends with an error");
  CHECK(first("<html lang=en>") == "; this is an HTML page, as a server sends with an error");
  CHECK(first("<?xml version=\"1.0\"?>") == "; this is XML or HTML, not JSON");
  CHECK(first("\x1e{\"a\":1}") ==
        "; this is a JSON text sequence; tr -d '\\036' leaves its records");
  CHECK(first("id").empty());
  CHECK(clause("id,name", 0, Place::kRecord).empty());
  CHECK(clause("id,name", 0, Place::kElsewhere).empty());
  CHECK(clause("id,name", nd::Error::kNoOffset, Place::kFirstRecord).empty());
}

TEST_CASE("JSON over several lines, and an array of records") {
  const std::string several = "; if this is JSON over several lines, ndparse --from json reads it";
  CHECK(clause("{", 1, Place::kRecord) == several);
  CHECK(clause("[", 1, Place::kRecord) == several);
  CHECK(clause("[{\"a\":1},", 8, Place::kFirstRecord) == several);
  CHECK(clause("{\"a\": {", 7, Place::kFirstRecord) == several);
  CHECK(clause("{\"a\":1,", 7, Place::kRecord).empty());
  CHECK(clause("{", 1, Place::kJson).empty());
  CHECK(clause("[ {\"a\":1}]", nd::Error::kNoOffset, Place::kFirstRecord) ==
        "; ndparse --from json makes a record of each of its objects");
  CHECK(clause("[{}]", 0, Place::kFirstRecord) ==
        "; ndparse --from json makes a record of each of its objects");
  CHECK(nd::stream::is_array_of_objects("[\t{}]"));
  CHECK_FALSE(nd::stream::is_array_of_objects("[[{}]]"));
  CHECK_FALSE(nd::stream::is_array_of_objects("["));
}

TEST_CASE("what stands at the place of the error") {
  CHECK(clause("{\"x\":NaN}", 5, Place::kRecord) == "; NaN is no JSON, null stands for it");
  CHECK(clause("{\"x\":-Infinity}", 5, Place::kRecord) ==
        "; Infinity is no JSON, null stands for it");
  CHECK(clause("{\"x\":inf}", 5, Place::kRecord) == "; Infinity is no JSON, null stands for it");
  CHECK(clause("{\"x\":info}", 5, Place::kRecord).empty());
  CHECK(clause("{\"x\":None}", 5, Place::kJson) == "; None is Python's, JSON has null");
  CHECK(clause("{'x':1}", 1, Place::kRecord) == "; JSON has double quotes only");
  CHECK(clause("{} // x", 3, Place::kRecord) == "; JSON has no comments");
  CHECK(clause("{}\r {}", 4, Place::kRecord) ==
        "; tr '\\r' '\\n' turns lines that end with CR alone");
  CHECK(clause("{} {}", 3, Place::kRecord).empty());
}

TEST_SUITE_END();
