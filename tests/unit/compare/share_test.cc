#include "compare/share.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

std::string refused(const std::string& text) {
  Share share;
  const Status status = parse_into(text, share);
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().kind == ErrorKind::kUsage);
  return status.error().message;
}

TEST_SUITE_BEGIN("compare/share");

TEST_CASE("a share is written from 0 to 1 or as a percentage") {
  const auto share_of = [](const std::string& text) {
    Share share;
    REQUIRE(parse_into(text, share).has_value());
    return share.of_one;
  };
  CHECK(share_of("0") == 0);
  CHECK(share_of("0.9") == 0.9);
  CHECK(share_of("90%") == 0.9);
  CHECK(share_of("100%") == 1);
  CHECK(refused("90") == "'90' is not a share such as 0.9 or 90%; did you mean '90%'?");
  for (const char* text : {"-0.1", "101", "101%", "%", "", "x", "nan"})
    CHECK(refused(text) == "'" + std::string(text) + "' is not a share such as 0.9 or 90%");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
