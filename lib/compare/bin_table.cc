#include "compare/bin_table.h"

#include <algorithm>

#include "base/wording.h"
#include "compare/record_values.h"

namespace nd::compare {

Status BinTable::check_kind(time::Period period) const {
  if (!kind_ || period.kind() == *kind_) return {};
  return input_error("the period {} is a {}, the first record's was a {}", in_quotes(period.text()),
                     time::name_of(period.kind()), time::name_of(*kind_));
}

Result<BinTable::Bin> BinTable::find(const json::Value& value, std::string_view column) {
  if (value.is_string()) [[likely]] {
    if (!last_text_.empty() && value.text() == last_text_)
      return Bin{last_id_, bins_[last_id_].period};
    if (const auto id = ids_.find(value.text())) {
      last_text_ = value.text();
      last_id_ = *id;
      return Bin{*id, bins_[*id].period};
    }
  }
  const time::Period period = ND_TRY(period_of(value, column));
  ND_TRY(check_kind(period));
  return Bin{std::nullopt, period};
}

std::uint32_t BinTable::add(const Bin& bin) {
  if (bin.id) return *bin.id;
  kind_ = bin.period.kind();
  const auto found = ids_.find_or_insert(bin.period.text());
  if (found.inserted) bins_.push_back({bin.period});
  return found.id;
}

void BinTable::note_total(std::uint32_t id, std::uint64_t total) {
  Known& bin = bins_[id];
  bin.least_total = std::min(bin.least_total, total);
  bin.most_total = std::max(bin.most_total, total);
}

Result<std::vector<std::uint32_t>> BinTable::absorb(const BinTable& other) {
  std::vector<std::uint32_t> ids;
  for (const Known& bin : other.bins_) {
    ND_TRY(check_kind(bin.period));
    const std::uint32_t id = add({std::nullopt, bin.period});
    ids.push_back(id);
    note_total(id, bin.least_total);
    bins_[id].most_total = std::max(bins_[id].most_total, bin.most_total);
  }
  return ids;
}

Result<std::uint64_t> BinTable::total(std::uint32_t id) const {
  const Known& bin = bins_[id];
  if (bin.least_total == bin.most_total) return bin.most_total;
  return input_error("records of the period {} say that its total is {}, and {}", bin.period.text(),
                     bin.least_total, bin.most_total);
}

std::vector<std::uint32_t> BinTable::in_order() const {
  std::vector<std::uint32_t> order(bins_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return bins_[a].period < bins_[b].period; });
  return order;
}

}  // namespace nd::compare
