// Partial records: the groups of one grouping as mergeable states, and the source record that ends
// them (partials.md).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "group/group_shape.h"
#include "group/group_store.h"
#include "group/partial_spec.h"
#include "io/output.h"
#include "io/streams.h"

namespace nd::group {

// What partials were made of.
struct Provenance {
  std::vector<std::string> labels;  // --source, sorted, each once
  io::Counts counts;
  std::uint64_t groups = 0;
  bool filtered = false;  // fewer groups have come than the sources tell
  Hash128 content;        // sum of the records' hashes, modulo 2^128
  // The content hashes of the tables that values were looked up in, by the tables' names.
  std::map<std::string, std::set<std::string>> tables;
  std::set<std::string> groupings;  // the names of all that the run made
  std::optional<PartialSpec> spec;  // a source record of an older version has none
  std::string empty;                // the states of no records, as JSON; likewise
};

// The states of no records, an object with one for each output.
[[nodiscard]] std::string empty_states(const agg::StateLayout& layout);

// Adds the hash of a record's text to a sum, which is then the same for any order and split of the
// records.
inline void add_to_content(Hash128& sum, std::string_view record) {
  add_to_sum(sum, hash128(record));
}
[[nodiscard]] std::string content_text(const Hash128& content);
[[nodiscard]] bool parse_content(std::string_view text, Hash128& content);

// `{"$nd":...,"grouping":...,"$source":{...}}`; no grouping where its name is empty.
void append_source(std::string& out, std::string_view identity, std::string_view grouping,
                   const Provenance& provenance);

struct PartialOptions {
  bool keyed = false;              // the key and a tab before each record
  std::string temporary = "/tmp";  // directory for a group that is larger than the memory
  std::size_t most_bytes =
      Slicing().record;  // a group whose record is longer leaves as several, each a slice of it
};

// Writes every group of the store, which is used up, and the source record with the number of group
// records.
[[nodiscard]] Status write_partials(GroupStore& store, GroupShape& shape,
                                    const PartialOptions& options, Provenance provenance,
                                    io::Output& out);

// The bits of the slices of a group: the fewest (at least 1) with which no slice has more than
// `most`, or than the largest would have with the most bits. `sizes` are those of the finest
// slices.
[[nodiscard]] unsigned slice_bits_for(std::span<const std::uint64_t> sizes, std::uint64_t most);

}  // namespace nd::group
