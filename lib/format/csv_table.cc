// CSV exactly as RFC 4180 has it (CRLF, quotes doubled), and TSV as base/cell_text.h has it.
//
// An empty text and a missing value look alike in CSV, so a text that reads like a missing value is
// quoted ("" against nothing), as PostgreSQL and DuckDB tell them apart. A one-column row is never
// an empty line, which readers skip.
//
// Spreadsheet mode: a program that opens the file takes a field that starts with = + - @ TAB CR or
// LF, or the full-width forms of the first four, for a formula; an apostrophe before it makes it
// text. Blanks before them change nothing, as some programs drop these. What follows a semicolon, a
// tab or a line end within a text counts as a start too: where a semicolon separates, the quotes of
// a field that is not the first mean nothing. Only texts get it, never numbers.
// Source: OWASP, "CSV Injection".
#include <algorithm>
#include <iterator>

#include "base/cell_text.h"
#include "base/display_width.h"
#include "format/table_format.h"

namespace nd::format {
namespace {

// Bytes of the one of `starts` that text begins with; 0 if with none.
template <std::size_t N>
std::size_t start_size(std::string_view text, const std::string_view (&starts)[N]) {
  const auto* const found =
      std::find_if(std::begin(starts), std::end(starts),
                   [&](std::string_view start) { return text.starts_with(start); });
  return found == std::end(starts) ? 0 : found->size();
}

bool runs_in_spreadsheet(std::string_view text) {
  constexpr std::string_view kStarts[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                          "\n", "＝", "＋", "－", "＠"};
  // Space, no-break space, zero-width space, full-width space, byte order mark.
  constexpr std::string_view kBlanks[] = {" ", "\u00A0", "\u200B", "\u3000", "\uFEFF"};
  while (const std::size_t blank = start_size(text, kBlanks))
    text.remove_prefix(blank);
  return start_size(text, kStarts) > 0;
}

// Appends text so that neither it nor a part of it runs.
void append_guarded(std::string& out, std::string_view text) {
  for (;;) {
    if (runs_in_spreadsheet(text)) out.push_back('\'');
    const std::size_t end = text.find_first_of(";\t\r\n", text.find_first_not_of("\t\r\n"));
    if (end == std::string_view::npos) break;
    out.append(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  out.append(text);
}

// Line ends and tabs stay as they are within quotes; nothing else reaches the terminal.
void append_visible_lines(std::string& out, std::string_view text) {
  for (;;) {
    const std::size_t end = text.find_first_of("\n\t");
    append_visible(out, text.substr(0, end));
    if (end == std::string_view::npos) return;
    out.push_back(text[end]);
    text.remove_prefix(end + 1);
  }
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What both forms share: the order of titles, rows and footers is the order of lines.
class SeparatedRenderer : public TableRenderer {
 public:
  SeparatedRenderer(const RenderOptions& options, char separator, std::string_view line_end)
      : options_(options), separator_(separator), line_end_(line_end) {}

  void begin(const Table& table, std::string& out) final {
    // A reader drops the first of two.
    if (options_.byte_order_mark ||
        (!table.columns().empty() && table.columns()[0].title.starts_with(kByteOrderMark)))
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
  [[nodiscard]] const RenderOptions& options() const { return options_; }
  [[nodiscard]] bool in_header() const { return in_header_; }

 private:
  void field(std::string& out, Cell cell, std::size_t columns) {
    if (options_.spreadsheet && cell.kind != CellKind::kNumber) {
      guarded_.clear();
      append_guarded(guarded_, cell.text);
      cell.text = guarded_;
    }
    if (options_.on_terminal) {
      visible_.clear();
      append_visible_lines(visible_, cell.text);
      cell.text = visible_;
    }
    append_field(out, cell, columns);
  }

  virtual void append_field(std::string& out, const Cell& cell, std::size_t columns) = 0;

  RenderOptions options_;
  char separator_;
  std::string_view line_end_;
  std::string guarded_;  // scratch
  std::string visible_;  // scratch
  bool in_header_ = true;
};

class CsvRenderer final : public SeparatedRenderer {
 public:
  explicit CsvRenderer(const RenderOptions& options) : SeparatedRenderer(options, ',', "\r\n") {}

 private:
  void append_field(std::string& out, const Cell& cell, std::size_t columns) override {
    const bool looks_missing = cell.kind != CellKind::kMissing && cell.text == options().missing;
    const bool is_blank_line = columns == 1 && cell.text.empty();
    // A title alone that a reader could take for several, separated by something else; to a
    // spreadsheet any cell.
    const bool seems_many = ((columns == 1 && in_header()) || options().spreadsheet) &&
                            cell.text.find_first_of(";\t") != std::string_view::npos;
    if (looks_missing || is_blank_line || seems_many ||
        cell.text.find_first_of(",\"\r\n") != std::string_view::npos) {
      append_csv_quoted(out, cell.text);
    } else {
      out.append(cell.text);
    }
  }
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
