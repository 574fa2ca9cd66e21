// RowParser: the rows of CSV and TSV files -> records: headers, columns, what becomes of a row.
//
// Belongs here: a row that was read. Does not belong here: where rows start and end
// (io/csv_reader.h), threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "io/csv_reader.h"
#include "json/field_path.h"
#include "parse/cell_converter.h"
#include "parse/flat_plan.h"
#include "parse/parse_run.h"
#include "parse/plain_copy.h"

namespace nd::parse {

// One cell of a row. Columns stand in the order of the record.
struct Column {
  std::size_t cell = 0;
  std::string name;       // in the record
  json::FieldPath place;  // the same
  std::string key;        // what stands before its value: {"name": or ,"name": and kCopySlack bytes
  CellRule rule;

  [[nodiscard]] std::string_view key_text() const {
    return std::string_view(key).substr(0, key.size() - kCopySlack);
  }
};

// One for each thread.
class RowParser {
 public:
  RowParser(ParseRun& run, ParseFormat format, FlatPlan plan)
      : run_(run), tsv_(format == ParseFormat::kTsv), plan_(std::move(plan)) {}

  // How its rows are to be read.
  [[nodiscard]] io::CsvOptions options() const;
  // Accepts or refuses a row, the next one or the first one of a file; returns an error only to end
  // the run. It may tell the reader how to go on.
  [[nodiscard]] Status take(const io::CsvRow& row, io::CsvReader& reader);
  // Rows follow of `file` that stand behind `byte`: its header is read, if that stands before it.
  void start_behind(std::string_view file, std::uint64_t byte, io::CsvReader& reader);

 private:
  // The columns of a file, as far as they are known.
  struct Known {
    std::string file;
    std::uint64_t byte = 0;  // where the row starts that told them
    bool found = false;
  };

  void learn_header(std::string_view file);
  void give_blank_lines(io::CsvReader& reader) const;
  std::string_view text_of(const io::CsvCell& cell);
  std::string other_format(const io::CsvRow& row, bool is_data) const;
  Status take_header(const io::CsvRow& row, bool& is_data);
  Result<std::vector<std::string>> header_names(const io::CsvRow& row, bool is_data);
  Status make_columns(const io::CsvRow& row, const std::vector<std::string>& names);
  Status check_places(const io::CsvRow& row, std::span<const json::FieldPath> places) const;
  Status check_fields(const io::CsvRow& row, const std::vector<std::string>& names) const;
  Status take_row(const io::CsvRow& row);
  Status append_record(const io::CsvRow& row, std::string& out);
  Status append_cells(const io::CsvRow& row, std::string& out);
  bool lacks_cells(const io::CsvRow& row) const;
  Status append_present(const io::CsvRow& row, std::string& out);
  Status append_cell(const io::CsvRow& row, const Column& column, std::string& out);
  bool append_plain_cells(const io::CsvRow& row, std::string& out);
  std::string many(std::size_t cells) const;
  tl::unexpected<Error> header_error(const io::CsvRow& row, std::string message) const;

  ParseRun& run_;
  bool tsv_;
  FlatPlan plan_;
  Known known_;
  std::vector<Column> columns_;
  std::string after_;          // behind the last value: the braces of objects within the record
  std::size_t key_bytes_ = 0;  // of all columns
  bool has_rules_ = false;
  std::string record_;        // room to put a record together
  bool needs_header_ = true;  // no row of this file has told the columns yet
  std::string source_key_;
  std::string scratch_;
};

}  // namespace nd::parse
