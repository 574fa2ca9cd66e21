// BinTable: the periods of records as numbers, with the total that records say each has; at the end
// those with data, in the order of time.
//
// Belongs here: which bins there are, and what lies between them. Does not belong here: what was
// counted in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "json/value.h"
#include "key/key_table.h"
#include "stats/baseline.h"
#include "time/period.h"

namespace nd::compare {

class BinTable {
 public:
  // What a record says, before it is known to be good.
  struct Bin {
    std::optional<std::uint32_t> id{};  // if it was met before
    time::Period period{};
  };

  // kInput where it is no period, or one of another kind than those that were added.
  [[nodiscard]] Result<Bin> find(const json::Value& value, std::string_view column);
  // Its number.
  std::uint32_t add(const Bin& bin);
  // nullopt before the first one was added.
  [[nodiscard]] std::optional<time::PeriodKind> kind() const { return kind_; }

  void note_total(std::uint32_t id, std::uint64_t total);

  // Takes in the bins of another table: their numbers here. kInput where they are of another kind.
  [[nodiscard]] Result<std::vector<std::uint32_t>> absorb(const BinTable& other);

  [[nodiscard]] std::size_t size() const { return bins_.size(); }
  [[nodiscard]] time::Period period(std::uint32_t id) const { return bins_[id].period; }

  // The total of a bin. kInput where records said several.
  [[nodiscard]] Result<std::uint64_t> total(std::uint32_t id) const;

  // The numbers of bins in the order of time.
  [[nodiscard]] std::vector<std::uint32_t> in_order() const;

 private:
  struct Known {
    time::Period period;
    // Smallest and largest; equal if all records agree.
    std::uint64_t least_total = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t most_total = 0;
  };

  [[nodiscard]] Status check_kind(time::Period period) const;

  key::KeyTable ids_;  // by the text of the period
  std::vector<Known> bins_;
  std::optional<time::PeriodKind> kind_;
  // The bin of the last record: the next one's is often the same.
  std::string last_text_;
  std::uint32_t last_id_ = 0;
};

}  // namespace nd::compare
