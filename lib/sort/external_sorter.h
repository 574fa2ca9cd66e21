// ExternalSorter: any number of keyed texts, brought into the order of their keys, stably, in
// bounded memory.
//
// Belongs here: runs on disk, their merging, what memory is used. Does not belong here: where keys
// come from.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/spill_file.h"
#include "key/key_table.h"
#include "sort/sort_buffer.h"

namespace nd::sort {

enum class Duplicates {
  kKeep,
  kDropLater,  // of the texts with one key only the first is given out
};

class ExternalSorter {
 public:
  struct Options {
    std::uint64_t memory = std::uint64_t{1} << 30;  // bytes; beyond them sorted runs go to disk
    std::string directory = "/tmp";                 // where
    unsigned jobs = 1;                              // threads; the result does not depend on them
    Duplicates duplicates = Duplicates::kKeep;
  };
  // Key and text are valid during the call.
  using Emit = std::function<Status(const KeyedText&)>;

  explicit ExternalSorter(Options options);

  // Copies what it keeps. kSystem: the temporary directory failed; kInput: the record is too large
  // to be sorted. Requires: no key is the start of another one (key::KeyEncoder).
  [[nodiscard]] Status add(std::string_view key, std::string_view text);

  // Everything that was added, in the order of keys, equal ones in the order in which they were
  // added. Once.
  [[nodiscard]] Status drain(const Emit& emit);

  // Whether runs went to disk.
  [[nodiscard]] bool spilled() const { return !runs_.empty(); }

 private:
  struct Run {
    std::uint64_t begin = 0;  // in the run file
    std::uint64_t end = 0;
  };
  class RunReader;
  class Distinct;

  [[nodiscard]] bool seen_before(std::string_view key);
  [[nodiscard]] Status spill();
  [[nodiscard]] Status merge(const io::SpillFile& file, std::span<const Run> runs,
                             const Emit& emit) const;
  [[nodiscard]] Status merge_pass();
  [[nodiscard]] std::size_t fan_in() const;

  Options options_;
  SortBuffer buffer_;
  CommonPrefix common_;
  std::optional<io::SpillFile> file_;  // of runs_
  std::vector<Run> runs_;              // in the order of arrival
  // kDropLater: the keys of the buffer, so that repetitions take no room; given up until the next
  // run while they are rare.
  key::KeyTable seen_;
  bool watch_ = false;
  std::uint32_t added_ = 0;    // since the last judgement
  std::uint32_t dropped_ = 0;  // of these
};

}  // namespace nd::sort
