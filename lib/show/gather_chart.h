// GatherChart: gathers records into a chart and draws it.
//
// Belongs here: which record is which point, and what may not be. Does not belong here: the order,
// ranking and cutting of what was gathered (finish_chart.h), bins (histogram.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "io/output.h"
#include "json/slot_set.h"
#include "plot/chart.h"
#include "show/gathered.h"
#include "show/histogram.h"
#include "show/plot_request.h"
#include "stream/record.h"

namespace nd::show {

// Blocking; memory proportional to the records.
class GatherChart {
 public:
  explicit GatherChart(PlotPlan plan);

  // kInput: what is no number, a second value of one x and series, a mark with two values, a
  // record that is a total of others.
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output& out);
  void add_lacked(json::SlotSet& out) const;

 private:
  struct Read {
    plot::Point point{};
    std::string series_key{};
    plot::Series series{};
  };
  // What a record says of its values besides their numbers.
  struct About {
    plot::Flags flags = 0;
    bool withheld = false;  // none of them may be drawn
    bool highlight = false;
  };
  using Indexes = std::unordered_map<std::string, std::uint32_t>;

  [[nodiscard]] Result<Place> place_of(columns::KeyColumns& columns, std::size_t column,
                                       const stream::Record& record);
  [[nodiscard]] Result<plot::Point> point_of(columns::KeyColumns& columns, std::size_t column,
                                             const stream::Record& record);
  [[nodiscard]] Result<About> read_about(const stream::Record& record);
  [[nodiscard]] Status read_points(const stream::Record& record);
  [[nodiscard]] Result<std::vector<plot::Mark>> read_marks(const stream::Record& record);
  [[nodiscard]] Status keep(const Place& x, const stream::Record& record);
  void keep_marks(std::vector<plot::Mark> marks);
  [[nodiscard]] Status keep_number(const stream::Record& record);
  [[nodiscard]] Status keep_single(const stream::Record& record);

  PlotPlan plan_;
  Gathered gathered_;
  Histogram histogram_;
  std::uint64_t withheld_ = 0;  // records that the histogram does not count
  Indexes x_of_;
  Indexes series_of_;
  std::unordered_set<std::uint64_t> met_;  // x and series of a cell
  std::vector<Read> read_;                 // of one record
  Arena scratch_;
  bool has_record_ = false;
};

}  // namespace nd::show
