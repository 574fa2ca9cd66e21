// Stat: what a file holds: a record for each path of its values, or a JSON Schema of them.
//
// Belongs here: the operator and the records it writes. Does not belong here: what is gathered
// (path_tree.h, profile.h), the schema (schema_writer.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "base/result.h"
#include "io/output.h"
#include "stat/array_file.h"
#include "stat/path_tree.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::stat {

struct StatOptions {
  enum class Write : std::uint8_t { kPaths, kSchema } write = Write::kPaths;
  std::size_t most_keys = 1000;                                 // of an object, see PathTree
  std::size_t depth = std::numeric_limits<std::size_t>::max();  // longer paths are not written
};

// Blocking. Memory: proportional to the number of different paths, at most some 260 KiB for each.
class Stat {
 public:
  explicit Stat(StatOptions options) : options_(options), tree_(options.most_keys) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& /*out*/) {
    ND_TRY(check_no_array(record));
    return tree_.add(record.text);
  }
  [[nodiscard]] Status finish(io::Output& out);
  [[nodiscard]] static stream::Writes writes() { return stream::Writes::kAtEnd; }

  // For stream::run on several threads.
  [[nodiscard]] Stat fork() const { return Stat(options_); }
  [[nodiscard]] Status absorb(const Stat& other) {
    tree_.merge(other.tree_);
    return {};
  }

 private:
  // Writes the paths at and below a node. `missing`: of how many objects it is no member.
  [[nodiscard]] Status write(io::Output& out, const std::string& path, std::uint32_t node,
                             std::uint64_t missing, std::size_t depth) const;

  StatOptions options_;
  PathTree tree_;
};

}  // namespace nd::stat
