// The options and examples of ndtrend.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "compare/trend_options.h"

namespace nd::tools {

struct TrendArguments {
  std::vector<std::string> time;   // one
  std::vector<std::string> value;  // one
  std::vector<std::string> groups;
  std::vector<std::string> total;  // one, or none
  nd::compare::TrendOptions trend;
  bool quiet = false;
};

inline std::vector<cli::Option> trend_options(TrendArguments& to) {
  auto& trend = to.trend;
  std::vector<cli::Option> all = {
      {"-t, --time", "PERIOD", "the field with the period.", cli::list(to.time)},
      {"-v, --value", "VALUE", "the field with the count.", cli::list(to.value)},
      {"-g, --group", "KEY,…", "find the bursts of each group.", cli::list(to.groups)},
      {"--method", "METHOD", "by share of the total, or by count alone.",
       cli::choice(trend.method, nd::compare::method_words()), "kleinberg"},
      {"--total", "FIELD", "the field with the period's total.", cli::list(to.total),
       "sum of groups"},
      {"--baseline", "SPAN", "expect the mean of this time before, or of `all`.",
       cli::value(trend.baseline), "all; poisson 28d, 8w, 12m, 8q, 5y"},
      {"--season", "SEASON", "expect each day of the week at its own level.",
       cli::choice(trend.season, nd::compare::season_words()), "none"},
      {"--min-count", "N", "leave out bursts with a total below N.", cli::value(trend.least_count)},
      {"--score", "S", "leave out bursts with a score below S.", cli::value(trend.least_score),
       "6"},
      {"--fdr", "SHARE|P%",
       "leave out groups until at most this share of those reported is expected to be chance.",
       cli::value(trend.fdr)},
      {"--rise", "N", "call it a burst at N times what is expected.", cli::value(trend.rise),
       "kleinberg 2, poisson 1.5"},
      {"--gamma", "N",
       "kleinberg: the price of a burst, times ln of the number of periods; more gives fewer "
       "bursts.",
       cli::value(trend.gamma), "1"},
      {"--series", "", "write every period with its expectation and score.",
       cli::flag(trend.series)},
      {"-q, --quiet", "", "say nothing of missing periods and expectations.", cli::flag(to.quiet)}};
  all[0].required = all[1].required = true;
  return all;
}

inline constexpr std::string_view kMonths = R"({"month":"2024-01","topic":"fire","posts":4}
{"month":"2024-01","topic":"rest","posts":900}
{"month":"2024-02","topic":"fire","posts":5}
{"month":"2024-02","topic":"rest","posts":950}
{"month":"2024-03","topic":"fire","posts":3}
{"month":"2024-03","topic":"rest","posts":1000}
{"month":"2024-04","topic":"fire","posts":40}
{"month":"2024-04","topic":"rest","posts":1050}
{"month":"2024-05","topic":"fire","posts":60}
{"month":"2024-05","topic":"rest","posts":1100}
{"month":"2024-06","topic":"fire","posts":6}
{"month":"2024-06","topic":"rest","posts":1150}
{"month":"2024-07","topic":"fire","posts":4}
{"month":"2024-07","topic":"rest","posts":1200}
)";

// NOLINTNEXTLINE(readability-function-size): a list
inline std::vector<cli::Example> trend_examples() {
  return {
      {"A topic's share of each day's searches, from the log in one step. The log is made up: "
       "twelve "
       "searches a day, of which half are for a wildfire from 19 to 22 February.",
       {},
       R"(seq 0 479 |
  ndmap '{date: (1706745600000 + . * 7200000 | ms | day),
          title: (if . >= 216 and . < 264 and . % 2 == 0
                  then "贵州山火" else "other" end)}' > log.ndjson
ndgroup -g date -a all=count \
    -a 'n=count(.title|contains("贵州山火"))' log.ndjson |
  ndtrend -t date -v n --total all)",
       R"({"start":"2024-02-19","end":"2024-02-22","peak":"2024-02-19","peak_value":6,"total":24,"expected":2.4,"score":15.67}
)"},
      {"Posts on a topic by month: it is a burst while its share is doubled.",
       {{"months.ndjson", std::string(kMonths)}},
       "ndtrend -t month -v posts -g topic months.ndjson",
       R"({"topic":"fire","start":"2024-04","end":"2024-05","peak":"2024-05","peak_value":60,"total":100,"expected":36.7372,"score":17.22}
)"},
      {"By count alone, with every month shown: each against the mean of the three before.",
       {},
       "ndfilter '.topic == \"fire\"' months.ndjson |\n  ndtrend -t month -v posts --method "
       "poisson --baseline 3m --series",
       R"({"period":"2024-01","value":4,"expected":null,"score":null,"burst":false}
{"period":"2024-02","value":5,"expected":null,"score":null,"burst":false}
{"period":"2024-03","value":3,"expected":4.5,"score":0.08,"burst":false}
{"period":"2024-04","value":40,"expected":4,"score":25.52,"burst":true}
{"period":"2024-05","value":60,"expected":16,"score":16.49,"burst":true}
{"period":"2024-06","value":6,"expected":34.3333,"score":0,"burst":false}
{"period":"2024-07","value":4,"expected":35.3333,"score":0,"burst":false}
)"},
      {"Topics of a platform's videos, by their share of each day's plays. The totals are read "
       "too. The log lacks 3 September, which ends two bursts that begin anew after it.",
       {},
       R"(ndgen events > events.ndjson
ndgen videos > videos.ndjson
ndgroup --tz Asia/Shanghai -w '.type == "play"' \
    -g 'day=(.time_ms|ms|day)' -a all=count events.ndjson > days.ndjson
ndgroup --tz Asia/Shanghai -w '.type == "play"' --table videos=videos.ndjson:video_id \
    -g 'day=(.time_ms|ms|day),topic=$videos[.video_id].topic_ids[]?' -a n=count events.ndjson |
  ndjoin -k day --take all days.ndjson > topics.ndjson
ndtrend -t day -v n -g topic --total all topics.ndjson days.ndjson |
  ndtable -c topic,start,end,peak,peak_value,score)",
       R"(topic       start       end         peak        peak_value   score
----------  ----------  ----------  ----------  ----------  ------
t_daily     2024-01-01  2024-02-11  2024-01-01           2   25.88
t_erbin     2023-12-18  2024-02-14  2024-01-01          10  174.52
t_fire      2024-02-16  2024-03-01  2024-02-16           6   57.95
t_love      2024-04-20  2024-06-14  2024-04-20           4   67.33
t_paris     2024-07-26  2024-08-10  2024-07-26          27  266.81
t_square    2024-07-26  2024-09-02  2024-07-26           4   32.87
t_square    2024-09-04  2024-10-30  2024-09-08           2    8.22
t_tianshui  2024-03-01  2024-03-31  2024-03-01           1   16.15
t_wheat     2024-10-08  2024-12-17  2024-10-08           2   30.39
t_wukong    2024-08-16  2024-09-02  2024-08-18          13  138.02
t_wukong    2024-09-04  2024-10-04  2024-09-06           9   75.94
t_zibo      2023-03-05  2023-05-04  2023-03-05           4   76.92
)"},
      {"What was at least eight times the usual, and of that the three highest scores.",
       {},
       R"(ndtrend -t day -v n -g topic --total all --rise 8 topics.ndjson days.ndjson |
  ndtop -k score -n 3 | ndtable -c topic,start,end,peak_value,total,score)",
       R"(topic     start       end         peak_value  total   score
--------  ----------  ----------  ----------  -----  ------
t_paris   2024-07-26  2024-08-09          27    229   272.2
t_wukong  2024-08-16  2024-09-02          13    159  138.02
t_erbin   2024-01-01  2024-02-11          10    198  136.71
)"},
      {"What set in suddenly, known on the day itself; chance is held to one in a hundred.",
       {},
       R"(ndtrend -t day -v n -g topic --total all --method poisson --fdr 0.01 \
    topics.ndjson days.ndjson |
  ndtable -c topic,start,end,peak,peak_value,score)",
       R"(topic     start       end         peak        peak_value  score
--------  ----------  ----------  ----------  ----------  -----
t_erbin   2023-12-18  2023-12-19  2023-12-18           9  14.96
t_paris   2024-07-26  2024-07-31  2024-07-26          27   83.9
t_wukong  2024-08-16  2024-08-18  2024-08-18          13   29.3
)"}};
}

}  // namespace nd::tools
