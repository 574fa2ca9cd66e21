// PartialFiles: whether the files of a merge are whole, as far as they tell: a source record ends
// the groups of each grouping, and says which groupings were made with it.
//
// Belongs here: what a file lacks. Does not belong here: how many groups a source record counts,
// and whether a whole source is missing (expected_sources.h).
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "group/partial_reader.h"

namespace nd::group {

class PartialFiles {
 public:
  // kAny: lines were sorted by their keys (--keyed), and a source record may come before its
  // groups.
  enum class Order { kAsWritten, kAny };

  // A record has come.
  void add(std::string_view file, const PartialRecord& partial);

  // kInput that names a file which was cut, or is empty. Standard input ("-") may be.
  [[nodiscard]] Status check(const std::vector<std::string>& operands) const;
  // The same for any files, as a line of each; empty: nothing is missing.
  [[nodiscard]] std::string missing_source(const std::vector<std::string>& files,
                                           Order order) const;
  // The groupings that were made with others of a file and have not come in it, as a line of each.
  // `wanted` says which of them matter.
  [[nodiscard]] std::string missing_groupings(
      const std::function<bool(std::string_view)>& wanted) const;

 private:
  struct File {
    bool has_source = false;
    std::set<std::string, std::less<>> open;  // groupings with groups since their source record
    std::set<std::string, std::less<>> came;  // with a source record
    std::set<std::string, std::less<>> told;  // that the runs made
  };

  [[nodiscard]] std::string lack_of(const std::string& name, Order order) const;

  std::map<std::string, File, std::less<>> files_;
  File* last_ = nullptr;  // mostly the next one too
  std::string last_name_;
  std::string last_open_;  // of last_->open, while is_open_
  bool is_open_ = false;
};

}  // namespace nd::group
