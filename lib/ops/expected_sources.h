// ExpectedSources: the manifest of --expect: which sources must arrive, and the bytes of input that
// each stands for.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "ops/partial_writer.h"

namespace nd::ops {

class ExpectedSources {
 public:
  // Reads NDJSON records {"label","bytes"}. kSystem if the file cannot be read, kInput if it is no
  // such manifest.
  static Result<ExpectedSources> read(const std::string& path);

  // A source that has arrived in a set of partials. kInput if it is not expected, or was made of
  // other bytes than it should: its name is told. A source of several labels stands for the sum of
  // theirs.
  [[nodiscard]] Status check(const Provenance& source) const;
  // At the end: kInput that names what is missing, if any of the expected labels has not arrived.
  [[nodiscard]] Status check_all(const std::set<std::string>& arrived) const;

 private:
  std::map<std::string, std::uint64_t, std::less<>> bytes_;
};

}  // namespace nd::ops
