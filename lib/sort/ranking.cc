// A heap of N records for each group, the worst on top: a record that is no better than it is
// turned away by one comparison. log N moves for one that enters; a sort of N at the end.
#include "sort/ranking.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "base/number.h"
#include "base/padded_view.h"
#include "columns/key_columns.h"
#include "json/patch.h"
#include "json/writer.h"

namespace nd::sort {
namespace {

std::vector<json::FieldPath> rest_paths(const RankingOptions& options) {
  if (!options.rest) return {};
  std::vector<json::FieldPath> paths = options.groups;
  paths.push_back(*options.rest);
  paths.push_back(options.value);
  if (options.share) paths.push_back(*options.share);
  return paths;
}

}  // namespace

Ranking::Ranking(RankingOptions options)
    : options_(std::move(options)), rest_(rest_paths(options_)) {}

// Puts the value's key into key_; false if the value is never ranked.
Result<bool> Ranking::encode(const json::Value& value) {
  if (columns::counts_as_null(value)) return false;
  if (sums() && !value.is_number()) {
    return input_error("only numbers can be added up for {}, not a value of type {}",
                       options_.share ? "--share" : "--rest", json::type_name(value));
  }
  const auto direction = options_.order == RankOrder::kLargestFirst ? key::Direction::kDescending
                                                                    : key::Direction::kAscending;
  ND_TRY(encoder_.append(key_, value, direction));
  return true;
}

void Ranking::add_group() {
  cutoffs_.push_back(std::numeric_limits<std::uint64_t>::max());
  groups_.emplace_back();
  if (sums()) totals_.emplace_back();
}

Status Ranking::add_up(std::uint32_t id, const json::Value& value) {
  ND_TRY(totals_[id].sum.add(value, sums_));
  ++totals_[id].count;
  return {};
}

void Ranking::enter(std::uint32_t id, std::string_view text) {
  Group& group = groups_[id];
  options_.ties == Ties::kCut ? enter_cut(group, text) : enter_keep(group, text);
  if (group.best.size() >= options_.limit) cutoffs_[id] = key_prefix(group.best.front().key, 0);
}

void Ranking::enter_cut(Group& group, std::string_view text) {
  auto& best = group.best;
  if (best.size() < options_.limit) {
    best.push_back({std::string(key_.view()), std::string(text)});
    std::push_heap(best.begin(), best.end(), better);
    return;
  }
  const Item& worst = best.front();
  if (key_.view() == worst.key && text >= worst.text) return;
  std::pop_heap(best.begin(), best.end(), better);
  // The strings of the one that leaves take the new one: no allocation once they are large enough.
  best.back().key.assign(key_.view());
  best.back().text.assign(text);
  std::push_heap(best.begin(), best.end(), better);
}

void Ranking::absorb(const Ranking& other) {
  const auto keys = other.table_.keys();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::uint32_t id = table_.find_or_insert(keys[i]).id;
    if (id == cutoffs_.size()) add_group();
    if (sums()) {
      totals_[id].count += other.totals_[i].count;
      totals_[id].sum.merge(other.totals_[i].sum, sums_);
    }
    for (const Item& item : other.groups_[i].best) {
      key_.clear();
      key_.append(item.key);
      if (may_enter(groups_[id])) enter(id, item.text);
    }
  }
}

namespace {

// How many items of the heap have the key of the one at `at`: they hang together below it.
template <class Item>
std::size_t count_equal(const std::vector<Item>& heap, std::string_view key, std::size_t at = 0) {
  std::size_t count = 0;
  std::vector<std::size_t> open{at};
  while (!open.empty()) {
    const std::size_t i = open.back();
    open.pop_back();
    if (i >= heap.size() || heap[i].key != key) continue;
    ++count;
    open.push_back(2 * i + 1);
    open.push_back(2 * i + 2);
  }
  return count;
}

}  // namespace

void Ranking::enter_keep(Group& group, std::string_view text) {
  auto& best = group.best;
  const std::string worst = best.empty() ? std::string() : best.front().key;
  const int order = key_.view().compare(worst);
  const bool first = best.empty();
  best.push_back({std::string(key_.view()), std::string(text)});
  std::push_heap(best.begin(), best.end(), better);
  if (first || order > 0) {
    group.tied = 1;
  } else if (order == 0) {
    ++group.tied;
  }
  // All that have the worst value leave together, as soon as N better ones are there.
  if (best.size() - group.tied < options_.limit) return;
  for (; group.tied > 0; --group.tied) {
    std::pop_heap(best.begin(), best.end(), better);
    best.pop_back();
  }
  group.tied = count_equal(best, best.front().key);
}

Result<agg::ExactSum> Ranking::sum_of(const Item& item) {
  std::string ascending = item.key;
  if (options_.order == RankOrder::kLargestFirst) {
    for (char& byte : ascending)
      byte = static_cast<char>(~byte);
  }
  Arena arena;
  agg::ExactSum sum;
  ND_TRY(sum.add(key::KeyDecoder(ascending, arena).next(), sums_));
  return sum;
}

void Ranking::append_share(std::string& out, const agg::Rational& part, std::uint32_t id) const {
  const agg::Rational total = totals_[id].sum.rational();
  if (total.is_zero()) {
    out.append("null");
    return;
  }
  Arena text(256);
  json::append_value(out, agg::number_of(part / total, text));
}

Status Ranking::write_item(io::Output& out, const Item& item, std::size_t rank, std::uint32_t id) {
  if (!options_.rank && !options_.share) return out.record(item.text);
  std::string text = item.text;
  const auto add = [&](const json::FieldPath& path, std::string_view value) -> Status {
    const PaddedString line(text);
    text.clear();
    return json::append_with_field(text, line.view(), path, value);
  };
  std::string value;
  if (options_.rank) {
    append_uint(value, rank);
    ND_TRY(add(*options_.rank, value));
  }
  if (options_.share) {
    value.clear();
    append_share(value, ND_TRY(sum_of(item)).rational(), id);
    ND_TRY(add(*options_.share, value));
  }
  return out.record(text);
}

// {GROUP..., REST: how many were left out, VALUE: their sum, SHARE: of the total}
Status Ranking::write_rest(io::Output& out, std::string_view key, std::uint32_t id) {
  agg::ExactSum kept;
  for (const Item& item : groups_[id].best)
    kept.merge(ND_TRY(sum_of(item)), sums_);
  const agg::Rational rest = totals_[id].sum.rational() - kept.rational();
  Arena arena;
  std::vector<json::Value> keys;
  key::KeyDecoder decoder(key, arena);
  while (!decoder.done())
    keys.push_back(decoder.next());
  std::string& text = out.buffer();
  text.push_back('{');
  for (const auto& field : rest_.fields()) {
    text.append(field.before);
    if (field.path < keys.size()) {
      json::append_canonical(text, keys[field.path]);
    } else if (field.path == keys.size()) {
      append_uint(text, totals_[id].count - groups_[id].best.size());
    } else if (field.path == keys.size() + 1) {
      json::append_value(text, agg::number_of(rest, arena));
    } else {
      append_share(text, rest, id);
    }
  }
  text.append(rest_.after()).push_back('}');
  return out.end_record();
}

Status Ranking::write_group(io::Output& out, std::string_view key, std::uint32_t id) {
  auto& best = groups_[id].best;
  std::sort_heap(best.begin(), best.end(), better);
  std::size_t rank = 1;
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (i > 0 && best[i].key != best[i - 1].key) rank = i + 1;
    ND_TRY(write_item(out, best[i], rank, id));
  }
  if (!options_.rest || totals_[id].count == best.size()) return {};
  return write_rest(out, key, id);
}

Status Ranking::write(io::Output& out) {
  const auto keys = table_.keys();
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  for (const std::uint32_t id : order)
    ND_TRY(write_group(out, keys[id], id));
  return {};
}

}  // namespace nd::sort
