#include "compare/trend_notes.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

TEST_SUITE_BEGIN("compare/trend_notes");

std::vector<time::Period> periods(const std::vector<std::string_view>& texts) {
  std::vector<time::Period> made;
  for (const std::string_view text : texts)
    made.push_back(*time::Period::parse(text));
  return made;
}

std::string notes(const TrendOptions& options, const std::vector<std::string_view>& texts) {
  return trend_notes(options, periods(texts), texts.size());
}

TEST_CASE("nothing is said of whole periods with a baseline") {
  CHECK(notes({}, {}).empty());
  CHECK(notes({}, {"2024"}).empty());
  CHECK(notes({}, {"2024-02-28", "2024-02-29", "2024-03-01"}).empty());
}

TEST_CASE("half of the baseline lies before the last period, or not") {
  TrendOptions options{.method = stats::Method::kPoisson};
  CHECK(notes(options, {"2022", "2023"}) ==
        "nothing could be expected in any period: half of --baseline 5y lies before none of the 2 "
        "years with data; give a shorter one");
  CHECK(notes(options, {"2020", "2021", "2022", "2023"}).empty());
  options.baseline = BaselineSpan{2, time::PeriodKind::kYear};
  CHECK(notes(options, {"2022", "2023"}).empty());
  CHECK(notes(options, {"2022"}).find("2y lies before none of the 1 year with") !=
        std::string::npos);
}

TEST_CASE("more than a tenth of the periods are missing, or not") {
  CHECK(notes({}, {"2024-11", "2025-01"}) ==
        "1 of 3 months has no record and is taken as missing; if they are zeros, write them: "
        "ndgroup --fill month");
  CHECK(notes({}, {"2024-W51", "2025-W02"}) ==
        "2 of 4 weeks have no record and are taken as missing; if they are zeros, write them");
  const std::vector<std::string_view> nine_of_ten = {"2001", "2002", "2003", "2004", "2005",
                                                     "2006", "2007", "2008", "2010"};
  CHECK(notes({}, nine_of_ten).empty());
}

TEST_CASE("both notes are two lines") {
  const TrendOptions options{.method = stats::Method::kPoisson};
  const std::string all = notes(options, {"2020", "2024"});
  CHECK(all.starts_with("nothing could"));
  CHECK(all.find("\n3 of 5 years have") != std::string::npos);
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
