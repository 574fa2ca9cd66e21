// WindowFrame: aggregates over the records of a group so far, or over the last of them: what
// running(AGG) and rolling(AGG; …) give.
//
// Belongs here: which records of a group are within the frame, and what their aggregates come to.
// Does not belong here: how a call is written (window_call.h), states that are merged within a
// window (agg/sliding_window.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agg/ranked_values.h"
#include "agg/sliding_window.h"
#include "agg/states.h"
#include "base/bindings.h"
#include "base/result.h"
#include "base/ring.h"
#include "columns/time_column.h"
#include "columns/window.h"
#include "compare/window_function.h"
#include "group/grouping.h"
#include "json/schema.h"
#include "stream/record.h"

namespace nd::compare {

// Owner. Memory: of running aggregates what ndgroup keeps of a group; of rolling ones a state for
// each record within the frame, and of aggregates that hold all values these.
class WindowFrame {
 public:
  // `extent`: kNone is all records so far. Adds what the aggregates read to `schema`. kUsage on
  // anything wrong.
  static Result<std::unique_ptr<WindowFrame>> compile(columns::Window extent,
                                                      const std::vector<std::string>& aggregates,
                                                      json::Schema& schema,
                                                      const Bindings& bindings);

  // Everything about a record that can fail. Changes nothing.
  [[nodiscard]] Status read(const stream::Record& record);
  // Takes in the record that was read: the newest of its group.
  void take(GroupId group, columns::Moment now);
  // kInput where the aggregate is an interval of what is no proportion for the record that was
  // taken in last. To be called before append().
  [[nodiscard]] Status check_proportion(std::size_t aggregate, std::string_view name) {
    return layout_.check_proportion(layout_.clauses().outputs()[aggregate], answer(), name);
  }
  // Appends the value of an aggregate, by its place, for the record that was taken in last.
  void append(std::size_t aggregate, std::string& out);
  void add_lacked(json::SlotSet& out) const { grouping_->add_lacked(out); }

  // Adds the paths of the values that the aggregate has, where its field stands at `path`.
  void append_value_paths(std::size_t aggregate, const json::FieldPath& path,
                          std::vector<json::FieldPath>& out) const {
    agg::Output output = layout_.clauses().outputs()[aggregate];
    output.path = path;
    agg::append_value_paths(output, out);
  }

 private:
  // The values of a column that states do not merge.
  struct Moving {
    agg::RankedValues values;
    Ring<std::string> records;  // the keys of each record within the frame
  };
  struct Group {
    explicit Group(std::size_t bytes) : states(bytes) {}

    agg::SlidingWindow states;
    Ring<columns::Moment> times;
    std::uint64_t size = 0;  // records within the frame
    std::vector<Moving> moving;
  };
  // A column of the layout that is kept in Group::moving.
  struct Ranked {
    std::size_t column = 0;
    const agg::RankedFunctions* functions = nullptr;
  };

  WindowFrame(columns::Window extent, std::unique_ptr<group::Grouping> grouping);

  [[nodiscard]] bool is_running() const { return extent_.kind == columns::Window::Kind::kNone; }
  [[nodiscard]] char* running(GroupId group) {
    return running_.data() + std::size_t{group} * layout_.bytes();
  }
  void add_group();
  void add(char* states);
  void add_ranked(Group& group);
  void drop_oldest(Group& group);
  [[nodiscard]] bool is_left_behind(Group& group, columns::Moment now);
  void collect();
  // The states of the group that was asked last.
  [[nodiscard]] const char* answer() { return is_running() ? running(last_) : answer_.data(); }

  columns::Window extent_;
  columns::Moment width_;
  std::unique_ptr<group::Grouping> grouping_;
  const agg::StateLayout& layout_;
  group::Grouping::Course course_;  // of every record
  group::Reading reading_;
  std::vector<const group::Reading::Inputs*> inputs_;  // of it, by column; null: it has none
  std::vector<Ranked> ranked_;
  std::vector<std::size_t> merged_;  // the other columns
  std::vector<Group> groups_;
  std::vector<char> running_;  // of each group its states, where all records count
  std::vector<char> element_;  // the states of one record
  std::vector<char> answer_;   // of the group that was asked last
  std::vector<const agg::RankedValues*> values_;  // likewise, by column; null: a state
  std::unique_ptr<agg::Memory> memory_;
  std::size_t collect_at_;
  std::size_t states_ = 0;  // how many records are within all frames
  agg::Memory scratch_;     // of the answer
  key::KeyBuffer key_;
  Arena text_;
  GroupId last_ = 0;  // the group whose record was taken in last
};

}  // namespace nd::compare
