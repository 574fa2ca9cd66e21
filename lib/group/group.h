// Group: hash aggregation of records by their keys, for one or several groupings in one pass.
//
// Belongs here: feeding records to groupings, and ending in final records or partials.
#pragma once

#include <climits>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "expr/period_lets.h"
#include "group/condition_switch.h"
#include "group/group_store.h"
#include "group/group_writer.h"
#include "group/grouping.h"
#include "io/streams.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::group {

// What ndgroup makes of its groups.
struct GroupOptions {
  bool partial = false;  // states instead of values
  std::string source;    // --source: the label of the run; empty: none
  FinalOptions final;
  Slicing slicing;
};

// kUsage where options exclude each other.
[[nodiscard]] Status check(const GroupOptions& options);

class Group {
 public:
  // Compiles everything; adds what is read to `schema`. kUsage on anything wrong. `streams` must
  // outlive it.
  static Result<Group> compile(const std::vector<GroupingSpec>& specs, const GroupOptions& options,
                               json::Schema& schema, const io::Streams& streams);

  Status consume(const stream::Record& record, io::Output& /*out*/) {
    const std::string_view block = record.block->text.text();
    if (block.data() != block_.data() || block.size() != block_.size()) [[unlikely]]
      set_block(block);
    periods_.find(record.row);
    std::vector<Step>& plan = plan_of(record.row);
    if (!is_simple_) return consume_all(record, plan);
    if (plan.empty()) return {};
    Step& step = plan.front();
    Part& part = *step.part;
    if (!ND_TRY(part.grouping->selects(record, step.course))) return {};
    Reading& reading = part.next().reading;
    if (auto status = part.grouping->read(record, step.course, reading); !status) [[unlikely]] {
      ++part.generation;
      return status;
    }
    return part.accept(step, reading);
  }
  // Writes the groupings in the order of their names.
  Status finish(io::Output& out);

  // For stream::run.
  [[nodiscard]] std::string required_text() const;
  // Of one grouping with final values: partials and groupings are made for data that is to come.
  void add_lacked(json::SlotSet& out) const {
    const bool final = parts_.size() == 1 && !options_.partial && specs_[0].name.empty();
    if (final) parts_[0].grouping->add_lacked(out);
  }
  // With --strict: which record is the first one says what kind the others must be.
  [[nodiscard]] bool needs_order() const { return streams_->bindings.strict; }
  [[nodiscard]] static stream::Writes writes() { return stream::Writes::kAtEnd; }

  // Another one for the same records, with an equal share of the memory.
  [[nodiscard]] Group fork() const;
  Status close();
  Status absorb(Group&& other);

 private:
  struct Step;

  // One grouping. Where the groups are many, records wait in a ring between three steps, so that
  // the memory works on several of them at a time: the place of the key in the table is fetched;
  // the group is looked up and its states are fetched; the record is added.
  struct Part {
    static constexpr std::size_t kRing = 16;  // a power of two
    static constexpr std::size_t kAhead = 8;  // records between two steps

    struct Waiting {
      explicit Waiting(Reading given) : reading(std::move(given)) {}

      Reading reading;
      std::uint64_t hash = 0;  // of the key
      char* states = nullptr;
    };

    std::unique_ptr<Grouping> grouping;
    std::unique_ptr<GroupStore> store;
    std::unique_ptr<GroupShape> shape;
    std::size_t condition = 0;  // the first part with the same one
    bool keeps_total = false;   // in states of its own: a key is of several values
    std::vector<Waiting> ring;
    std::size_t entered = 0;  // how many have passed each step
    std::size_t looked_up = 0;
    std::size_t added = 0;
    unsigned generation = 0;  // changes when states move, and when a record fails

    Waiting& at(std::size_t i) { return ring[i % kRing]; }
    Waiting& next() { return at(entered); }
    // Takes what was read into next(), which `reading` is.
    Status accept(Step& step, const Reading& reading) {
      if (store->is_large()) return wait();
      if (!reading.repeats || step.generation != generation) {
        step.last = store->states(probe(reading));
        step.generation = generation;
      }
      grouping->add(reading, step.last, store->memory());
      if (!store->count_record()) [[likely]]
        return {};
      ++generation;
      return store->relieve_now();
    }
    // The same for a record that may belong to several groups; nothing waits.
    Status accept_several(const Reading& reading);
    void add_batch(const Reading& reading, std::size_t count);
    template <class... Hash>
    [[nodiscard]] key::KeyTable::Probe probe(const Reading& reading, Hash... hash) const {
      return reading.is_short ? store->probe(reading.short_key, hash...)
                              : store->probe(reading.key, hash...);
    }
    Status wait();
    void look_up();
    void add();
    // Ends all waiting.
    void flush();
  };

  // What is done for a part with the records of one case (condition_switch.h) that it may count.
  struct Step {
    Part* part;
    Grouping::Course course;
    std::size_t same_as;    // the first step with the same condition
    bool selected = false;  // the record meets it
    // The states of its last record, of that generation of the part's.
    char* last = nullptr;
    unsigned generation = UINT_MAX;
  };

  Group(std::vector<GroupingSpec> specs, const GroupOptions& options, const io::Streams& streams)
      : specs_(std::move(specs)), options_(options), streams_(&streams) {}
  Status bind(json::Schema& schema, std::uint64_t memory);
  Status add_part(const GroupingSpec& spec, std::uint64_t memory, json::Schema& schema,
                  const Bindings& bindings);
  Status check(const Part& part) const;
  void set_block(std::string_view block);
  // The steps for the case of a record, in the order of the parts.
  std::vector<Step>& plan_of(json::Row row) {
    const std::size_t number = switch_.find(row);
    if (number >= plans_.size()) [[unlikely]]
      make_plans(number);
    return plans_[number];
  }
  void make_plans(std::size_t last);
  Status consume_all(const stream::Record& record, std::vector<Step>& plan);
  Status read_all(const stream::Record& record, std::vector<Step>& plan);

  std::vector<GroupingSpec> specs_;  // in the order of their names
  GroupOptions options_;
  const io::Streams* streams_;
  json::Schema schema_;  // as it was before and after: what forks are compiled with
  std::vector<Part> parts_;
  expr::PeriodLets periods_;              // that the parts use
  ConditionSwitch switch_;                // of the parts
  std::vector<std::vector<Step>> plans_;  // by case
  std::vector<Step*> counting_;           // those that the record counts in
  std::string_view block_;                // that of the last record
  bool is_simple_ = false;                // one grouping, final values, each record in one group
  std::unique_ptr<Having> having_;
  Hash128 content_;  // the sum of the records' hashes, where it is asked for
};

}  // namespace nd::group
