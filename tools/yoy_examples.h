// The examples of ndyoy's manual page.
#pragma once

#include <vector>

#include "cli/command.h"

namespace nd::tools::yoy {

inline cli::Example years_example() {
  return {
      "Three years of different length in which nothing grows, by total and by day of the week.",
      {},
      R"(seq 0 1095 | ndmap '{day: (1672531200 + . * 86400 | todate | .[:10])}' |
  ndmap --set 'n=if (.day|weekday) > 5 then 170 else 100 end' >days.ndjson
ndyoy -t day -v n --by year --sum n --from 2024 --basis total days.ndjson |
  ndmap '{period, cur, prev, pct}'
ndyoy -t day -v n --by year --sum n --from 2024 --align weekday days.ndjson |
  ndmap '{period, cur, prev, pct}')",
      R"({"period":"2024","cur":43880,"prev":43850,"pct":0.0006841505131128849}
{"period":"2025","cur":43780,"prev":43880,"pct":-0.0022789425706472195}
{"period":"2024","cur":119.89071038251366,"prev":119.89071038251366,"pct":0}
{"period":"2025","cur":119.94520547945206,"prev":119.94520547945206,"pct":0}
)"};
}

// A year by month of a number that days do not share, of shares, and of records by quarter.
inline std::vector<cli::Example> coarse_examples() {
  return {
      {"How many different people came in a month is no amount that its days share: --basis total.",
       {{"users.ndjson",
         R"({"month":"2023-02","users":2800,"premium":0.21}
{"month":"2024-02","users":2900,"premium":0.24}
)"}},
       "ndyoy -t month -v users --basis total --from 2024 users.ndjson",
       R"({"period":"2024-02","metric":"users","cur":2900,"prev":2800,"delta":100,"pct":0.03571428571428571,"basis":"total","days_cur":29,"days_prev":28,"expected_cur":29,"expected_prev":28,"state":"ok"}
)"},
      {"A share of them, in percentage points: from 21 % to 24 % is 0.03.",
       {},
       "ndyoy -t month -v premium --points --from 2024 users.ndjson",
       R"({"period":"2024-02","metric":"premium","cur":0.24,"prev":0.21,"delta":0.03,"pct":0.03,"unit":"points","basis":"daily","days_cur":29,"days_prev":28,"expected_cur":29,"expected_prev":28,"state":"ok"}
)"},
      {"A quarter against the one before, read as a table.",
       {{"quarters.ndjson",
         R"({"q":"2024-Q1","city":"x","pushes":9100}
{"q":"2024-Q2","city":"x","pushes":10010}
{"q":"2024-Q1","city":"y","pushes":4550}
{"q":"2024-Q2","city":"y","pushes":3640}
)"}},
       R"(ndyoy -t q -v pushes -g city --lag 1q --from 2024-Q2 quarters.ndjson |
  ndtable -c city,period,cur,prev,pct,state --pct pct --digits 1)",
       R"(city  period   cur  prev     pct  state
----  -------  ---  ----  ------  -----
x     2024-Q2  110   100   10.0%  ok
y     2024-Q2   40    50  -20.0%  ok
)"}};
}

inline cli::Example moving_example() {
  return {"The mean of seven days, of the day that ends them against that of a week before.",
          {},
          R"(seq 0 20 | ndmap '{day: (1717200000 + . * 86400 | todate | .[:10]), n: (100 + .)}' |
  ndyoy -t day -v n --moving 7d --lag 1w --from 2024-06-20 |
  ndmap '{period, cur, prev, pct, state}')",
          R"({"period":"2024-06-20","cur":116,"prev":109,"pct":0.06422018348623854,"state":"ok"}
{"period":"2024-06-21","cur":117,"prev":110,"pct":0.06363636363636363,"state":"ok"}
)"};
}

// NOLINTNEXTLINE(readability-function-size): a list
inline std::vector<cli::Example> examples() {
  std::vector<cli::Example> all = coarse_examples();
  all.push_back(moving_example());
  const std::vector<cli::Example> more = {
      {"Daily plays in July, against July of last year.",
       {{"months.ndjson",
         R"({"month":"2023-07","plays":7750}
{"month":"2024-07","plays":8711}
)"}},
       "ndyoy -t month -v plays --from 2024-07 months.ndjson",
       R"({"period":"2024-07","metric":"plays","cur":281,"prev":250,"delta":31,"pct":0.124,"basis":"daily","days_cur":31,"days_prev":31,"expected_cur":31,"expected_prev":31,"state":"ok"}
)"},
      {"By year: one month is too little for a percentage.",
       {},
       "ndyoy -t month -v plays --by year --sum plays --matched months.ndjson",
       R"({"period":"2024","metric":"plays","cur":281,"prev":250,"delta":31,"pct":null,"basis":"daily","days_cur":31,"days_prev":31,"expected_cur":366,"expected_prev":365,"state":"partial"}
)"},
      {"How many people came, from the states of days: one who came on both days counts once.",
       {{"visits.ndjson",
         R"({"day":"2023-07-01","city":"x","user":1,"like":true}
{"day":"2023-07-02","city":"x","user":1}
{"day":"2023-07-02","city":"y","user":2}
{"day":"2024-07-01","city":"x","user":3,"like":true}
{"day":"2024-07-02","city":"y","user":4}
{"day":"2024-07-02","city":"y","user":5}
)"}},
       "ndgroup --partial -g day,city -a 'users=distinct(.user)' -a 'liked=share(.like)' -o "
       "visits.part "
       "visits.ndjson\n"
       "ndyoy -t day -v users --by month --from 2024-07 --min-coverage 0 visits.part",
       R"({"period":"2024-07","metric":"users","cur":3,"prev":2,"delta":1,"pct":0.5,"basis":"total","days_cur":2,"days_prev":2,"expected_cur":31,"expected_prev":31,"state":"ok"}
)"},
      {"The rate rises in both cities and falls overall: plays moved to the city with the low "
       "rate.",
       {{"likes.ndjson",
         R"({"year":2023,"city":"x","likes":10,"plays":100}
{"year":2023,"city":"y","likes":90,"plays":300}
{"year":2024,"city":"x","likes":36,"plays":300}
{"year":2024,"city":"y","likes":31,"plays":100}
)"}},
       "ndyoy -t year -v rate=likes/plays -g city --mix city --from 2024 likes.ndjson",
       R"({"period":"2024","metric":"rate","cur":0.1675,"prev":0.25,"delta":-0.0825,"pct":-0.33,"basis":"total","days_cur":366,"days_prev":365,"expected_cur":366,"expected_prev":365,"state":"ok","within":0.0125,"mix":-0.1,"interaction":0.005,"simpson":true}
)"},
      {"The parts of the cities in that change sum to it.",
       {},
       R"(ndyoy -t year -v rate=likes/plays -g city --mix city --by-segment --from 2024 likes.ndjson |
  ndmap '{city, delta, within, mix, interaction}')",
       R"({"city":null,"delta":-0.0825,"within":0.0125,"mix":-0.1,"interaction":0.005}
{"city":"x","delta":0.02,"within":0.005,"mix":-0.075,"interaction":0.01}
{"city":"y","delta":0.01,"within":0.0075,"mix":-0.025,"interaction":-0.005}
)"},
      {"A change of definition lies between; the record says so.",
       {{"breaks.ndjson", R"({"date":"2024-03-01","metric":"plays","note":"new counter"}
)"}},
       "ndyoy -t month -v plays --from 2024-07 --breaks breaks.ndjson --across-breaks "
       "months.ndjson",
       R"({"period":"2024-07","metric":"plays","cur":281,"prev":250,"delta":31,"pct":0.124,"basis":"daily","days_cur":31,"days_prev":31,"expected_cur":31,"expected_prev":31,"state":"ok","breaks":[{"date":"2024-03-01","metric":"plays","note":"new counter"}]}
)"},
      years_example()};
  all.insert(all.begin(), more.begin(), more.end());
  return all;
}

}  // namespace nd::tools::yoy
