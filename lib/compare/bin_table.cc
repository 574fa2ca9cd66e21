#include "compare/bin_table.h"

#include <algorithm>
#include <string>

#include "base/check.h"
#include "base/wording.h"
#include "compare/record_values.h"

namespace nd::compare {

Status BinTable::check_kind(time::Period period) const {
  return kind_ ? check_one_kind(period, *kind_) : Status();
}

std::uint32_t BinTable::find(const json::Value& value) {
  key::ShortKey text;
  if (!value.is_string() || !key::encode_short(value.text(), text)) return kUnmet;
  // The bin of a record is often that of the last one, or the one that was met after it.
  if (last_ < bins_.size() && is_text_of(last_, text)) [[likely]]
    return last_;
  const std::size_t next = last_ + std::size_t{1};
  if (next < bins_.size() && is_text_of(next, text)) return ++last_;
  const auto id = ids_.find(ids_.probe(text));
  if (!id) return kUnmet;
  last_ = *id;
  return *id;
}

Result<time::Period> BinTable::read(const json::Value& value, std::string_view column) const {
  const time::Period period = ND_TRY(period_of(value, column));
  ND_TRY(check_kind(period));
  return period;
}

std::uint32_t BinTable::add(time::Period period) {
  kind_ = period.kind();
  const std::string text = period.text();
  // Lies in one page.
  alignas(16) char copy[16] = {};
  ND_CHECK(text.size() <= key::kShortText);
  text.copy(copy, text.size());
  key::ShortKey key;
  ND_CHECK(key::encode_short({copy, text.size()}, key));
  const auto found = ids_.find_or_insert(ids_.probe(key));
  if (found.inserted) bins_.push_back({period, key});
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
    const std::uint32_t id = add(bin.period);
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
