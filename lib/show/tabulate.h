// Tabulate: gathers records into a table and writes it.
//
// Streaming for csv and tsv with named columns; else blocking, memory proportional to the input.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "json/schema.h"
#include "json/slot_set.h"
#include "show/finish_table.h"
#include "show/table_request.h"
#include "show/withheld.h"
#include "stream/operator.h"

namespace nd::show {

class Tabulate {
 public:
  // Adds the fields it needs to the schema; `strict`: those that are only formatted, too.
  Tabulate(TableLayout layout, json::Schema& schema, bool strict = false);

  // kInput: without named columns, a record that is no object; with a pivot, two values for one
  // cell; with a pivot or --total, a record that is a total.
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output& out);
  // The columns that were named; none where all fields are shown.
  void add_lacked(json::SlotSet& out) const {
    for (const json::Slot slot : slots_)
      out.add(slot);
  }
  // Where all fields are shown: those that an option formats.
  [[nodiscard]] const std::vector<json::FieldPath>& named_fields() const { return formatted_; }

 private:
  using Indexes = std::unordered_map<std::string, std::size_t>;

  [[nodiscard]] Flags flags_of(json::Row row) const;
  [[nodiscard]] bool is_suppressed(json::Row row) const;
  [[nodiscard]] Status note_total();
  [[nodiscard]] Status add_columns_of(const stream::Record& record);
  [[nodiscard]] Status add_fields(const json::Value& object, const Withheld& withheld);
  [[nodiscard]] std::size_t column_at_path();
  [[nodiscard]] Status add_to_pivot(json::Row row);
  [[nodiscard]] bool is_taken(std::size_t row, std::size_t column) const;
  [[nodiscard]] Status write_row(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status begin_stream(io::Output& out);
  [[nodiscard]] Result<std::string> pivot_key(const json::Value& value);
  [[nodiscard]] Result<format::Cell> kept(const json::Value& value);
  [[nodiscard]] Result<format::Cell> kept(const json::Value& value, const json::FieldPath& field,
                                          const Withheld& withheld);

  TableLayout layout_;
  std::vector<json::Slot> slots_;  // of the layout's columns; of the whole record if there are none
  std::vector<json::Slot> flag_slots_;         // of flag_fields(), where flags are shown
  std::optional<json::Slot> suppressed_slot_;  // of a pivot
  std::optional<json::Slot> total_slot_;       // of a record that is a total
  std::vector<json::FieldPath> formatted_;
  TableGrid grid_;
  Arena texts_;                         // of the grid's cells
  Arena scratch_;                       // of one record
  Arena tree_;                          // of one nested value
  Indexes column_of_;                   // path_key_, or pivot key, -> column
  Indexes row_of_;                      // pivot key -> row
  std::vector<std::string_view> path_;  // of the field that is read
  std::string path_key_;                // the same as one text that no other path has
  std::string buffer_;
  std::vector<format::Cell> cells_;
  std::unique_ptr<format::TableRenderer> renderer_;  // streaming
  std::unique_ptr<format::Table> titles_;            // streaming: the table without rows
};

}  // namespace nd::show
