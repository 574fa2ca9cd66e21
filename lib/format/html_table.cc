// An HTML table: a fragment to put into a page, with class names to style and numbers on the right.
//
// <table class="ndtable">; cells have the class text, number, missing or bar. Escaped are & < > "
// and
// '; a line break becomes <br>; other control characters, which HTML may not hold, are shown as
// escapes. Line by line: no memory beyond the line.
#include "base/display_width.h"
#include "base/utf8.h"
#include "format/table_format.h"

namespace nd::format {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = utf8::next(text, at);
    switch (code_point) {
      case '&':
        out.append("&amp;");
        continue;
      case '<':
        out.append("&lt;");
        continue;
      case '>':
        out.append("&gt;");
        continue;
      case '"':
        out.append("&quot;");
        continue;
      case '\'':
        out.append("&#39;");
        continue;
      case '\r':
        if (at < text.size() && text[at] == '\n') continue;
        [[fallthrough]];
      case '\n':
        out.append("<br>");
        continue;
      default:
        break;
    }
    if (is_control(code_point)) {
      append_escaped_control(out, code_point);
    } else {
      utf8::append(out, code_point);
    }
  }
}

// Inline, so that the table is right without any style sheet.
std::string_view attributes(ColumnKind column, CellKind cell) {
  switch (cell) {
    case CellKind::kBar:
      return R"( class="bar" style="white-space:pre")";
    case CellKind::kNumber:
      return R"( class="number" style="text-align:right")";
    case CellKind::kText:
      return R"( class="text")";
    case CellKind::kMissing:
      break;
  }
  return column == ColumnKind::kNumber ? R"( class="missing" style="text-align:right")"
                                       : R"( class="missing")";
}

std::string_view title_attributes(ColumnKind column) {
  switch (column) {
    case ColumnKind::kNumber:
      return attributes(column, CellKind::kNumber);
    case ColumnKind::kBar:
      return R"( class="bar")";
    case ColumnKind::kText:
      break;
  }
  return attributes(column, CellKind::kText);
}

class HtmlRenderer final : public TableRenderer {
 public:
  void begin(const Table& table, std::string& out) override {
    columns_ = table.columns();
    out.append("<table class=\"ndtable\">\n<thead>\n<tr>");
    for (const Column& column : columns_) {
      out.append("<th scope=\"col\"").append(title_attributes(column.kind)).append(">");
      append_escaped(out, column.title);
      out.append("</th>");
    }
    out.append("</tr>\n</thead>\n<tbody>\n");
  }

  void row(std::span<const Cell> cells, std::string& out) override {
    out.append("<tr>");
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      out.append("<td").append(attributes(columns_[c].kind, cells[c].kind)).append(">");
      append_escaped(out, cells[c].text);
      out.append("</td>");
    }
    out.append("</tr>\n");
  }

  void begin_footer(std::string& out) override {
    out.append("</tbody>\n<tfoot>\n");
    in_footer_ = true;
  }

  void end(std::string& out) override {
    out.append(in_footer_ ? "</tfoot>\n</table>\n" : "</tbody>\n</table>\n");
  }

 private:
  std::span<const Column> columns_;
  bool in_footer_ = false;
};

}  // namespace

std::unique_ptr<TableRenderer> make_html_renderer(const RenderOptions&) {
  return std::make_unique<HtmlRenderer>();
}

}  // namespace nd::format
