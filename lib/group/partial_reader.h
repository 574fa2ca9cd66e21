// PartialRecord: one line of partials taken apart, and the shape of a set of them, learnt from the
// first.
//
// Belongs here: the format of partial records (ndpartial(5)) from the reader's side. Does not
// belong here: which partials may be merged (merge_partials.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agg/clause.h"
#include "base/result.h"
#include "group/group_keys.h"
#include "group/partial_writer.h"
#include "json/field_path.h"
#include "json/value.h"

namespace nd::group {

// Views of the tree that it was read from.
struct PartialRecord {
  std::string_view identity;         // "$nd"
  std::string_view grouping;         // empty: none
  json::Value record;                // the whole tree
  bool nests = false;                // names are paths; else each is a field of the record
  json::Value keys;                  // "$k": an array of strings; missing in a source record
  bool total = false;                // "$total": the total's own states
  std::optional<Provenance> source;  // of a source record
};

// kInput if the tree is no partial record of a version that can be read.
[[nodiscard]] Result<PartialRecord> read_partial(const json::Value& tree);

// What an identity says but for the version: whether partials of any versions belong together.
[[nodiscard]] std::string_view without_version(std::string_view identity);

// The path of a key or a state. kInput if it is none.
[[nodiscard]] Result<json::FieldPath> read_path(std::string_view text);

// What "$k" holds. kInput where a name is no path.
[[nodiscard]] Result<GroupKeys> read_keys(const PartialRecord& partial);

// Adds a key by its name, GroupKeys::name(). kInput if it is none.
[[nodiscard]] Status add_key(std::string_view name, GroupKeys& keys);

// What the states of a partial record are: adds an output for each to `clauses`, in the order in
// which they were asked for. kInput where a field is neither a key nor a state.
[[nodiscard]] Status learn_outputs(const PartialRecord& partial, const GroupKeys& keys,
                                   agg::Clauses& clauses);

// The same from the "empty" of a source record: its members are named by paths.
[[nodiscard]] Status learn_empty_outputs(const json::Value& empty, agg::Clauses& clauses);

// The value at a path of a tree; missing if there is none. Where it is the member at `place`, that
// is where it is found first.
[[nodiscard]] json::Value find_at(const json::Value& tree, const json::FieldPath& path,
                                  std::size_t place = SIZE_MAX);

// The grouping in a message: "grouping 'live.daily'"; without a name "the partials".
[[nodiscard]] std::string in_words(std::string_view grouping);

}  // namespace nd::group
