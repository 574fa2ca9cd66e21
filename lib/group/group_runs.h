// GroupRuns: sorted runs of spilled groups in one temporary file, and their merge.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agg/states.h"
#include "base/result.h"
#include "io/spill_file.h"

namespace nd::group {

// What takes the groups of a store, in the order of keys. Keys and states are valid during the
// call.
class GroupSink {
 public:
  virtual ~GroupSink() = default;
  // A whole group. The states may be frozen, not kept.
  virtual Status group(std::string_view key, char* states) = 0;
  // A group that is too large to be held, in slices of equal size: all of them in order, between
  // begin and end. The states of a slice may be frozen.
  virtual Status begin_slices(std::string_view key) = 0;
  virtual Status slice(char* states) = 0;
  virtual Status end_slices() = 0;
};

// Slices of a large group in a run, and in what a sink gets of it: 2^10.
inline constexpr unsigned kRunSliceBits = 10;

// From which size on groups are cut. Tests use small ones.
struct Slicing {
  std::size_t spilled = std::size_t{1} << 20;  // text of the states in a run
  std::size_t record = std::size_t{4} << 20;   // a partial record
};

class GroupRuns {
 public:
  // The layout must outlive it. kSystem if `directory` takes no file.
  static Result<GroupRuns> create(const agg::StateLayout& layout, const std::string& directory,
                                  Slicing slicing);

  // A run: groups in the order of keys between begin and end. The states are frozen if they are
  // large.
  void begin_run();
  Status append(std::string_view key, char* states);
  void end_run();

  // Takes over the runs of another one of an equal layout, which need not live on. No run may be
  // begun afterwards.
  void absorb(GroupRuns&& other);

  // Merges all runs into the sink, with about `memory` bytes of buffers. Nothing may be appended
  // afterwards.
  Status merge(GroupSink& sink, std::uint64_t memory, bool keep_values);

 private:
  class Reader;
  class Merge;
  struct Run {
    std::size_t file = 0;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };

  GroupRuns(const agg::StateLayout& layout, io::SpillFile file, Slicing slicing)
      : layout_(&layout), slicing_(slicing) {
    files_.push_back(std::move(file));
  }
  Status append_entry(std::string_view key, std::uint64_t place, const char* states,
                      agg::Slice slice);

  const agg::StateLayout* layout_;
  std::vector<io::SpillFile> files_;  // its own, then those that were taken over
  Slicing slicing_;
  std::vector<Run> runs_;
  std::string entry_;
};

}  // namespace nd::group
