// JoinRequest: a join as a user asks for it, and the operator that it becomes.
//
// Belongs here: what goes with what, KEY[:TABLEKEY]. Does not belong here: the join itself
// (hash_join.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/output.h"
#include "io/streams.h"
#include "join/hash_join.h"
#include "join/join_table.h"
#include "json/schema.h"

namespace nd::join {

// "inner", "left", "semi" or "anti"; kUsage otherwise.
Status parse_into(std::string_view text, JoinType& out);

struct JoinRequest {
  std::vector<std::string> keys;  // KEY[:TABLEKEY]
  std::optional<JoinType> type;   // kInner, or kSemi with any
  std::vector<std::string> take;  // empty: all but the keys
  std::string within;             // empty: the table has no intervals
  std::string asof;               // empty: its rows do not follow one another in time
  std::string valid_from;
  bool any = false;
  std::optional<table::Repeats> repeats;  // kError; where no fields are added, kAll
  // Its path, prefix, start and end are the user's; the rest follows from the above.
  JoinTableOptions table;
};

// One KEY of the stream and the one of the table that it must equal.
struct JoinKey {
  std::string stream;
  std::string table;
};
// The last ':' outside of quotes and brackets divides; without one, the table's key is the field of
// the same name.
[[nodiscard]] Result<JoinKey> parse_join_key(std::string_view text);

// Checks the request, reads the table, and adds what the join reads of the stream to `schema`;
// `streams` has the settings of the run, and gets the place of a failure in the table. `unmatched`,
// which may be null, gets the records without a match and outlives the join. Errors: kUsage before
// anything is read, then those of JoinTable::load().
[[nodiscard]] Result<HashJoin> make_hash_join(const JoinRequest& request, io::Streams& streams,
                                              json::Schema& schema, io::Output* unmatched);

}  // namespace nd::join
