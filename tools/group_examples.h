// The examples of ndgroup: its page tells them, and a test runs them.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace nd::tools {

inline std::vector<cli::Example> group_examples() {
  const std::string plays =
      "{\"day\":\"2024-07-01\",\"user\":\"a\",\"ms\":1500}\n{\"day\":\"2024-07-01\",\"user\":\"b\","
      "\"ms\":700}\n"
      "{\"day\":\"2024-07-02\",\"user\":\"a\",\"ms\":0.5}\n";
  const std::string videos =
      "{\"id\":1,\"topics\":[\"cats\",\"music\"]}\n{\"id\":2,\"topics\":[\"cats\"]}\n{\"id\":3}\n";
  const std::string hours =
      "{\"ms\":1722434400000}\n{\"ms\":1722434460000}\n{\"ms\":1722438000000}\n";
  return {
      {.comment = "Plays, users and watch time of each day.",
       .files = {{"plays.ndjson", plays}},
       .command = "ndgroup -g day -a n=count -a 'u=distinct(.user)' -a 'ms=sum(.ms)' plays.ndjson",
       .output = "{\"day\":\"2024-07-01\",\"n\":2,\"u\":2,\"ms\":2200}\n"
                 "{\"day\":\"2024-07-02\",\"n\":1,\"u\":1,\"ms\":0.5}\n"},
      {.comment = "In parts: each day's file is aggregated alone, then the states are merged.",
       .command = "ndgroup --partial -g user -a 'longest=max(.ms)' plays.ndjson | ndmerge",
       .output = "{\"user\":\"a\",\"longest\":1500}\n{\"user\":\"b\",\"longest\":700}\n"},
      {.comment = "Videos by topic, where a video has several: each counts in all of its topics, "
                  "and once in the total.",
       .files = {{"videos.ndjson", videos}},
       .command = "ndgroup -g 'topic=.topics[]?' -a videos=count --total videos.ndjson",
       .output = "{\"topic\":\"cats\",\"videos\":2}\n{\"topic\":\"music\",\"videos\":1}\n"
                 "{\"$total\":true,\"videos\":3}\n"},
      {.comment = "All days up to 4 July: those without records count 0.",
       .command = "ndgroup -g day -a n=count -a 'ms=mean(.ms)' --fill day --to 2024-07-04 "
                  "plays.ndjson",
       .output = "{\"day\":\"2024-07-01\",\"n\":2,\"ms\":1100}\n"
                 "{\"day\":\"2024-07-02\",\"n\":1,\"ms\":0.5}\n"
                 "{\"day\":\"2024-07-03\",\"n\":0,\"ms\":null}\n"
                 "{\"day\":\"2024-07-04\",\"n\":0,\"ms\":null}\n"},
      {.comment =
           "Plays by hour in Shanghai, where strftime would write UTC: with the day and the "
           "hour as two keys each day that has plays gets its 24 hours, of which the last four "
           "are shown.",
       .files = {{"times.ndjson", hours}},
       .command =
           "ndgroup --tz Asia/Shanghai -g 'day=(.ms|ms|day),hour=(.ms|ms|hour)' -a plays=count \\\n"
           "  --fill hour times.ndjson | tail -n 4",
       .output = "{\"day\":\"2024-07-31\",\"hour\":20,\"plays\":0}\n"
                 "{\"day\":\"2024-07-31\",\"hour\":21,\"plays\":0}\n"
                 "{\"day\":\"2024-07-31\",\"hour\":22,\"plays\":2}\n"
                 "{\"day\":\"2024-07-31\",\"hour\":23,\"plays\":1}\n"}};
}

}  // namespace nd::tools
