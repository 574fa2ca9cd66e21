#include "group/group.h"

#include <algorithm>

#include "base/check.h"
#include "group/partial_writer.h"
#include "stream/parallel.h"

namespace nd::group {

Status check(const GroupOptions& options) {
  if (!options.partial && !options.source.empty())
    return usage_error("--source goes with --partial alone");
  return options.partial ? check_partial(options.final) : Status{};
}

Result<Group> Group::compile(const std::vector<GroupingSpec>& specs, const GroupOptions& options,
                             json::Schema& schema, const io::Streams& streams) {
  Group group(specs, options, streams);
  std::stable_sort(group.specs_.begin(), group.specs_.end(),
                   [](const GroupingSpec& a, const GroupingSpec& b) { return a.name < b.name; });
  ND_TRY(group.bind(schema, streams.limits.memory));
  group.schema_ = schema;
  return group;
}

Status Group::bind(json::Schema& schema, std::uint64_t memory) {
  const Bindings& bindings = streams_->bindings;
  for (const GroupingSpec& spec : specs_)
    ND_TRY(add_part(spec, memory / specs_.size(), schema, bindings));
  for (const Part& part : parts_) {
    part.grouping->add_conditions(switch_);
    part.grouping->add_period_lets(periods_);
  }
  switch_.complete();
  is_simple_ = parts_.size() == 1 && !options_.partial && !parts_[0].shape->keys().any_several();
  if (options_.final.having.empty()) return {};
  having_ = ND_TRY(Having::compile(options_.final.having, bindings));
  std::vector<json::FieldPath> fields;
  for (const Part& part : parts_) {
    for (json::FieldPath& path :
         value_paths(part.shape->keys().paths(), part.shape->layout().clauses()))
      fields.push_back(std::move(path));
  }
  return having_->check_fields(fields);
}

Group Group::fork() const {
  // The schema has every field already, so the fork reads the same slots.
  Group fork(specs_, options_, *streams_);
  fork.schema_ = schema_;
  // Half of the memory is for what the groups of all forks become when they meet.
  const unsigned jobs = stream::jobs_for(*streams_, writes());
  const Status status = fork.bind(fork.schema_, streams_->limits.memory / 2 / jobs);
  ND_CHECK(status.has_value());  // it was compiled before
  return fork;
}

Status Group::close() {
  for (Part& part : parts_) {
    part.flush();
    ND_TRY(part.store->close());
  }
  return {};
}

Status Group::absorb(Group&& other) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    other.parts_[i].flush();
    parts_[i].store->absorb(std::move(*other.parts_[i].store));
  }
  add_to_sum(content_, other.content_);
  return {};
}

// The hash of a partial's content is of every record; of several groupings each may want others.
std::string Group::required_text() const {
  const bool one = parts_.size() == 1 && !options_.partial;
  return one ? parts_[0].grouping->required_text() : std::string();
}

Status Group::add_part(const GroupingSpec& spec, std::uint64_t memory, json::Schema& schema,
                       const Bindings& bindings) {
  Part part;
  part.grouping = ND_TRY(Grouping::compile(spec, schema, bindings));
  const Grouping& grouping = *part.grouping;
  // What may belong to several groups does not wait.
  const std::size_t ring = grouping.keys().any_several() ? 1 : Part::kRing;
  part.ring.reserve(ring);
  for (std::size_t i = 0; i < ring; ++i)
    part.ring.emplace_back(grouping.reading());
  part.store = std::make_unique<GroupStore>(
      grouping.layout(), SpillLimits{memory, streams_->limits.temporary, options_.slicing});
  part.store->memory().keep_values = options_.partial;
  part.shape = std::make_unique<GroupShape>(grouping.name(), grouping.keys(), grouping.layout(),
                                            grouping.identity());
  part.keeps_total = grouping.keys().any_several() &&
                     (options_.partial || shows_total(options_.final, *part.shape));
  ND_TRY(check(part));
  part.condition = static_cast<std::size_t>(std::find_if(parts_.begin(), parts_.end(),
                                                         [&](const Part& other) {
                                                           return other.grouping->spec().where ==
                                                                  grouping.spec().where;
                                                         }) -
                                            parts_.begin());
  parts_.push_back(std::move(part));
  return {};
}

Status Group::check(const Part& part) const {
  if (options_.partial) ND_TRY(part.grouping->surroundings().check_partial());
  for (const Part& other : parts_) {
    if (other.grouping->name() == part.grouping->name()) {
      return usage_error("two groupings are named '{}'", part.grouping->name());
    }
  }
  return check_final_options(options_.final, *part.shape);
}

void Group::Part::look_up() {
  Waiting& waiting = at(looked_up++);
  waiting.states = store->states(probe(waiting.reading, waiting.hash));
  __builtin_prefetch(waiting.states, 1);
}

void Group::Part::add() {
  const Waiting& waiting = at(added++);
  grouping->add(waiting.reading, waiting.states, store->memory());
}

void Group::Part::flush() {
  while (looked_up != entered)
    look_up();
  while (added != entered)
    add();
}

Status Group::Part::wait() {
  Waiting& waiting = next();
  // The hash alone: copying the probe just written would stall on store forwarding.
  waiting.hash = probe(waiting.reading).hash();
  store->prefetch(waiting.hash);
  waiting.reading.hold();
  ++entered;
  if (entered - looked_up == kAhead) look_up();
  if (entered - added == kRing) add();
  if (!store->count_record()) [[likely]]
    return {};
  flush();
  ++generation;
  return store->relieve_now();
}

Status Group::Part::accept_several(const Reading& reading) {
  KeyProduct& keys = *reading.several;
  while (const std::size_t count = keys.next_batch()) {
    if (store->is_large()) {
      add_batch(reading, count);
    } else {
      for (std::size_t i = 0; i < count; ++i)
        grouping->add(reading, store->states(store->probe(keys.key(i))), store->memory());
    }
    if (auto status = store->relieve(); !status) [[unlikely]]
      return status;
  }
  if (!keeps_total) return {};
  grouping->add(reading, store->states(store->probe(reading.key)), store->memory());
  return store->relieve();
}

// The memory works on all groups of the batch at a time.
void Group::Part::add_batch(const Reading& reading, std::size_t count) {
  const KeyProduct& keys = *reading.several;
  std::uint64_t hashes[KeyProduct::kBatch];
  char* states[KeyProduct::kBatch];
  for (std::size_t i = 0; i < count; ++i) {
    hashes[i] = store->probe(keys.key(i)).hash();
    store->prefetch(hashes[i]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    states[i] = store->states(store->probe(keys.key(i), hashes[i]));
    __builtin_prefetch(states[i], 1);
  }
  for (std::size_t i = 0; i < count; ++i)
    grouping->add(reading, states[i], store->memory());
}

void Group::set_block(std::string_view block) {
  block_ = block;
  for (const Part& part : parts_)
    part.grouping->set_block(block);
}

void Group::make_plans(std::size_t last) {
  while (plans_.size() <= last) {
    const ConditionSwitch::Entries entries = switch_.entries(plans_.size());
    std::vector<Step>& plan = plans_.emplace_back();
    std::size_t begin = 0;
    for (Part& part : parts_) {
      auto course = part.grouping->course(entries.subspan(begin, part.grouping->conditions()));
      begin += part.grouping->conditions();
      if (!course) continue;
      const auto same = std::find_if(plan.begin(), plan.end(), [&](const Step& step) {
        return step.part->condition == part.condition;
      });
      plan.push_back({&part, *std::move(course), static_cast<std::size_t>(same - plan.begin())});
    }
  }
}

// Everything that can fail, so that a bad record leaves every state as it was.
Status Group::read_all(const stream::Record& record, std::vector<Step>& plan) {
  counting_.clear();
  for (Step& step : plan) {
    const Step& same = plan[step.same_as];
    step.selected =
        &same == &step ? ND_TRY(step.part->grouping->selects(record, step.course)) : same.selected;
    if (!step.selected) continue;
    Part& part = *step.part;
    ND_TRY(part.grouping->read(record, step.course, part.next().reading));
    counting_.push_back(&step);
  }
  return {};
}

Status Group::consume_all(const stream::Record& record, std::vector<Step>& plan) {
  if (auto status = read_all(record, plan); !status) [[unlikely]] {
    for (Part& part : parts_)
      ++part.generation;
    return status;
  }
  if (options_.partial) add_to_content(content_, record.text.text());
  for (Step* const step : counting_) {
    Part& part = *step->part;
    const Reading& reading = part.next().reading;
    auto status = reading.several ? part.accept_several(reading) : part.accept(*step, reading);
    if (!status) [[unlikely]]
      return status;
  }
  return {};
}

Status Group::finish(io::Output& out) {
  using Leave = sort::FinalOutput::Leave;
  const bool waits = std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) {
    return may_fail(options_.final, *part.shape);
  });
  sort::FinalOutput final(out, waits ? Leave::kInTheEnd : Leave::kAtOnce,
                          {streams_->limits.memory, streams_->limits.temporary});
  for (Part& part : parts_) {
    part.flush();
    // Without keys there is one group, also of no records.
    if (part.shape->keys().empty()) (void)part.store->states(part.store->probe(std::string_view()));
    if (!options_.partial) {
      ND_TRY(write_groups(*part.store, *part.shape, options_.final, having_.get(), final));
      continue;
    }
    Provenance provenance;
    if (!options_.source.empty()) provenance.labels.push_back(options_.source);
    provenance.counts = streams_->outcome.counts;
    provenance.content = content_;
    provenance.spec = part.grouping->spec();
    provenance.empty = empty_states(part.grouping->layout());
    part.grouping->surroundings().add_tables(streams_->bindings, provenance.tables);
    for (const Part& each : parts_)
      provenance.groupings.insert(each.grouping->name());
    ND_TRY(
        write_partials(*part.store, *part.shape,
                       {options_.final.keyed, streams_->limits.temporary, options_.slicing.record},
                       provenance, out));
  }
  return final.finish();
}

}  // namespace nd::group
