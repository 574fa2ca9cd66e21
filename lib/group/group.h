// Group: hash aggregation of records by their keys, for one or several groupings in one pass.
//
// Belongs here: feeding records to groupings, and ending in final records or partials.
#pragma once

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
    if (!is_simple_) return consume_all(record);
    Part& part = parts_.front();
    if (!ND_TRY(part.grouping->selects(record))) return {};
    Reading& reading = part.next().reading;
    if (auto status = part.grouping->read(record, reading); !status) [[unlikely]] {
      part.last = nullptr;
      return status;
    }
    return part.accept(reading);
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
    bool selected = false;      // the record meets it
    bool keeps_total = false;   // in states of its own: a key is of several values
    std::vector<Waiting> ring;
    std::size_t entered = 0;  // how many have passed each step
    std::size_t looked_up = 0;
    std::size_t added = 0;
    char* last = nullptr;  // the states of the last record; null: not known

    Waiting& at(std::size_t i) { return ring[i % kRing]; }
    Waiting& next() { return at(entered); }
    // Takes what was read into next(), which `reading` is.
    Status accept(const Reading& reading) {
      if (store->is_large()) return wait();
      if (!reading.repeats || last == nullptr) last = store->states(probe(reading));
      grouping->add(reading, last, store->memory());
      if (!store->count_record()) [[likely]]
        return {};
      last = nullptr;
      return store->relieve_now();
    }
    // The same for a record that may belong to several groups; nothing waits.
    Status accept_several(const Reading& reading);
    void add_batch(const Reading& reading, std::size_t count);
    template <class... Hash>
    [[nodiscard]] key::KeyTable::Probe probe(const Reading& reading, Hash... hash) const {
      return reading.is_short ? store->probe(reading.short_key, hash...)
                              : store->probe(reading.key.padded(), hash...);
    }
    Status wait();
    void look_up();
    void add();
    // Ends all waiting.
    void flush();
  };

  Group(std::vector<GroupingSpec> specs, const GroupOptions& options, const io::Streams& streams)
      : specs_(std::move(specs)), options_(options), streams_(&streams) {}
  Status bind(json::Schema& schema, std::uint64_t memory);
  Status add_part(const GroupingSpec& spec, std::uint64_t memory, json::Schema& schema,
                  const Bindings& bindings);
  Status check(const Part& part) const;
  void set_block(std::string_view block);
  Status consume_all(const stream::Record& record);
  Status read_all(const stream::Record& record);

  std::vector<GroupingSpec> specs_;  // in the order of their names
  GroupOptions options_;
  const io::Streams* streams_;
  json::Schema schema_;  // as it was before and after: what forks are compiled with
  std::vector<Part> parts_;
  expr::PeriodLets periods_;     // that the parts use
  ConditionSwitch switch_;       // of the parts
  std::vector<Part*> counting_;  // those that the record counts in
  std::string_view block_;       // that of the last record
  bool is_simple_ = false;       // one grouping, final values, each record in one group
  std::unique_ptr<Having> having_;
  Hash128 content_;  // the sum of the records' hashes, where it is asked for
};

}  // namespace nd::group
