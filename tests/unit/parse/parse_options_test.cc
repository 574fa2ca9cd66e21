#include "parse/parse_options.h"

#include <doctest/doctest.h>

#include "parse/parse.h"

using nd::parse::flat_name;
using nd::parse::format_of_name;
using nd::parse::nested_path;
using nd::parse::output_path;
using nd::parse::ParseFormat;

TEST_SUITE_BEGIN("parse/parse_options");

TEST_CASE("the first '=' outside quotes splits") {
  nd::parse::RenameOption rename;
  REQUIRE(parse_into("\"a=b\"=c", rename));
  CHECK(rename.to.segments == std::vector<std::string>{"a=b"});
  CHECK(rename.field == "c");
  nd::parse::TimeOption at;
  REQUIRE(parse_into("t=%Y=%m", at));
  CHECK(at.field == "t");
  CHECK(at.format.pattern == "%Y=%m");
  CHECK(parse_into("plain", rename).error().message ==
        "'plain' is not NEW=OLD, as in user=user_id");
  CHECK(!parse_into("=x", rename));
  CHECK(!parse_into("x=", rename));
}

TEST_CASE("types and times are known words") {
  nd::parse::TypeOption type;
  CHECK(parse_into("a=number", type).error().message ==
        "'number' is no type; there are int, float, string, bool and json");
  nd::parse::TimeOption at;
  CHECK(parse_into("a=seconds", at).error().message ==
        "'seconds' is no form of time; there are s, ms, us, ns, rfc3339 and patterns such as "
        "%d/%m/%Y");
  REQUIRE(parse_into("a=ms", at));
  CHECK(at.format.unit == nd::time::EpochUnit::kMillis);
}

TEST_CASE("a column's name may be a path's text") {
  CHECK(flat_name(".a") == "a");
  CHECK(flat_name("\"a b\"") == "a b");
  CHECK(flat_name("a b") == "a b");
  CHECK(flat_name("city.tier") == "city.tier");
}

TEST_CASE("the name of a field to write is a path, or itself") {
  CHECK(output_path("city.tier").segments == std::vector<std::string>{"city", "tier"});
  CHECK(output_path("\"city.tier\"").segments == std::vector<std::string>{"city.tier"});
  CHECK(output_path("a b.c").segments == std::vector<std::string>{"a b.c"});
}

TEST_CASE("--nest reads a name as a path, else divides it at its dots") {
  CHECK(nested_path("repo.name").segments == std::vector<std::string>{"repo", "name"});
  CHECK(nested_path("repo.\"full name\"").segments ==
        std::vector<std::string>{"repo", "full name"});
  CHECK(nested_path("user.first name").segments == std::vector<std::string>{"user", "first name"});
  CHECK(nested_path("a..b").segments == std::vector<std::string>{"a..b"});
  CHECK(nested_path("end.").segments == std::vector<std::string>{"end."});
  CHECK(nested_path(".").segments == std::vector<std::string>{"."});
  CHECK(nested_path("plain").segments == std::vector<std::string>{"plain"});
}

TEST_CASE("a file's name says its format, compressed or not") {
  CHECK(format_of_name("-") == ParseFormat::kNdjson);
  CHECK(format_of_name("a.ndjson") == ParseFormat::kNdjson);
  CHECK(format_of_name("a.json.gz") == ParseFormat::kJson);
  CHECK(format_of_name("x/a.csv") == ParseFormat::kCsv);
  CHECK(format_of_name("a.tsv.zst") == ParseFormat::kTsv);
  CHECK(format_of_name("A.CSV") == ParseFormat::kCsv);
  CHECK(format_of_name("a.Json.GZ") == ParseFormat::kJson);
  CHECK(format_of_name("a.logfmt") == ParseFormat::kLogfmt);
  CHECK(format_of_name("csv") == ParseFormat::kNdjson);
}

TEST_SUITE_END();
