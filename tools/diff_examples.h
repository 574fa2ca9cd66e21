// The examples of nddiff.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace nd::tools {

inline constexpr std::string_view kOld =
    R"({"figure":"F12","value":0.124,"claim":{"word":"+","value":0.124},"status":"ok"}
{"figure":"F13","value":0.75,"claim":{"word":"over","value":0.75},"status":"ok"}
{"figure":"F14","value":95000000,"status":"ok"}
)";
inline constexpr std::string_view kNew = R"({"figure":"F14","value":95030000,"status":"ok"}
{"figure":"F12","value":0.116,"claim":{"word":"+","value":0.116},"status":"ok"}
{"figure":"F16","value":8000000,"status":"ok"}
)";

inline std::vector<cli::Example> diff_examples() {
  return {
      {"What is new in this edition of the figures?",
       {{"old.ndjson", std::string(kOld)}, {"new.ndjson", std::string(kNew)}},
       "nddiff -k figure old.ndjson new.ndjson",
       R"({"figure":"F12","change":"changed","fields":{"value":[0.124,0.116],"claim":{"value":[0.124,0.116]}}}
{"figure":"F13","change":"removed","record":{"figure":"F13","value":0.75,"claim":{"word":"over","value":0.75},"status":"ok"}}
{"figure":"F14","change":"changed","fields":{"value":[95000000,95030000]}}
{"figure":"F16","change":"added","record":{"figure":"F16","value":8000000,"status":"ok"}}
)"},
      {"Only values that moved by more than 1 %.",
       {},
       "nddiff -k figure --only value --tolerance value=1% old.ndjson new.ndjson |\n"
       "  ndfilter '.change == \"changed\"'",
       R"({"figure":"F12","change":"changed","fields":{"value":[0.124,0.116]}}
)"},
      {"How many of each?",
       {},
       "nddiff -k figure old.ndjson new.ndjson | ndgroup -g change",
       R"({"change":"added","n":1}
{"change":"changed","n":2}
{"change":"removed","n":1}
)"},
      {"Two exports of a database, the second read from a pipe.",
       {{"monday.csv", "id,city,fans\n1,Harbin,120\n2,Guiyang,95\n"},
        {"tuesday.csv", "id,city,fans\n2,Guiyang,97\n1,Harbin,120\n"}},
       "ndparse --infer monday.csv -o monday.ndjson &&\n"
       "  ndparse --infer tuesday.csv | nddiff -k id monday.ndjson",
       R"({"id":2,"change":"changed","fields":{"fans":[95,97]}}
)"},
      {"A script that goes on only if the totals are as they were.",
       {},
       "nddiff -q -k figure --ignore status old.ndjson new.ndjson || echo 'they differ'",
       "they differ\n"}};
}

}  // namespace nd::tools
