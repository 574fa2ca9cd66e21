// Hash aggregation with sorted spilling (group_runs.h).
#include "ops/group_store.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace nd::ops {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;

}  // namespace

GroupStore::GroupStore(const agg::StateLayout& layout, SpillLimits limits)
    : layout_(layout),
      limits_(std::move(limits)),
      memory_(std::make_unique<agg::Memory>()),
      chunk_bits_(
          static_cast<unsigned>(std::bit_width(std::max<std::size_t>(
                                    kChunkBytes / std::max<std::size_t>(layout.bytes(), 8), 1)) -
                                1)) {}
GroupStore::GroupStore(GroupStore&&) noexcept = default;
GroupStore::~GroupStore() = default;

char* GroupStore::add_block(std::uint32_t id) {
  if (id >> chunk_bits_ == chunks_.size()) {
    chunks_.emplace_back(new char[std::max<std::size_t>(layout_.bytes() << chunk_bits_, 1)]);
  }
  char* const states = block(id);
  std::memset(states, 0, layout_.bytes());
  return states;
}

std::size_t GroupStore::bytes_ahead() const {
  return table_.bytes_at_next_insert() + (chunks_.size() + 1) * (layout_.bytes() << chunk_bits_) +
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

Status GroupStore::write_run() {
  if (!runs_) runs_.emplace(ND_TRY(GroupRuns::create(layout_, limits_.temporary, limits_.slicing)));
  runs_->begin_run();
  const auto sorted = table_.sort();
  for (std::size_t i = 0; i < sorted.size(); ++i)
    ND_TRY(runs_->append(sorted.key(i), block(sorted.id(i))));
  runs_->end_run();
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
  check_at_ = table_.next_growth();
}

Status GroupStore::drain(GroupSink& sink) {
  if (!runs_) {
    const auto sorted = table_.sort();
    for (std::size_t i = 0; i < sorted.size(); ++i)
      ND_TRY(sink.group(sorted.key(i), block(sorted.id(i))));
    return {};
  }
  if (table_.size() > 0) ND_TRY(write_run());
  release();
  return runs_->merge(sink, limits_.memory, memory_->keep_values);
}

namespace {

// Adds the groups of one store to another.
class Absorber : public GroupSink {
 public:
  Absorber(GroupStore& store, const agg::StateLayout& layout) : store_(store), layout_(layout) {}

  Status group(std::string_view key, char* states) override {
    layout_.merge(store_.states(key), states, store_.memory());
    return store_.relieve_now();
  }
  Status begin_slices(std::string_view key) override {
    key_ = key;
    return {};
  }
  Status slice(char* states) override { return group(key_, states); }
  Status end_slices() override { return {}; }

 private:
  GroupStore& store_;
  const agg::StateLayout& layout_;
  std::string key_;
};

}  // namespace

Status GroupStore::absorb(GroupStore&& other) {
  Absorber absorber(*this, layout_);
  if (other.runs_) return other.drain(absorber);
  const auto keys = other.table_.keys();
  for (std::uint32_t id = 0; id < keys.size(); ++id)
    ND_TRY(absorber.group(keys[id], other.block(id)));
  return {};
}

}  // namespace nd::ops
