// Breaks: dated changes of definition, which no comparison should cross unseen.
//
// Belongs here: the file of --breaks, and which breaks lie between the days of two sides. Does not
// belong here: what is done about one (compare_periods.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/streams.h"
#include "json/field_path.h"
#include "time/civil.h"

namespace nd::compare {

class Breaks {
 public:
  // A line {"date":…,"metric":…,"note":…} and fields of groups. From the date on the new definition
  // holds.
  struct Break {
    time::Day date;
    std::string metric;  // a value, or a field that values are made of; empty: all
    std::vector<std::optional<std::string>> keys;  // encoded, by key; nullopt: all groups
    std::string note;
    std::string text;  // the record, as it came
  };

  // A value that is compared: its name, and the fields that it is made of.
  struct Metric {
    std::string name;
    std::vector<json::FieldPath> reads;
  };

  // Reads NDJSON. `keys`: where the groups' keys stand. kSystem, and kInput with the place in
  // `failure`.
  [[nodiscard]] Status read(const std::string& path, const std::vector<json::FieldPath>& keys,
                            io::Failure& failure);

  [[nodiscard]] bool empty() const { return breaks_.empty(); }
  // Those of the metric and group for which one of the days from first to last lies before, and
  // another not. key: the group's encoded values, of all keys but `without`.
  [[nodiscard]] std::vector<const Break*> between(time::Day first, time::Day last,
                                                  const Metric& metric, std::string_view key,
                                                  std::optional<std::size_t> without) const;
  // Those that are of no metric or no group that there is. groups: the encoded values of all keys.
  [[nodiscard]] std::vector<const Break*> unmet(const std::vector<Metric>& metrics,
                                                const std::vector<std::string_view>& groups) const;

 private:
  std::vector<Break> breaks_;  // in the order of the file
};

}  // namespace nd::compare
