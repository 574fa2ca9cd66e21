// ExpectedSources: which sources must arrive, and the bytes of input that each stands for, where
// they are known: the manifest of --expect, the days of --expect-days.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "group/partial_writer.h"

namespace nd::group {

class ExpectedSources {
 public:
  // Adds NDJSON records {"label","bytes"}, {"label"} or a label alone. kSystem if the file cannot
  // be read, kInput if it is no such manifest.
  [[nodiscard]] Status read(const std::string& path, io::Failure& failure);
  // Adds the days `FIRST..LAST`, both included, as labels. kUsage if it is no such range.
  [[nodiscard]] Status add_days(std::string_view range);

  // A source that has arrived in a set of partials. kInput if it is not expected, or was made of
  // other bytes than it should: its name is told. A source of several labels stands for the sum of
  // theirs.
  [[nodiscard]] Status check(const Provenance& source) const;
  // At the end: kInput that names what is missing, if any of the expected labels has not arrived.
  [[nodiscard]] Status check_all(const std::set<std::string>& arrived) const;

 private:
  std::map<std::string, std::optional<std::uint64_t>, std::less<>> bytes_;
};

}  // namespace nd::group
