// WindowFunction: a field that each record gets from the earlier records of its group: lag, delta,
// changed, rownum, session.
//
// Belongs here: what such a function is, and the list of all functions of ndwindow. Does not belong
// here: aggregates over a frame (window_frame.h), what waits for later records (held_records.h).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/bindings.h"
#include "base/result.h"
#include "columns/time_column.h"
#include "compare/window_call.h"
#include "expr/program.h"
#include "json/schema.h"
#include "json/slot_set.h"
#include "stream/record.h"

namespace nd::compare {

// Groups are numbered from 0 in the order in which they come.
using GroupId = std::uint32_t;

// Which group's turn it is, and when.
struct WindowMoment {
  GroupId group = 0;
  columns::Moment now = 0;  // of no meaning without -t
};

// Records wait between the two, so that the memory works on the groups of several at a time: each
// has one of so many places.
inline constexpr std::size_t kWindowPlaces = 16;

// For each record read() is called, then step(), with the record's place; the steps come in the
// order of the records, and a group's first one in the order of the numbers.
class WindowFunction {
 public:
  WindowFunction() = default;
  WindowFunction(const WindowFunction&) = delete;
  WindowFunction& operator=(const WindowFunction&) = delete;
  virtual ~WindowFunction() = default;

  // Everything about a record that can fail. What it refers to is not needed afterwards.
  [[nodiscard]] virtual Status read(const stream::Record& /*record*/, std::size_t /*place*/) {
    return {};
  }
  // Fetches what step() of a group will look at into the cache.
  virtual void prefetch(GroupId /*group*/) const {}
  // Appends the field's value, as JSON text, for the record that was read, and takes it in as the
  // newest of its group.
  virtual void step(std::size_t place, const WindowMoment& at, std::string& out) = 0;
  virtual void add_lacked(json::SlotSet& /*out*/) const {}
};

// X of a call: one value of each record.
class WindowArgument {
 public:
  // kUsage on anything wrong; `call` is named then.
  static Result<WindowArgument> compile(const WindowCall& call, json::Schema& schema,
                                        const Bindings& bindings);

  // Valid until the next call, and as long as the record. kInput if there is not exactly one.
  [[nodiscard]] Result<json::Value> value(const stream::Record& record) {
    if (const json::Slot* const slot = program_->plain_slot()) [[likely]]
      return json::at(record.row, *slot);
    return *ND_TRY(evaluator_.one(record.row, record.block->file));
  }
  // As it was written, in one normal form.
  [[nodiscard]] const std::string& text() const { return program_->canonical(); }
  void add_lacked(json::SlotSet& out) const;

 private:
  explicit WindowArgument(expr::Program program)
      : program_(std::make_unique<expr::Program>(std::move(program))), evaluator_(*program_) {}

  std::unique_ptr<const expr::Program> program_;  // does not move, the evaluator refers to it
  expr::Evaluator evaluator_;
};

// Of a call that is neither an aggregate nor lead.
[[nodiscard]] Result<std::unique_ptr<WindowFunction>> make_function(const WindowCall& call,
                                                                    json::Schema& schema,
                                                                    const Bindings& bindings);

}  // namespace nd::compare
