// CSV exactly as RFC 4180 has it (CRLF, quotes doubled), and TSV as base/cell_text.h has it.
//
// An empty text and a missing value look alike in CSV, so a text that reads like a missing value is
// quoted ("" against nothing), as PostgreSQL and DuckDB tell them apart. A one-column row is never
// an empty line, which readers skip.
//
// Spreadsheet mode: a program that opens the file takes a field that starts with = + - @ TAB CR or
// LF, or the full-width forms of the first four, for a formula; an apostrophe before it makes it
// text. Only texts get it, never numbers. Source: OWASP, "CSV Injection".
#include <algorithm>
#include <iterator>

#include "base/cell_text.h"
#include "format/table_format.h"

namespace nd::format {
namespace {

bool runs_in_spreadsheet(std::string_view text) {
  constexpr std::string_view kStarts[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                          "\n", "＝", "＋", "－", "＠"};
  return std::any_of(std::begin(kStarts), std::end(kStarts),
                     [&](std::string_view start) { return text.substr(0, start.size()) == start; });
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What both forms share: the order of titles, rows and footers is the order of lines.
class SeparatedRenderer : public TableRenderer {
 public:
  SeparatedRenderer(const RenderOptions& options, char separator, std::string_view line_end)
      : spreadsheet_(options.spreadsheet), separator_(separator), line_end_(line_end) {}

  void begin(const Table& table, std::string& out) final {
    // A reader drops the first of two.
    if (!table.columns().empty() && table.columns()[0].title.starts_with(kByteOrderMark))
      out.append(kByteOrderMark);
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
      if (c > 0) out.push_back(separator_);
      field(out, Cell{table.columns()[c].title, CellKind::kText}, table.columns().size());
    }
    out.append(line_end_);
    in_header_ = false;
  }

  void row(std::span<const Cell> cells, std::string& out) final {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c > 0) out.push_back(separator_);
      field(out, cells[c], cells.size());
    }
    out.append(line_end_);
  }

  void begin_footer(std::string&) final {}
  void end(std::string&) final {}

 protected:
  [[nodiscard]] bool in_header() const { return in_header_; }

 private:
  void field(std::string& out, const Cell& cell, std::size_t columns) {
    const bool is_formula =
        spreadsheet_ && cell.kind != CellKind::kNumber && runs_in_spreadsheet(cell.text);
    if (!is_formula) {
      append_field(out, cell, columns);
      return;
    }
    guarded_.assign("'");
    guarded_.append(cell.text);
    append_field(out, Cell{guarded_, cell.kind}, columns);
  }

  virtual void append_field(std::string& out, const Cell& cell, std::size_t columns) = 0;

  bool spreadsheet_;
  char separator_;
  std::string_view line_end_;
  std::string guarded_;
  bool in_header_ = true;
};

class CsvRenderer final : public SeparatedRenderer {
 public:
  explicit CsvRenderer(const RenderOptions& options)
      : SeparatedRenderer(options, ',', "\r\n"), missing_(options.missing) {}

 private:
  void append_field(std::string& out, const Cell& cell, std::size_t columns) override {
    const bool looks_missing = cell.kind != CellKind::kMissing && cell.text == missing_;
    const bool is_blank_line = columns == 1 && cell.text.empty();
    // A title alone that a reader could take for several, separated by something else.
    const bool seems_many =
        columns == 1 && in_header() && cell.text.find_first_of(";\t") != std::string_view::npos;
    if (looks_missing || is_blank_line || seems_many ||
        cell.text.find_first_of(",\"\r\n") != std::string_view::npos) {
      append_csv_quoted(out, cell.text);
    } else {
      out.append(cell.text);
    }
  }

  std::string missing_;
};

class TsvRenderer final : public SeparatedRenderer {
 public:
  explicit TsvRenderer(const RenderOptions& options) : SeparatedRenderer(options, '\t', "\n") {}

 private:
  void append_field(std::string& out, const Cell& cell, std::size_t) override {
    append_tsv_escaped(out, cell.text);
  }
};

}  // namespace

std::unique_ptr<TableRenderer> make_csv_renderer(const RenderOptions& options) {
  return std::make_unique<CsvRenderer>(options);
}

std::unique_ptr<TableRenderer> make_tsv_renderer(const RenderOptions& options) {
  return std::make_unique<TsvRenderer>(options);
}

}  // namespace nd::format
