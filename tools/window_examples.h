// The examples of ndwindow: its page tells them, and a test runs them.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace nd::tools {

// NOLINTNEXTLINE(readability-function-size): a list
inline std::vector<cli::Example> window_examples() {
  const std::string days =
      "{\"video\":\"v1\",\"day\":\"2024-07-01\",\"plays\":100}\n"
      "{\"video\":\"v1\",\"day\":\"2024-07-02\",\"plays\":160}\n"
      "{\"video\":\"v2\",\"day\":\"2024-07-02\",\"plays\":7}\n"
      "{\"video\":\"v1\",\"day\":\"2024-07-09\",\"plays\":40}\n";
  const std::string visits =
      "{\"user\":\"a\",\"at\":\"2024-07-01T20:00:00Z\"}\n"
      "{\"user\":\"a\",\"at\":\"2024-07-01T20:25:00Z\"}\n"
      "{\"user\":\"b\",\"at\":\"2024-07-01T20:31:00Z\"}\n"
      "{\"user\":\"a\",\"at\":\"2024-08-15T09:00:00Z\"}\n";
  const std::string plays =
      "{\"user\":\"a\",\"day\":\"2024-07-01\"}\n"
      "{\"user\":\"b\",\"day\":\"2024-07-01\"}\n"
      "{\"user\":\"c\",\"day\":\"2024-07-02\"}\n"
      "{\"user\":\"a\",\"day\":\"2024-07-02\"}\n";
  const std::string cities =
      "{\"author\":\"x\",\"day\":\"2024-01-01\",\"city\":\"杭州\"}\n"
      "{\"author\":\"y\",\"day\":\"2024-01-01\",\"city\":\"成都\"}\n"
      "{\"author\":\"x\",\"day\":\"2024-01-02\",\"city\":\"杭州\"}\n"
      "{\"author\":\"x\",\"day\":\"2024-01-03\",\"city\":\"上海\"}\n";
  return {
      {.comment = "For each video the plays of its previous record, and the difference.",
       .files = {{"days.ndjson", days}},
       .command = "ndwindow -g video -a 'before=lag(.plays),up=delta(.plays)' days.ndjson",
       .output =
           "{\"video\":\"v1\",\"day\":\"2024-07-01\",\"plays\":100,\"before\":null,\"up\":null}\n"
           "{\"video\":\"v1\",\"day\":\"2024-07-02\",\"plays\":160,\"before\":100,\"up\":60}\n"
           "{\"video\":\"v2\",\"day\":\"2024-07-02\",\"plays\":7,\"before\":null,\"up\":null}\n"
           "{\"video\":\"v1\",\"day\":\"2024-07-09\",\"plays\":40,\"before\":160,\"up\":-120}\n"},
      {.comment = "The mean of the last seven days; that of 9 July covers 3 to 9 July.",
       .command = "ndwindow -g video -t day -a 'week=rolling(mean(.plays); 7d)' days.ndjson",
       .output = "{\"video\":\"v1\",\"day\":\"2024-07-01\",\"plays\":100,\"week\":100}\n"
                 "{\"video\":\"v1\",\"day\":\"2024-07-02\",\"plays\":160,\"week\":130}\n"
                 "{\"video\":\"v2\",\"day\":\"2024-07-02\",\"plays\":7,\"week\":7}\n"
                 "{\"video\":\"v1\",\"day\":\"2024-07-09\",\"plays\":40,\"week\":40}\n"},
      {.comment = "Events by visit, which ends where nothing happens for half an hour.",
       .files = {{"events.ndjson", visits}},
       .command = "ndwindow -g user -t at -a 'visit=session(30m)' events.ndjson |\n"
                  "  ndgroup -g user,visit -a events=count",
       .output = "{\"user\":\"a\",\"visit\":1,\"events\":2}\n"
                 "{\"user\":\"a\",\"visit\":2,\"events\":1}\n"
                 "{\"user\":\"b\",\"visit\":1,\"events\":1}\n"},
      {.comment = "The seconds since the user's previous event.",
       .command = "ndwindow -g user -t at -a 'since=delta(.at|fromdate)' --having '.since != null' "
                  "events.ndjson",
       .output = "{\"user\":\"a\",\"at\":\"2024-07-01T20:25:00Z\",\"since\":1500}\n"
                 "{\"user\":\"a\",\"at\":\"2024-08-15T09:00:00Z\",\"since\":3846900}\n"},
      {.comment =
           "The different users of the last seven days, for each day. A record sees only those "
           "before it, also of its own day: the full number is the largest of the day, "
           "max(.u7); last(.u7; .day) would take the smallest, for the days are equal.",
       .files = {{"plays.ndjson", plays}},
       .command = "ndwindow -t day -a 'u7=rolling(distinct(.user); 7d)' plays.ndjson |\n"
                  "  ndgroup -g day -a 'u7=max(.u7)'",
       .output = "{\"day\":\"2024-07-01\",\"u7\":2}\n"
                 "{\"day\":\"2024-07-02\",\"u7\":3}\n"},
      {.comment = "Who came back after more than 28 days.",
       .command = "ndwindow -g user -a 'last=lag(.at)' \\\n"
                  "  --having '.last != null and (.at|fromdate) - (.last|fromdate) > 28*86400' "
                  "events.ndjson",
       .output = "{\"user\":\"a\",\"at\":\"2024-08-15T09:00:00Z\",\"last\":"
                 "\"2024-07-01T20:25:00Z\"}\n"},
      {.comment = "Of a daily list what changed, and what it was before.",
       .files = {{"cities.ndjson", cities}},
       .command = "ndwindow -g author -a 'new=changed(.city),was=lag(.city)' --having .new "
                  "cities.ndjson",
       .output =
           "{\"author\":\"x\",\"day\":\"2024-01-01\",\"city\":\"杭州\",\"new\":true,\"was\":null}\n"
           "{\"author\":\"y\",\"day\":\"2024-01-01\",\"city\":\"成都\",\"new\":true,\"was\":null}\n"
           "{\"author\":\"x\",\"day\":\"2024-01-03\",\"city\":\"上海\",\"new\":true,\"was\":"
           "\"杭州\"}\n"}};
}

}  // namespace nd::tools
