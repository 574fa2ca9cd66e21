// PartialSpec: what partials were made of, in words: the texts that "$nd" is a hash of. A source
// record carries it, so that a mixture can be explained, and nothing can be merged into something.
//
// Belongs here: the words, their JSON, and how two of them differ. Does not belong here: what is
// hashed (grouping.h), which partials may be merged (merge_partials.h).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agg/clause.h"
#include "base/result.h"
#include "group/group_keys.h"
#include "json/value.h"

namespace nd::group {

struct PartialSpec {
  // A name and the canonical text of what it stands for.
  using Texts = std::vector<std::pair<std::string, std::string>>;

  std::string where;  // the condition; empty: none
  Texts keys;
  Texts aggregates;
  Texts bound;       // $NAME, $ENV.NAME: the JSON that it stands for, or the hash of a long one
  std::string zone;  // empty: none is used
  // Each roll-up to other keys.
  std::vector<Texts> regrouped;

  // The keys that the records have.
  [[nodiscard]] const Texts& written_keys() const {
    return regrouped.empty() ? keys : regrouped.back();
  }
};

// What is shown of a value that is bound to a name.
[[nodiscard]] std::string bound_text(const std::string& json);

// As a JSON object, and back from a tree; what is damaged there is left out.
void append_spec(std::string& out, const PartialSpec& spec);
[[nodiscard]] PartialSpec read_spec(const json::Value& object);

// The names of the keys and what kinds of states there are: all that a group's record tells.
[[nodiscard]] PartialSpec visible_spec(const GroupKeys& keys, const agg::Clauses& clauses);

// In what the two differ, for a message: "the aggregate 'ms' is sum(.ms) here, sum(.s) in a.part".
// `elsewhere` says where the second is. Empty: nothing that the words tell.
[[nodiscard]] std::string difference(const PartialSpec& here, const PartialSpec& there,
                                     const std::string& elsewhere);

}  // namespace nd::group
