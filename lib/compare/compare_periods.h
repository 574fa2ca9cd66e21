// ComparePeriods: values by period -> the change of each against an earlier period.
//
// Belongs here: what is compared with what, group by group, and when a percentage may be given.
// Does not belong here: reading (period_input.h), which days stand against which
// (period_pairing.h), the split by segments (mix.h), the fields of a record (change_writer.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compare/breaks.h"
#include "compare/change_writer.h"
#include "compare/compare_options.h"
#include "compare/period_input.h"
#include "compare/side_merger.h"
#include "compare/sides.h"
#include "io/output.h"
#include "io/streams.h"
#include "json/slot_set.h"
#include "sort/final_output.h"
#include "stream/record.h"
#include "time/period.h"

namespace nd::compare {

// Blocking; memory proportional to the records. Two runs over the same records in any order write
// the same bytes.
class ComparePeriods {
 public:
  // The schema must outlive it. kUsage where names or options collide.
  [[nodiscard]] static Result<ComparePeriods> make(CompareOptions options, PeriodColumns columns,
                                                   Breaks breaks, const json::Schema& schema,
                                                   const io::Limits& limits);

  // Errors as of PeriodInput.
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out) {
    return input_->consume(record, out);
  }
  // Sorted by the group's keys, then period, then in the order of the values. kInput where a
  // comparison crosses a break and may not, a value is no number, or with --points no share: then
  // nothing is written.
  [[nodiscard]] Status finish(io::Output& out);
  // After finish(): what a user should know of options that may not be meant so, a line each.
  [[nodiscard]] std::string remarks() const;
  void add_lacked(json::SlotSet& out) const { input_->add_lacked(out); }
  [[nodiscard]] bool asks_of(PaddedView line) { return input_->asks_of(line); }

 private:
  // What is compared as one: a group, or with --mix the groups that differ in the segment alone.
  struct Family {
    std::string key;                           // encoded, without the segment
    std::vector<PeriodInput::Group> segments;  // without --mix one, the whole
    Entries together;                          // of several segments
    [[nodiscard]] const Entries& whole() const {
      return segments.size() == 1 ? *segments[0].entries : together;
    }
  };
  // One value of one period.
  struct Comparison {
    time::Period period;
    std::size_t metric = 0;
    Sides sides;
    std::vector<const Breaks::Break*> breaks;
  };

  ComparePeriods(std::unique_ptr<CompareOptions> options, std::unique_ptr<PeriodInput> input,
                 Breaks breaks, ChangeWriter whole, ChangeWriter segment,
                 std::optional<std::size_t> segment_key, sort::FinalOutput::Room room)
      : options_(std::move(options)),
        input_(std::move(input)),
        breaks_(std::move(breaks)),
        whole_(std::move(whole)),
        segment_(std::move(segment)),
        segment_key_(segment_key),
        room_(std::move(room)) {}

  [[nodiscard]] std::vector<Family> families();
  // Every comparison of a family, in the order of the answer.
  template <class Use>
  [[nodiscard]] Status each(const Family& family, Use&& use);
  // kInput where a break is crossed.
  [[nodiscard]] Status check_breaks(const Family& family);
  // kInput where a value of --points is no share.
  [[nodiscard]] Status check_share(const Comparison& comparison, bool earlier,
                                   const std::optional<agg::Rational>& value);
  // Of each segment of the family, what stands on the sides of the whole.
  [[nodiscard]] static std::vector<Sides> sides_of_segments(const Family& family,
                                                            const Sides& whole);
  [[nodiscard]] std::vector<const Breaks::Break*> breaks_between(const Family& family,
                                                                 const Sides& sides,
                                                                 std::size_t metric) const;
  // part: 0 is the whole, then come the segments.
  [[nodiscard]] Result<Change> change_of(const Comparison& comparison, const Sides& sides,
                                         std::size_t part);
  [[nodiscard]] bool is_small_base(const agg::Rational& previous) const;
  [[nodiscard]] Basis basis_of(std::size_t metric) const;
  [[nodiscard]] Result<std::optional<agg::Rational>> measure(const Side& side, std::size_t metric);
  [[nodiscard]] Status write(const Family& family, const Comparison& comparison,
                             sort::FinalOutput& out);
  [[nodiscard]] Status write_mix(const Family& family, const Comparison& comparison, Change whole,
                                 sort::FinalOutput& out);

  std::unique_ptr<CompareOptions> options_;
  std::unique_ptr<PeriodInput> input_;
  Breaks breaks_;
  std::vector<Breaks::Metric> metrics_;  // by metric
  ChangeWriter whole_;
  ChangeWriter segment_;
  std::optional<std::size_t> segment_key_;
  sort::FinalOutput::Room room_;
  std::unique_ptr<SideMerger> merger_;  // from finish() on
  Arena scratch_;
};

}  // namespace nd::compare
