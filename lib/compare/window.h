// Window: each record with further fields, made from the other records of its group.
//
// Belongs here: feeding records to the functions, and writing them with what those say. Does not
// belong here: the functions (window_function.h, window_frame.h), how they are written
// (window_call.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/ring.h"
#include "columns/key_columns.h"
#include "columns/time_column.h"
#include "compare/added_fields.h"
#include "compare/held_records.h"
#include "compare/window_call.h"
#include "compare/window_frame.h"
#include "compare/window_function.h"
#include "expr/program.h"
#include "group/group_writer.h"
#include "io/output.h"
#include "io/streams.h"
#include "json/schema.h"
#include "json/slot_set.h"
#include "key/key_buffer.h"
#include "key/key_table.h"
#include "key/short_key.h"
#include "stream/operator.h"
#include "stream/record.h"
#include "table/reading.h"

namespace nd::compare {

// As it stands on the command line.
struct WindowRequest {
  group::GroupingSpec spec;  // -w, -g, and -a: [NAME=]FUNC
  std::string time;          // -t; empty: not given
  std::string having;        // --having; empty: all records
};

// Streaming, but for lead. Memory: groups times what each function keeps of a group.
class Window {
 public:
  // Compiles everything; adds what is read to `schema`. kUsage on anything wrong. `streams` must
  // outlive it.
  static Result<std::unique_ptr<Window>> make(const WindowRequest& request, json::Schema& schema,
                                              const io::Streams& streams);

  // Of a record that --having or an interval fails for, everything but its own output is as with
  // others: it counts for those after it.
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output& out);

  // For stream::run.
  void withdraw_by(stream::Withdraw withdraw) { withdraw_ = std::move(withdraw); }
  [[nodiscard]] Status settle(io::Output& out) { return flush(out); }
  // A record before the one that was read has ended the run.
  [[nodiscard]] bool done() const { return failure_.has_value(); }
  void add_lacked(json::SlotSet& out) const;

 private:
  // One added field: one of the three.
  struct Field {
    std::unique_ptr<WindowFunction> function;
    WindowFrame* frame = nullptr;
    std::size_t place = 0;  // of the aggregate in the frame, of the lead
    std::string name{};     // of one with a frame
  };
  struct Lead {
    WindowArgument argument;
    std::size_t field = 0;
    std::size_t shift = 1;
    std::string text;                                 // X of the record at work
    std::vector<Ring<HeldRecords::Place>> waiting{};  // of each group
  };

  // A record between read() and write(). Where neither times nor frames say what comes next,
  // records wait in a ring between three steps: the place of the key in the table is fetched; the
  // group is looked up and what is kept of it is fetched; the record is written.
  struct Waiting {
    PaddedView text;
    AddedFields::Way way = AddedFields::Way::kAppended;
    bool is_short = false;
    key::ShortKey short_key;
    key::KeyBuffer key;
    std::uint64_t hash = 0;
    GroupId group = 0;
    std::uint64_t number = 0;  // among the records that were used
  };
  static constexpr std::size_t kAhead = kWindowPlaces / 2;  // records between two steps

  explicit Window(columns::KeyColumns keys, columns::TimeColumn time)
      : keys_(std::move(keys)), time_(std::move(time)) {}
  Status bind(const WindowRequest& request, json::Schema& schema, const io::Streams& streams);
  Status add_calls(const std::vector<WindowCall>& calls, json::Schema& schema,
                   const Bindings& bindings);
  Status bind_having(const std::string& having, const std::vector<json::FieldPath>& fields,
                     json::Schema& schema, const Bindings& bindings);
  [[nodiscard]] Status read(const stream::Record& record, std::size_t place);
  [[nodiscard]] Status read_key(const stream::Record& record, Waiting& waiting);
  [[nodiscard]] GroupId group_of(const Waiting& waiting);
  [[nodiscard]] Status move_on(GroupId group);
  [[nodiscard]] Status check_shortest() const;
  void append_field(std::size_t field, std::size_t place, std::string& out);
  [[nodiscard]] Status take(std::size_t place, io::Output& out);
  [[nodiscard]] Status enter(std::size_t place, io::Output& out);
  void look_up();
  [[nodiscard]] Status write(std::size_t place, io::Output& out);
  [[nodiscard]] Status write_next(io::Output& out);
  [[nodiscard]] Status flush(io::Output& out);
  [[nodiscard]] Status hold(std::size_t place, io::Output& out);
  [[nodiscard]] Status complete(const HeldRecord& record, std::string& out);
  [[nodiscard]] Result<bool> is_wanted(std::string_view record);
  [[nodiscard]] Status withdraw(const stream::Position& position, std::string_view raw,
                                const Error& error, std::uint64_t after);

  std::optional<expr::Program> where_;
  std::optional<expr::Evaluator> where_evaluator_;
  columns::KeyColumns keys_;
  columns::TimeColumn time_;
  std::vector<std::unique_ptr<WindowFrame>> frames_;
  std::vector<Field> fields_;
  std::vector<Lead> leads_;
  std::optional<AddedFields> added_;
  std::optional<HeldRecords> held_;  // where there is a lead
  std::unique_ptr<group::Having> having_;
  std::vector<std::pair<json::Slot, json::Slot>> having_reads_;  // its slot, that of the schema
  stream::Withdraw withdraw_;
  std::optional<Error> fault_;    // of a field of the record that is written
  std::optional<Error> failure_;  // of a record that was taken back, which ends the run

  const json::Slot* only_key_ = nullptr;  // where there is one key, a plain field
  key::KeyTable groups_;
  std::vector<columns::Moment> last_times_;  // of each group
  std::optional<WindowCall> shortest_;       // of the calls with a TIME that with the shortest
  columns::Moment now_ = 0;                  // of the record at work
  bool waits_ = false;                       // records go through the ring
  Waiting ring_[kWindowPlaces];
  const io::Block* block_ = nullptr;  // of the records there
  table::LineNumbers lines_;          // where records are held
  std::uint64_t used_ = 0;
  std::size_t entered_ = 0;  // how many have passed each step
  std::size_t looked_up_ = 0;
  std::size_t written_ = 0;
  bool selected_any_ = false;  // a record met the condition
};

}  // namespace nd::compare
