// PartialMixture: two kinds of partials met under one name, and the search for the words that tell
// how they differ. The words stand in source records, which end the parts: they may be still to
// come.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "group/partial_reader.h"
#include "group/partial_spec.h"

namespace nd::group {

class PartialMixture {
 public:
  struct Side {
    std::string identity;                // "$nd"
    std::string file;                    // where its first record came from
    std::optional<PartialSpec> spec;     // from its source record
    std::optional<PartialSpec> visible;  // from a record of a group
    bool has_source = false;             // its source record has come, with or without words
  };

  PartialMixture(std::string_view grouping, Side here, Side there)
      : grouping_(grouping), here_(std::move(here)), there_(std::move(there)) {}

  // Learns from a record that comes later.
  void learn(const PartialRecord& partial);
  // Whether nothing that may come can tell more.
  [[nodiscard]] bool is_known() const;
  // How the sides differ, as far as it is known. kBroken: to put the records of one side aside
  // would make the answer depend on the order.
  [[nodiscard]] Error error() const;

 private:
  std::string grouping_;
  Side here_;
  Side there_;
};

}  // namespace nd::group
