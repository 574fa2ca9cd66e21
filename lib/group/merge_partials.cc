#include "group/merge_partials.h"

#include <algorithm>
#include <cstring>

#include "base/wording.h"
#include "group/grouping.h"
#include "group/partial_writer.h"
#include "json/object_layout.h"
#include "json/tree.h"

namespace nd::group {
Status check(const MergeOptions& options) {
  return options.partial ? check_partial(options.final) : Status{};
}

Result<std::unique_ptr<MergePartials>> MergePartials::compile(const MergeOptions& options,
                                                              json::Schema& schema,
                                                              io::Streams& streams) {
  const Bindings& bindings = streams.bindings;
  std::unique_ptr<MergePartials> merge(new MergePartials(options, streams));
  if (!options.regroup.empty() || options.to_one) {
    merge->regroup_ = ND_TRY(Regroup::compile(options.regroup, schema, bindings));
    if (options.partial) ND_TRY(merge->regroup_->needs().check_partial());
  }
  if (!options.final.having.empty())
    merge->having_ = ND_TRY(Having::compile(options.final.having, bindings));
  if (!options.expect_days.empty())
    ND_TRY(merge->expected_.emplace().add_days(options.expect_days));
  if (!options.expect.empty()) {
    if (!merge->expected_) merge->expected_.emplace();
    ND_TRY(merge->expected_->read(options.expect, streams.outcome.failure));
  }
  return merge;
}

bool MergePartials::is_wanted(std::string_view grouping) const {
  return options_.only.empty() ||
         std::find(options_.only.begin(), options_.only.end(), grouping) != options_.only.end();
}

bool MergePartials::asks_of(PaddedView line) {
  tree_.reset();
  const Result<json::Value> tree = json::parse_line(line, tree_);
  if (!tree) return false;
  const Result<PartialRecord> partial = read_partial(*tree);
  return partial && !partial->source && !partial->total && is_wanted(partial->grouping);
}

Status MergePartials::consume(const stream::Record& record, io::Output&) {
  // Of a group that nobody wants it is enough that the line is whole.
  if (!mixture_ && head_.is_of(record.text.text()) && !is_wanted(head_.known().grouping) &&
      validator_.check(record.text)) {
    files_.add(record.block->file, head_.known());
    return {};
  }
  tree_.reset();
  const PartialRecord partial = ND_TRY(head_.next(record.text, tree_));
  if (mixture_) {
    mixture_->learn(partial);
    return mixture_->is_known() ? tl::unexpected<Error>(mixture_->error()) : Status();
  }
  if (is_wanted(partial.grouping)) {
    const std::size_t known = sets_.size();
    Set* const set = ND_TRY(set_of(partial, record.block->file));
    if (set == nullptr) return {};
    const bool begun = set->layout != nullptr;
    if (auto status = partial.source ? add_source(*set, partial) : add_group(*set, partial, record);
        !status) {
      // What a record that is put aside began must not judge those that follow.
      if (sets_.size() > known) {
        sets_.erase(sets_.find(partial.grouping));
      } else if (!begun) {
        set->forget_shape();
      }
      return status;
    }
  }
  files_.add(record.block->file, partial);
  return {};
}

Result<MergePartials::Set*> MergePartials::set_of(const PartialRecord& partial,
                                                  std::string_view file) {
  const auto found = sets_.find(partial.grouping);
  if (found != sets_.end()) {
    Set& set = *found->second;
    if (without_version(set.identity) == without_version(partial.identity)) return &set;
    ND_TRY(mix(set, partial, file));
    return nullptr;
  }
  if (user_ && !sets_.empty()) {
    return usage_error("{} and {} have come: choose one with --only",
                       in_words(sets_.begin()->first), in_words(partial.grouping));
  }
  auto set = std::make_unique<Set>();
  set->identity = std::string(kPartialVersion).append(without_version(partial.identity));
  set->first_file = file;
  return sets_.emplace(std::string(partial.grouping), std::move(set)).first->second.get();
}

void MergePartials::Set::forget_shape() {
  keys = {};
  new_keys = {};
  key_kinds.clear();
  key_texts.clear();
  store.reset();
  layout.reset();
  clauses = {};
}

PartialMixture::Side MergePartials::Set::side() const {
  PartialMixture::Side side{identity, first_file, provenance.spec, {}, has_source};
  if (layout != nullptr) side.visible = visible_spec(keys, clauses);
  return side;
}

Status MergePartials::mix(const Set& set, const PartialRecord& partial, std::string_view file) {
  PartialMixture::Side side{std::string(partial.identity), std::string(file), {}, {}, false};
  if (!partial.source) {
    const auto keys = read_keys(partial);
    agg::Clauses clauses;
    if (keys && learn_outputs(partial, *keys, clauses)) side.visible = visible_spec(*keys, clauses);
  }
  PartialMixture mixture(partial.grouping, std::move(side), set.side());
  mixture.learn(partial);
  // A record that is put aside is told at once.
  if (mixture.is_known() || streams_.sinks.rejects) return tl::unexpected<Error>(mixture.error());
  mixture_.emplace(std::move(mixture));
  return {};
}

Status MergePartials::learn(Set& set, const PartialRecord& partial) {
  GroupKeys keys = ND_TRY(read_keys(partial));
  agg::Clauses clauses;
  ND_TRY(learn_outputs(partial, keys, clauses));
  ND_TRY(begin(set, std::move(keys), std::move(clauses)));
  set.nests = partial.nests;
  for (const json::Value& key : partial.keys.items())
    set.key_texts.emplace_back(key.text());
  return {};
}

Status MergePartials::learn_first(Set& set, const PartialRecord& partial) {
  ND_TRY(learn(set, partial));
  return user_ ? user_->begin(std::string(partial.grouping), set.new_keys, *set.layout) : Status();
}

Status MergePartials::begin(Set& set, GroupKeys keys, agg::Clauses clauses) {
  if (auto status = check_paths(keys.paths(), clauses); !status)
    return input_error(status.error().message);
  set.new_keys = regroup_ != nullptr ? ND_TRY(regroup_->keys_from(keys)) : keys;
  // Keys of -g stand beside results that only the partials tell: a usage error all the same.
  ND_TRY(check_paths(set.new_keys.paths(), clauses));
  set.keys = std::move(keys);
  set.key_kinds.resize(set.keys.size());
  set.clauses = std::move(clauses);
  set.layout = std::make_unique<agg::StateLayout>(set.clauses);
  set.store = std::make_unique<GroupStore>(
      *set.layout,
      SpillLimits{streams_.limits.memory, streams_.limits.temporary, options_.slicing});
  set.store->memory().keep_values = options_.partial;
  set.read.resize(set.layout->bytes() / 8 + 1);
  std::uint64_t stores = 0;
  for (const auto& [name, other] : sets_)
    stores += other->store != nullptr ? 1 : 0;
  for (const auto& [name, other] : sets_) {
    if (other->store != nullptr) other->store->set_memory(streams_.limits.memory / stores);
  }
  return {};
}

Status MergePartials::check_keys(const Set& set, const PartialRecord& partial) {
  const auto keys = partial.keys.items();
  const bool same_texts =
      partial.nests == set.nests &&
      std::equal(keys.begin(), keys.end(), set.key_texts.begin(), set.key_texts.end(),
                 [](const json::Value& a, const std::string& b) { return a.text() == b; });
  if (same_texts || ND_TRY(read_keys(partial)) == set.keys) [[likely]]
    return {};
  return input_error("the partials before have other keys: {}", set.keys.list());
}

Status MergePartials::encode_key(Set& set, const PartialRecord& partial,
                                 const stream::Record& record) {
  key_.clear();
  if (partial.total) key_.push_back(kTotalMark);
  if (regroup_ == nullptr) return encode_own_key(set, partial);
  return partial.total ? regroup_->append_single(key_, record, set.new_keys)
                       : regroup_->append(key_, record);
}

Status MergePartials::encode_own_key(Set& set, const PartialRecord& partial) {
  for (std::size_t i = 0; i < set.keys.size(); ++i) {
    if (partial.total && set.keys.is_several(i)) continue;
    const json::FieldPath& key = set.keys.paths()[i];
    const json::Value value = find_at(partial.record, key, i);
    if (value.is_missing()) return input_error("the key '{}' is missing", key.text());
    if (streams_.bindings.strict) ND_TRY(set.key_kinds[i].check(value, key.text()));
    ND_TRY(encoder_.append(key_, value));
  }
  return {};
}

Status MergePartials::read_states(Set& set, const PartialRecord& partial, agg::Memory& memory) {
  char* const read = reinterpret_cast<char*>(set.read.data());
  std::memset(read, 0, set.layout->bytes());
  std::size_t place = set.keys.size();
  for (const agg::Output& output : set.clauses.outputs()) {
    const json::Value state = find_at(partial.record, output.path, place++);
    if (state.is_missing()) return input_error("the state '{}' is missing", output.name);
    ND_TRY(set.layout->read_state(output, state, read, memory));
  }
  return {};
}

Status MergePartials::add_group(Set& set, const PartialRecord& partial,
                                const stream::Record& record) {
  if (set.layout == nullptr) ND_TRY(learn_first(set, partial));
  ND_TRY(check_keys(set, partial));
  if (partial.total && !set.keys.any_several())
    return input_error("states of a total have come, where no key is of several values");
  if (user_ && !partial.total) ND_TRY(user_->check(record));
  ND_TRY(encode_key(set, partial, record));
  const bool is_used = !partial.total || options_.partial || options_.final.total;
  const auto probe = set.store->probe(key_.padded());
  // All of the record is read before any state changes: a new group's states where they stay, those
  // of another beside them; and all of them once a bad record has left there what it had.
  const bool is_new = is_used && in_place_ && !set.store->has(probe);
  if (!is_new) read_memory_.reset();
  if (auto status = read_states(set, partial, is_new ? set.store->memory() : read_memory_);
      !status) {
    in_place_ = false;
    return status;
  }
  char* const read = reinterpret_cast<char*>(set.read.data());
  ++set.groups_arrived;
  if (!is_used) return {};
  if (is_new) {
    std::memcpy(set.store->states(probe), read, set.layout->bytes());
  } else {
    set.layout->merge(set.store->states(probe), read, set.store->memory());
  }
  return set.store->relieve_now();  // one record may hold 4 MiB of states
}

Status MergePartials::add_source(Set& set, const PartialRecord& partial) {
  const Provenance& source = *partial.source;
  for (const std::string& label : source.labels) {
    if (options_.repeats == Repeats::kAllow || set.labels.count(label) == 0) continue;
    return input_error("the source {} is met twice; {}--allow-repeats merges it nevertheless",
                       in_quotes(label), user_ ? "ndmerge " : "");
  }
  if (expected_) ND_TRY(expected_->check(source));
  set.labels.insert(source.labels.begin(), source.labels.end());
  io::Counts& counts = set.provenance.counts;
  counts.used += source.counts.used;
  counts.rejected += source.counts.rejected;
  counts.bytes += source.counts.bytes;
  set.provenance.groups += source.groups;
  set.provenance.filtered = set.provenance.filtered || source.filtered;
  add_to_sum(set.provenance.content, source.content);
  for (const auto& [name, contents] : source.tables)
    set.provenance.tables[name].insert(contents.begin(), contents.end());
  if (!set.provenance.spec && source.spec) {
    set.provenance.spec = source.spec;
    set.provenance.empty = source.empty;
  }
  set.has_source = true;
  return {};
}

Status MergePartials::learn_empty(Set& set) {
  if (!set.provenance.spec) return {};
  GroupKeys keys;
  for (const auto& [name, text] : set.provenance.spec->written_keys())
    ND_TRY(add_key(name, keys));
  agg::Clauses clauses;
  tree_.reset();
  ND_TRY(learn_empty_outputs(ND_TRY(json::parse(set.provenance.empty, tree_)), clauses));
  return begin(set, std::move(keys), std::move(clauses));
}

void MergePartials::note_missing() {
  std::string& note = streams_.outcome.note;
  const auto add = [&](const std::string& line) {
    if (!line.empty()) note += (note.empty() ? "" : "\n") + line;
  };
  std::vector<std::string> lenient;
  if (streams_.input.operands.empty()) lenient.emplace_back("-");
  for (const std::string& file : streams_.input.operands) {
    if (file == "-" || streams_.input.lines.keyed) lenient.push_back(file);
  }
  add(files_.missing_source(lenient, streams_.input.lines.keyed ? PartialFiles::Order::kAny
                                                                : PartialFiles::Order::kAsWritten));
  add(files_.missing_groupings([&](std::string_view grouping) { return is_wanted(grouping); }));
  for (const auto& [name, set] : sets_) {
    const Provenance& source = set->provenance;
    if (!set->has_source || source.filtered || set->groups_arrived == source.groups) continue;
    const bool fewer = set->groups_arrived < source.groups;
    add((name.empty() ? "" : in_words(name) + ": ") + std::to_string(set->groups_arrived) +
        (fewer ? " of " : " groups have come, where the source records count ") +
        std::to_string(source.groups) +
        (fewer ? " groups have come: filtered, or cut" : ": a part was cut at its end"));
  }
}

Status MergePartials::check_complete() const {
  if (!streams_.input.lines.keyed) ND_TRY(files_.check(streams_.input.operands));
  for (const std::string& name : options_.only) {
    if (sets_.count(name) != 0 || streams_.outcome.counts.used == 0) continue;
    return input_error("no partials of grouping {} have come", in_quotes(name));
  }
  if (!expected_) return {};
  if (sets_.empty()) return expected_->check_all({});
  for (const auto& [name, set] : sets_) {
    auto status = expected_->check_all(set->labels);
    if (status && set->groups_arrived < set->provenance.groups) {
      status = input_error("{} of {} groups have come: a part was cut or filtered",
                           set->groups_arrived, set->provenance.groups);
    }
    if (!status) return input_error("{}: {}", in_words(name), status.error().message);
  }
  return {};
}

Status MergePartials::prepare(Set& set, const std::string& grouping) {
  if (set.layout == nullptr) ND_TRY(learn_empty(set));
  std::string identity = set.identity;
  if (regroup_ != nullptr) {
    identity = regroup_->identity(identity, set.new_keys);
    if (set.provenance.spec) regroup_->describe(*set.provenance.spec, set.new_keys);
    regroup_->needs().add_tables(streams_.bindings, set.provenance.tables);
  }
  set.provenance.groupings.clear();
  for (const auto& [name, other] : sets_)
    set.provenance.groupings.insert(name);
  set.provenance.labels.assign(set.labels.begin(), set.labels.end());
  set.provenance.filtered = set.provenance.filtered || set.groups_arrived < set.provenance.groups;
  set.identity = std::move(identity);
  if (set.layout == nullptr) return {};
  // Without keys there is one group, also of no records.
  if (set.new_keys.empty()) (void)set.store->states(set.store->probe(std::string_view()));
  set.shape.emplace(grouping, set.new_keys, *set.layout, set.identity);
  if (options_.partial) return {};
  if (auto status = check_final_options(options_.final, *set.shape); !status)
    return input_error(status.error().message);
  if (having_ != nullptr && sets_.size() == 1) {
    const auto fields = value_paths(set.shape->keys().paths(), set.layout->clauses());
    if (auto status = having_->check_fields(fields); !status)
      return input_error(status.error().message);
  }
  return {};
}

Status MergePartials::write_partial(Set& set, const std::string& grouping, io::Output& out) {
  if (set.shape) {
    const PartialOptions how{options_.final.keyed, streams_.limits.temporary,
                             options_.slicing.record};
    return write_partials(*set.store, *set.shape, how, set.provenance, out);
  }
  set.provenance.groups = 0;
  if (options_.final.keyed) out.buffer().append("[\"$source\"]\t");
  append_source(out.buffer(), set.identity, grouping, set.provenance);
  return out.end_record();
}

Status MergePartials::drain(GroupSink& sink) {
  if (mixture_) return tl::unexpected<Error>(mixture_->error());
  ND_TRY(check_complete());
  note_missing();
  for (const auto& [grouping, set] : sets_) {
    if (set->store != nullptr) ND_TRY(set->store->drain(sink));
  }
  return {};
}

Status MergePartials::finish(io::Output& out) {
  if (mixture_) return tl::unexpected<Error>(mixture_->error());
  ND_TRY(check_complete());
  note_missing();
  bool waits = false;
  for (const auto& [grouping, set] : sets_) {
    ND_TRY(prepare(*set, grouping));
    waits = waits || (set->shape && may_fail(options_.final, *set->shape));
  }
  using Leave = sort::FinalOutput::Leave;
  sort::FinalOutput final(out, waits ? Leave::kInTheEnd : Leave::kAtOnce,
                          {streams_.limits.memory, streams_.limits.temporary});
  for (const auto& [grouping, set] : sets_) {
    if (options_.partial) {
      ND_TRY(write_partial(*set, grouping, out));
    } else if (set->shape) {
      ND_TRY(write_groups(*set->store, *set->shape, options_.final, having_.get(), final));
    }
  }
  return final.finish();
}

}  // namespace nd::group
