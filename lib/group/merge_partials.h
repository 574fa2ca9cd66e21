// MergePartials: partial records of any number of runs -> one set of groups for each grouping.
//
// Belongs here: which partials belong together, which must not be mixed, and rolling up to other
// keys.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "columns/kind_watch.h"
#include "group/expected_sources.h"
#include "group/group_store.h"
#include "group/group_writer.h"
#include "group/partial_files.h"
#include "group/partial_head.h"
#include "group/partial_mixture.h"
#include "group/partial_reader.h"
#include "group/regroup.h"
#include "io/streams.h"
#include "json/validate.h"
#include "stream/record.h"

namespace nd::group {

// Who goes on with the merged states of one grouping instead of having them written.
struct StateUser {
  // What the groups are, before the first of them; again if that one is put aside.
  std::function<Status(const std::string& grouping, const GroupKeys&, const agg::StateLayout&)>
      begin;
  // A record of a group, before it is merged.
  std::function<Status(const stream::Record&)> check;
};

enum class Repeats { kRefuse, kAllow };

struct MergeOptions {
  bool partial = false;                // stay mergeable
  std::vector<std::string> regroup;    // -g; empty: the keys stay
  bool to_one = false;                 // -g '': no keys at all
  std::vector<std::string> only;       // --only
  Repeats repeats = Repeats::kRefuse;  // of source labels
  std::string expect;                  // --expect: the path of a manifest; empty: none
  std::string expect_days;             // --expect-days: FIRST..LAST; empty: none
  FinalOptions final;
  Slicing slicing;
};

// kUsage where options exclude each other.
[[nodiscard]] Status check(const MergeOptions& options);

class MergePartials {
 public:
  // Adds what is read to `schema`. kUsage, or kSystem and kInput for the manifest. `streams` must
  // outlive it.
  static Result<std::unique_ptr<MergePartials>> compile(const MergeOptions& options,
                                                        json::Schema& schema, io::Streams& streams);

  // From now on partials of a second grouping that is wanted are kUsage. Requires: nothing was
  // consumed.
  void set_user(StateUser user) { user_ = std::move(user); }

  Status consume(const stream::Record& record, io::Output& out);
  // Whether the line holds a group that is wanted. Source records and those of totals have no
  // fields that anybody asked for.
  [[nodiscard]] bool asks_of(PaddedView line);
  // Instead of finish(): gives the user's groups to the sink, in the order of their keys.
  Status drain(GroupSink& sink);
  // Writes the groupings in the order of their names.
  Status finish(io::Output& out);

 private:
  // The partials of one grouping.
  struct Set {
    std::string identity;
    std::string first_file;  // where the first of them came from, for messages
    GroupKeys keys;
    GroupKeys new_keys;                         // the same, or what they are rolled up to
    std::vector<std::string> key_texts;         // the keys as the first partial wrote them
    std::vector<columns::KindWatch> key_kinds;  // with --strict
    bool nests = false;                         // PartialRecord::nests, of the first partial
    agg::Clauses clauses;
    std::unique_ptr<agg::StateLayout> layout;  // null until a group has come
    std::unique_ptr<GroupStore> store;
    std::optional<GroupShape> shape;  // from prepare() on, where there is a layout
    std::vector<std::uint64_t> read;  // the block that states are read into
    Provenance provenance;
    std::set<std::string> labels;
    std::uint64_t groups_arrived = 0;
    bool has_source = false;

    // How it is told apart from another set.
    [[nodiscard]] PartialMixture::Side side() const;
    // As if no group had come: the first one turned out to be bad.
    void forget_shape();
  };

  MergePartials(const MergeOptions& options, io::Streams& streams)
      : options_(options), streams_(streams) {}

  // Null where a mixture is waiting for the words that explain it.
  Result<Set*> set_of(const PartialRecord& partial, std::string_view file);
  // The partial is another kind than the set that has its name.
  Status mix(const Set& set, const PartialRecord& partial, std::string_view file);
  Status learn(Set& set, const PartialRecord& partial);
  // The same, and makes it known to the user.
  Status learn_first(Set& set, const PartialRecord& partial);
  // Makes the set ready for groups.
  Status begin(Set& set, GroupKeys keys, agg::Clauses clauses);
  static Status check_keys(const Set& set, const PartialRecord& partial);
  Status add_group(Set& set, const PartialRecord& partial, const stream::Record& record);
  // The states of a group, into set.read.
  static Status read_states(Set& set, const PartialRecord& partial, agg::Memory& memory);
  Status add_source(Set& set, const PartialRecord& partial);
  Status encode_key(Set& set, const PartialRecord& partial, const stream::Record& record);
  Status encode_own_key(Set& set, const PartialRecord& partial);
  Status check_complete() const;
  // What was perhaps cut, on standard error.
  void note_missing();
  // The outputs of a set that no group has come of, from the states of no records.
  Status learn_empty(Set& set);
  // Everything about the set that can be known to be wrong before anything is written.
  Status prepare(Set& set, const std::string& grouping);
  Status write_partial(Set& set, const std::string& grouping, io::Output& out);
  [[nodiscard]] bool is_wanted(std::string_view grouping) const;

  MergeOptions options_;
  io::Streams& streams_;
  std::optional<StateUser> user_;
  std::unique_ptr<Regroup> regroup_;
  std::unique_ptr<Having> having_;
  std::optional<ExpectedSources> expected_;
  std::optional<PartialMixture> mixture_;
  PartialFiles files_;
  std::map<std::string, std::unique_ptr<Set>, std::less<>> sets_;  // by the name of the grouping
  key::KeyBuffer key_;
  PartialHead head_;  // of the last partial that did not begin as the one before
  json::Validator validator_;
  Arena tree_;               // of the record that is read
  agg::Memory read_memory_;  // of the states that are read
  bool in_place_ = true;     // the states of a new group are read where they stay
  key::KeyEncoder encoder_;
};

}  // namespace nd::group
