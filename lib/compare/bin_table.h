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
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/value.h"
#include "key/key_table.h"
#include "key/short_key.h"
#include "stats/baseline.h"
#include "time/period.h"

namespace nd::compare {

class BinTable {
 public:
  // Of a bin that has no number, or whose number only add() finds.
  static constexpr std::uint32_t kUnmet = std::numeric_limits<std::uint32_t>::max();

  // The number of a bin that was met before; kUnmet for any other, and for some of those.
  [[nodiscard]] std::uint32_t find(const json::Value& value);
  // kInput where it is no period, or one of another kind than those that were added.
  [[nodiscard]] Result<time::Period> read(const json::Value& value, std::string_view column) const;
  // Its number.
  std::uint32_t add(time::Period period);
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
    key::ShortKey text;
    // Smallest and largest; equal if all records agree.
    std::uint64_t least_total = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t most_total = 0;
  };

  [[nodiscard]] Status check_kind(time::Period period) const;
  [[nodiscard]] bool is_text_of(std::size_t id, const key::ShortKey& text) const {
    const key::ShortKey& other = bins_[id].text;
    return text.words[0] == other.words[0] && text.words[1] == other.words[1];
  }

  key::KeyTable ids_;  // by the text of the period
  std::vector<Known> bins_;
  std::optional<time::PeriodKind> kind_;
  std::uint32_t last_ = 0;  // found
};

}  // namespace nd::compare
