// Hash aggregation with sorted spilling (group_runs.h).
#include "group/group_store.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "sort/loser_tree.h"

namespace nd::group {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;

}  // namespace

GroupStore::GroupStore(const agg::StateLayout& layout, SpillLimits limits)
    : layout_(&layout),
      limits_(std::move(limits)),
      memory_(std::make_unique<agg::Memory>()),
      block_bytes_(layout.bytes()),
      chunk_bits_(
          static_cast<unsigned>(std::bit_width(std::max<std::size_t>(
                                    kChunkBytes / std::max<std::size_t>(block_bytes_, 8), 1)) -
                                1)),
      chunk_mask_((1U << chunk_bits_) - 1) {}
GroupStore::GroupStore(GroupStore&&) noexcept = default;
GroupStore::~GroupStore() = default;

char* GroupStore::add_group(const key::KeyTable::Probe& probe) {
  const std::uint32_t id = table_.find_or_insert(probe).id;
  if (id >> chunk_bits_ == chunks_.size()) {
    chunks_.emplace_back(new char[std::max<std::size_t>(layout_->bytes() << chunk_bits_, 1)]);
  }
  char* const states = block(id);
  std::memset(states, 0, layout_->bytes());
  is_large_ = table_.bytes() > kCached;
  if (table_.size() >= check_at_) since_check_ = kCheckEvery;
  return states;
}

std::size_t GroupStore::bytes_ahead() const {
  return table_.bytes_at_next_insert() + (chunks_.size() + 1) * (layout_->bytes() << chunk_bits_) +
         memory_->bytes_at_next_growth();
}

Status GroupStore::check() {
  since_check_ = 0;
  // The next growth of the table is looked at before it happens; one that has been is not looked at
  // again.
  const std::size_t growth = table_.next_growth();
  check_at_ = table_.size() < growth ? growth : key::KeyTable::kMaxKeys;
  if (bytes_ahead() <= limits_.memory || table_.size() == 0) return {};
  return write_run();
}

Status GroupStore::begin_runs() {
  runs_.emplace(ND_TRY(GroupRuns::create(*layout_, limits_.temporary, limits_.slicing)));
  return {};
}

Status GroupStore::write_run(const GroupStore& from, const key::KeyTable::Sorted& groups) {
  if (!runs_) ND_TRY(begin_runs());
  runs_->begin_run();
  for (std::size_t i = 0; i < groups.size(); ++i)
    ND_TRY(runs_->append(groups.key(i), from.block(groups.id(i))));
  runs_->end_run();
  return {};
}

Status GroupStore::write_run() {
  memory_->flush();
  ND_TRY(write_run(*this, table_.sort()));
  release();
  return {};
}

// What is kept for reuse would count as in use, so all of it goes back.
void GroupStore::release() {
  const bool keep_values = memory_->keep_values;
  table_ = key::KeyTable();
  chunks_.clear();
  memory_ = std::make_unique<agg::Memory>();
  memory_->keep_values = keep_values;
  is_large_ = false;
  check_at_ = table_.next_growth();
  sorted_.reset();
}

Status GroupStore::close() {
  if (sorted_) return {};
  memory_->flush();
  if (runs_ && table_.size() > 0) ND_TRY(write_run());
  sorted_.emplace(table_.sort());
  return {};
}

void GroupStore::absorb(GroupStore&& other) {
  ND_CHECK(other.sorted_ && other.others_.empty());
  other.layout_ = layout_;
  others_.push_back(std::move(other));
}

// The merge of stores in memory. What meets in a group meets in the states, and the memory, of the
// first store that has it.
class GroupStore::Merge {
 public:
  explicit Merge(std::vector<GroupStore*> stores)
      : stores_(std::move(stores)), next_(stores_.size()), tree_(stores_.size(), Before{this}) {}

  Status run(const agg::StateLayout& layout, GroupSink& sink) {
    while (!at_end(tree_.winner())) {
      const std::size_t first = tree_.winner();
      const std::size_t place = next_[first];
      char* const states = pop();
      for (std::size_t i = tree_.winner(); !at_end(i); i = tree_.winner()) {
        if (sorted(first).before(place, sorted(i), next_[i])) break;
        layout.merge(states, pop(), stores_[first]->memory());
      }
      ND_TRY(sink.group(sorted(first).key(place), states));
    }
    return {};
  }

 private:
  static constexpr std::size_t kAhead = 8;  // groups whose states are fetched beforehand

  struct Before {
    const Merge* merge;
    bool operator()(std::size_t a, std::size_t b) const {
      if (merge->at_end(a) || merge->at_end(b))
        return !merge->at_end(a) || (merge->at_end(b) && a < b);
      const auto& x = merge->sorted(a);
      const auto& y = merge->sorted(b);
      const std::size_t i = merge->next_[a];
      const std::size_t j = merge->next_[b];
      return a < b ? !y.before(j, x, i) : x.before(i, y, j);
    }
  };

  [[nodiscard]] const key::KeyTable::Sorted& sorted(std::size_t i) const {
    return *stores_[i]->sorted_;
  }
  [[nodiscard]] bool at_end(std::size_t i) const { return next_[i] == sorted(i).size(); }

  // The states of the first group of all, which is passed.
  char* pop() {
    const std::size_t i = tree_.winner();
    const GroupStore& store = *stores_[i];
    const std::size_t place = next_[i]++;
    if (place + kAhead < sorted(i).size())
      __builtin_prefetch(store.block(sorted(i).id(place + kAhead)), 1);
    tree_.replay();
    return store.block(sorted(i).id(place));
  }

  std::vector<GroupStore*> stores_;
  std::vector<std::size_t> next_;  // the group that each store stands on
  sort::LoserTree<Before> tree_;
};

Status GroupStore::drain(GroupSink& sink) {
  ND_TRY(close());
  bool has_runs = runs_.has_value();
  std::vector<GroupStore*> stores = {this};
  for (GroupStore& other : others_) {
    has_runs = has_runs || other.runs_;
    stores.push_back(&other);
  }
  if (has_runs) return drain_runs(sink);
  return Merge(std::move(stores)).run(*layout_, sink);
}

// Where one store has runs, everything becomes one.
Status GroupStore::drain_runs(GroupSink& sink) {
  const bool keep_values = memory_->keep_values;
  const auto spill = [this](GroupStore& store) -> Status {
    if (store.sorted_->size() > 0) ND_TRY(write_run(store, *store.sorted_));
    store.release();
    return {};
  };
  ND_TRY(spill(*this));
  for (GroupStore& other : others_)
    ND_TRY(spill(other));
  if (!runs_) ND_TRY(begin_runs());
  for (GroupStore& other : others_) {
    if (other.runs_) runs_->absorb(std::move(*other.runs_));
  }
  return runs_->merge(sink, limits_.memory, keep_values);
}

}  // namespace nd::group
