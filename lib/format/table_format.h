// How tables are written: the renderer's interface and the list of renderers.
//
// Each renderer is one file and owns all escaping that its format needs: no character of a cell or
// a title can act as markup, end its cell or reach the terminal as a control sequence.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "format/table.h"

namespace nd::format {

struct RenderOptions {
  // text: columns of the screen that the table should fit in; 0 is no limit.
  std::size_t width = 0;
  // text: titles are bold, what is not data is pale.
  bool color = false;
  // csv, tsv: what is written is read on a terminal, which must get no control characters.
  bool on_terminal = false;
  // csv, tsv: ' before a text that a spreadsheet would run as a formula.
  bool spreadsheet = false;
  // csv, tsv: a byte order mark comes first, by which some programs know UTF-8.
  bool byte_order_mark = false;
  // text, markdown, html: what the table is called; empty: nothing.
  std::string caption{};
  // csv: the text of missing cells; any other cell with this text is quoted.
  std::string missing{};
};

// Writes one table: begin(), row() for each row in order, end(); where there are several parts(),
// next_part() and all rows once more for each further one, before end(). All append to `out`, which
// the caller may empty between calls.
class TableRenderer {
 public:
  TableRenderer() = default;
  TableRenderer(const TableRenderer&) = delete;
  TableRenderer& operator=(const TableRenderer&) = delete;
  virtual ~TableRenderer() = default;

  // Writes what stands before the rows. A renderer for people (see TableFormat) may measure
  // the table's rows here; the others look at its titles only. `table` must outlive the renderer.
  virtual void begin(const Table& table, std::string& out) = 0;
  // Of how many parts, each with some of the columns, the output consists; known after begin().
  [[nodiscard]] virtual std::size_t parts() const { return 1; }
  virtual void next_part(std::string&) {}
  virtual void row(std::span<const Cell> cells, std::string& out) = 0;
  // The next rows are footer rows. Called at most once in each part.
  virtual void begin_footer(std::string& out) = 0;
  virtual void end(std::string& out) = 0;
};

// One row of the list of formats.
struct TableFormat {
  std::string_view name;
  // Laid out by what all rows hold, so the table cannot be written as it comes; bars make sense.
  bool is_for_people;
  std::unique_ptr<TableRenderer> (*make)(const RenderOptions& options);
};

[[nodiscard]] std::span<const TableFormat> table_formats();
// nullptr if there is none of that name.
[[nodiscard]] const TableFormat* find_table_format(std::string_view name);

[[nodiscard]] std::unique_ptr<TableRenderer> make_text_renderer(const RenderOptions& options);
[[nodiscard]] std::unique_ptr<TableRenderer> make_markdown_renderer(const RenderOptions& options);
[[nodiscard]] std::unique_ptr<TableRenderer> make_csv_renderer(const RenderOptions& options);
[[nodiscard]] std::unique_ptr<TableRenderer> make_tsv_renderer(const RenderOptions& options);
[[nodiscard]] std::unique_ptr<TableRenderer> make_html_renderer(const RenderOptions& options);

}  // namespace nd::format
