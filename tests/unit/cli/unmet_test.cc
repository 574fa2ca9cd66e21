#include "cli/unmet.h"

#include <doctest/doctest.h>

namespace nd::cli {
namespace {

TEST_SUITE_BEGIN("cli/unmet");

TEST_CASE("the nearest field is named: spelled alike, cut short, or within another one") {
  const std::vector<std::string> names = {".city", ".city.tier", ".count", ".user_id"};
  CHECK(unmet_text({".cuont", names, ""}, {}) ==
        "no record has the field .cuont; the nearest is .count");
  CHECK(unmet_text({".user", names, ""}, {}) ==
        "no record has the field .user; the nearest is .user_id");
  CHECK(unmet_text({".tier", names, ""}, {}) ==
        "no record has the field .tier; the nearest is .city.tier");
  CHECK(unmet_text({".Count", names, "t.ndjson"}, {}) ==
        "no record of 't.ndjson' has the field .Count; the nearest is .count");
}

TEST_CASE("where none is near the nearest of all is named") {
  CHECK(unmet_text({".duration_ms", {".city", ".duration_s_of_play", ".type"}, ""}, {}) ==
        "no record has the field .duration_ms; the nearest is .duration_s_of_play");
}

TEST_CASE("what is bound to its name is named instead") {
  Bindings bindings;
  bindings.lets.emplace_back("day", ".time|day");
  bindings.arguments.emplace_back("town", "1");
  const std::vector<std::string> names = {".days"};
  CHECK(unmet_text({".day", names, ""}, bindings) ==
        "no record has the field .day; did you mean $day?");
  CHECK(unmet_text({".town", names, ""}, bindings) ==
        "no record has the field .town; did you mean $town?");
  CHECK(unmet_text({".day", names, "t.ndjson"}, bindings) ==
        "no record of 't.ndjson' has the field .day; the nearest is .days");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::cli
