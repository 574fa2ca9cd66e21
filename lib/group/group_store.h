// GroupStore: the states of groups by encoded key, in memory while they fit and in sorted runs on
// disk beyond.
//
// When the memory is full all groups are written to a spill file as one sorted run and forgotten;
// at the end the runs are merged, equal keys into one group. What comes out is the same for any
// amount of memory: groups in the order of keys. A large group is written, and merged, in slices,
// so that a group may be larger than the memory.
//
// Belongs here: where groups lie. Does not belong here: how keys and values are made (group.h,
// merge_partials.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agg/states.h"
#include "base/result.h"
#include "group/group_runs.h"
#include "io/spill_file.h"
#include "key/key_table.h"

namespace nd::group {

struct SpillLimits {
  std::uint64_t memory = std::uint64_t{1} << 30;  // bytes for groups
  std::string temporary = "/tmp";                 // directory for runs
  Slicing slicing{};
};

class GroupStore {
 public:
  // The layout must outlive the store.
  GroupStore(const agg::StateLayout& layout, SpillLimits limits);
  GroupStore(GroupStore&&) noexcept;
  ~GroupStore();

  // A key for states(), perhaps with the hash that a probe of it had before. Valid as long as the
  // key, a ShortKey for ever, until the next run is written.
  template <class Key, class... Hash>
  [[nodiscard]] key::KeyTable::Probe probe(const Key& key, Hash... hash) const {
    return table_.probe(key, hash...);
  }
  // Whether there are states of the group.
  [[nodiscard]] bool has(const key::KeyTable::Probe& probe) const {
    return table_.find(probe).has_value();
  }
  // The states of a group, zeros if it is new. Valid until the next relieve() or drain().
  [[nodiscard, gnu::always_inline]] char* states(const key::KeyTable::Probe& probe) {
    if (const auto id = table_.find(probe)) [[likely]]
      return block(*id);
    return add_group(probe);
  }
  void prefetch(std::uint64_t hash) const { table_.prefetch(hash); }
  // Whether the groups are so many that looking one up waits for the memory.
  [[nodiscard]] bool is_large() const { return is_large_; }
  // Where the states of the groups keep what is not in their blocks.
  [[nodiscard]] agg::Memory& memory() { return *memory_; }

  // To be called once after every record (or group merged): writes a run when the memory is full.
  // States that were given out must not be used afterwards.
  [[nodiscard]] Status relieve() {
    if (!count_record()) [[likely]]
      return {};
    return relieve_now();
  }
  // Its two steps, for users that first have to give up states they hold: counts a record, and says
  // whether the second step is due.
  [[nodiscard]] bool count_record() { return ++since_check_ >= kCheckEvery; }
  [[nodiscard]] Status relieve_now() { return check(); }
  // Changes the limit from now on.
  void set_memory(std::uint64_t bytes) { limits_.memory = bytes; }

  // Does of drain() what can be done before absorb(), on another thread say. Afterwards groups may
  // be added no more.
  [[nodiscard]] Status close();
  // Takes over the groups of another store of an equal layout. It need not live on, nor its layout.
  // Requires: close() of it was called.
  void absorb(GroupStore&& other);

  // Gives every group to the sink in the order of keys, once; ends the store. An error of the sink
  // ends it.
  [[nodiscard]] Status drain(GroupSink& sink);

 private:
  static constexpr std::uint32_t kCheckEvery = 128;
  static constexpr std::size_t kCached = std::size_t{512}
                                         << 10;  // about what is near the processor

  [[nodiscard]] char* block(std::uint32_t id) const {
    return chunks_[id >> chunk_bits_].get() + (id & chunk_mask_) * block_bytes_;
  }
  char* add_group(const key::KeyTable::Probe& probe);
  Status check();
  // Bytes in use, and those at the next growth of anything.
  [[nodiscard]] std::size_t bytes_ahead() const;
  Status begin_runs();
  // Writes the groups of any store as a run of this one.
  Status write_run(const GroupStore& from, const key::KeyTable::Sorted& groups);
  Status write_run();
  void release();
  Status drain_runs(GroupSink& sink);

  class Merge;

  const agg::StateLayout* layout_;
  SpillLimits limits_;
  key::KeyTable table_;
  std::unique_ptr<agg::Memory> memory_;
  std::size_t block_bytes_;
  unsigned chunk_bits_;
  std::uint32_t chunk_mask_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  bool is_large_ = false;
  std::uint32_t since_check_ = 0;
  std::size_t check_at_ = 0;  // number of groups at which the table grows next
  std::optional<GroupRuns> runs_;
  std::optional<key::KeyTable::Sorted> sorted_;  // once it is closed
  std::vector<GroupStore> others_;               // closed ones
};

}  // namespace nd::group
