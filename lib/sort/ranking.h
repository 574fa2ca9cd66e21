// Ranking: the N best of the records that are offered, for each group, and what the rest of them
// adds up to.
//
// Belongs here: what is kept and how it leaves. Does not belong here: where values and groups come
// from (top_n.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agg/exact_sum.h"
#include "base/arena.h"
#include "base/result.h"
#include "io/output.h"
#include "json/field_path.h"
#include "json/object_layout.h"
#include "json/value.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "key/key_table.h"
#include "sort/sort_buffer.h"

namespace nd::sort {

enum class Ties {
  kCut,   // N records, whatever the value of the next one
  kKeep,  // also every record whose value is that of the Nth
};

enum class RankOrder { kLargestFirst, kSmallestFirst };

struct RankingOptions {
  static constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t limit = 10;
  Ties ties = Ties::kCut;
  RankOrder order = RankOrder::kLargestFirst;
  // Fields that are added, where they are wanted.
  std::optional<json::FieldPath> rank;   // 1, 2, 2, 4
  std::optional<json::FieldPath> share;  // of the group's total
  std::optional<json::FieldPath> rest;   // of the record that sums what was left out: how many
  // Where the record of the rest has the sum, and the group's keys.
  json::FieldPath value;
  std::vector<json::FieldPath> groups;
};

// The order of records in a group is that of their values, then that of their bytes: the answer
// does not depend on the order in which they are offered. Memory: N records for each group, plus
// ties that are kept.
class Ranking {
 public:
  explicit Ranking(RankingOptions options);

  // Offers a record; null and what JSON cannot hold is never among the best. `text()` gives the
  // record, it is called only if the record may be among them. kInput: the value cannot be ranked;
  // the ranking is then as it was before. `group`: the encoded keys, ascending; empty where there
  // are none.
  template <class Text>
  [[nodiscard]] Status offer(std::string_view group, const json::Value& value, Text&& text) {
    key_.clear();
    if (!ND_TRY(encode(value))) return {};
    const std::uint32_t id = table_.find_or_insert(group).id;
    if (id == cutoffs_.size()) [[unlikely]]
      add_group();
    if (sums()) ND_TRY(add_up(id, value));
    // Most records end here, having touched one word of their group.
    if (key_prefix(key_.view(), 0) > cutoffs_[id]) [[likely]]
      return {};
    if (may_enter(groups_[id])) enter(id, text());
    return {};
  }

  // An empty ranking of the same kind.
  [[nodiscard]] Ranking fork() const { return Ranking(options_); }
  // Offers what was offered to the other one.
  void absorb(const Ranking& other);

  // Writes the groups in the order of their keys, the best first.
  [[nodiscard]] Status write(io::Output& out);

 private:
  struct Item {
    std::string key;  // the encoded value: the better, the smaller
    std::string text;
  };
  struct Group {
    std::vector<Item> best;  // a heap, the worst on top
    std::size_t tied = 0;    // kKeep: how many have the key of the worst
  };
  // Of all that were offered to a group.
  struct Total {
    std::uint64_t count = 0;
    agg::ExactSum sum;
  };

  // Of two records the better one is the smaller.
  static bool better(const Item& a, const Item& b) {
    const int order = a.key.compare(b.key);
    return order != 0 ? order < 0 : a.text < b.text;
  }

  [[nodiscard]] bool sums() const { return options_.share || options_.rest; }
  [[nodiscard]] Result<bool> encode(const json::Value& value);
  void add_group();
  [[nodiscard]] Status add_up(std::uint32_t id, const json::Value& value);
  // Whether the key alone lets a record in.
  [[nodiscard]] bool may_enter(const Group& group) const {
    if (group.best.size() < options_.limit) return true;
    return options_.limit > 0 && key_.view() <= group.best.front().key;
  }
  void enter(std::uint32_t id, std::string_view text);
  void enter_cut(Group& group, std::string_view text);
  void enter_keep(Group& group, std::string_view text);
  [[nodiscard]] Status write_group(io::Output& out, std::string_view key, std::uint32_t id);
  [[nodiscard]] Status write_item(io::Output& out, const Item& item, std::size_t rank,
                                  std::uint32_t id);
  [[nodiscard]] Status write_rest(io::Output& out, std::string_view key, std::uint32_t id);
  // The number of an item, as sums take it.
  [[nodiscard]] Result<agg::ExactSum> sum_of(const Item& item);
  // Appends part / total of the group; null if the total is 0.
  void append_share(std::string& out, const agg::Rational& part, std::uint32_t id) const;

  RankingOptions options_;
  json::ObjectLayout rest_;  // of the record of the rest: the group's keys, rest, value, share
  key::KeyTable table_;
  // By id of table_.
  std::vector<std::uint64_t>
      cutoffs_;  // the first bytes of the worst key once there are N: what is above stays out
  std::vector<Group> groups_;
  std::vector<Total> totals_;  // where rest or share is wanted
  Arena sums_;                 // of the exact sums
  key::KeyEncoder encoder_;
  key::KeyBuffer key_;  // of the value that is offered
};

}  // namespace nd::sort
