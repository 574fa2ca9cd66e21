#include "parse/row_parser.h"

#include <algorithm>
#include <utility>

#include "base/cell_text.h"
#include "base/number.h"
#include "base/wording.h"
#include "json/object_layout.h"
#include "json/validate.h"
#include "json/writer.h"

namespace nd::parse {

namespace {

// null, with kCopySlack readable bytes behind it.
constexpr char kNullStorage[4 + kCopySlack + 1] = "null";
constexpr std::string_view kNullText(kNullStorage, 4);

// Whether a CR stands outside quotes (of a whole row, without its line end).
bool has_lone_cr(std::string_view row, bool quotes) {
  if (row.find('\r') == std::string_view::npos) return false;
  bool inside = false;
  for (const char c : row) {
    if (quotes && c == '"') inside = !inside;
    if (c == '\r' && !inside) return true;
  }
  return false;
}

std::string_view unescaped(std::string_view text, std::string& scratch) {
  if (text.find('\\') == std::string_view::npos) return text;
  scratch.clear();
  append_tsv_unescaped(scratch, text);
  return scratch;
}

std::string_view unquoted(const io::CsvCell& cell, std::string& scratch) {
  if (!cell.doubled) return cell.text;
  scratch.clear();
  for (std::size_t i = 0; i < cell.text.size(); ++i) {
    scratch.push_back(cell.text[i]);
    if (cell.text[i] == '"') ++i;  // the second of two
  }
  return scratch;
}

}  // namespace

std::string_view RowParser::text_of(const io::CsvCell& cell) {
  return tsv_ ? unescaped(cell.text, scratch_) : unquoted(cell, scratch_);
}

// Without its header no row of a file means anything, so such an error always ends the run.
tl::unexpected<Error> RowParser::header_error(const io::CsvRow& row, std::string message) const {
  std::string text = fmt::format("{}:", excerpt(row.file, 200));
  append_uint(text, row.line);
  return input_error("{}: {}", text, std::move(message));
}

std::string RowParser::many(std::size_t cells) const {
  std::string out;
  append_uint(out, cells);
  return out + (cells == 1 ? " cell" : " cells");
}

Result<std::vector<std::string>> RowParser::header_names(const io::CsvRow& row, bool is_data) {
  const std::vector<std::string>& given = run_.options().columns;
  std::vector<std::string> names;
  if (!given.empty()) {
    if (!is_data && given.size() != row.cells.size()) {
      return header_error(row, fmt::format("the header has {}, but --columns names {}",
                                           many(row.cells.size()), given.size()));
    }
    for (const std::string& name : given)
      names.push_back(flat_name(name));
    return names;
  }
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    names.push_back(is_data ? "c" + std::to_string(i + 1) : std::string(text_of(row.cells[i])));
    if (names.back().empty()) {
      return header_error(
          row, fmt::format("the header's cell {} is empty; --columns can name them all", i + 1));
    }
  }
  return names;
}

Status RowParser::check_places(const io::CsvRow& row,
                               std::span<const json::FieldPath> places) const {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const json::FieldPath& place = places[i];
    for (const json::FieldPath& other : places.subspan(0, i)) {
      if (other == place) {
        return header_error(row, "two columns are called '" + excerpt(place.name(), 60) + "'");
      }
      if (json::related(other, place)) {
        return header_error(
            row,
            fmt::format("the columns '{}' and '{}' cannot both be: one would lie within the other",
                        excerpt(other.text(), 60), excerpt(place.text(), 60)));
      }
    }
    const std::string& top = place.segments[0];
    if (run_.options().add_source && (top == kFileField || top == kLineField)) {
      return header_error(row,
                          "there is a column '" + top + "' already, which --add-source would add");
    }
  }
  return {};
}

Status RowParser::make_columns(const io::CsvRow& row, const std::vector<std::string>& names) {
  const std::vector<std::string>& given = run_.options().columns;
  std::vector<json::FieldPath> places;
  std::vector<CellRule> rules(names.size());
  has_rules_ = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const FlatField* const field = plan_.find(names[i]);
    places.push_back(given.empty() ? plan_.place_of(names[i]) : output_path(given[i]));
    if (field == nullptr) continue;
    if (field->renamed) places.back() = *field->renamed;
    rules[i] = field->rule;
    has_rules_ = has_rules_ || rules[i].converts() || rules[i].required;
  }
  ND_TRY(check_places(row, places));
  const json::ObjectLayout layout(places);
  columns_.clear();
  key_bytes_ = layout.after().size();
  after_ = layout.after();
  for (const auto& field : layout.fields()) {
    Column column{field.path, places[field.path].name(), places[field.path], field.before,
                  rules[field.path]};
    if (columns_.empty()) column.key.insert(0, 1, '{');
    key_bytes_ += column.key.size();
    column.key.append(kCopySlack, '\0');
    columns_.push_back(std::move(column));
  }
  return check_fields(row, names);
}

// Whether every field that an option names is a column.
Status RowParser::check_fields(const io::CsvRow& row, const std::vector<std::string>& names) const {
  for (const FlatField& field : plan_.fields()) {
    const bool found = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return plan_.find(name) == &field;
    });
    if (found) continue;
    return header_error(row, fmt::format("there is no column '{}'; there are {}",
                                         excerpt(field.input, 60), excerpt(joined(names), 200)));
  }
  return {};
}

// What a first row tells of a file that is of another format; empty for nothing.
std::string RowParser::other_format(const io::CsvRow& row, bool is_data) const {
  const std::string_view raw = row.raw;
  if (stream::is_html(raw)) return "this is an HTML page, as a server sends with an error";
  const ParseOptions& options = run_.options();
  if (is_data || !options.columns.empty()) return {};
  for (const std::string_view start : {"{\"", "[{", "[\""}) {
    if (raw.starts_with(start)) return "this is JSON; --from json reads it";
  }
  if (raw == "{" || raw == "[") return "this is JSON; --from json reads it";
  if (row.cells.size() != 1 || row.cells[0].quoted || options.delimiter) return {};
  const auto has = [raw](char c) { return raw.find(c) != std::string_view::npos; };
  const std::string one =
      tsv_ ? "; -d '\\t' takes it as one column" : "; -d , takes it as one column";
  if (tsv_ && has(','))
    return fmt::format("the header has commas and no tab: --from csv reads CSV{}", one);
  if (tsv_) return {};
  if (has('\t'))
    return fmt::format("the header has tabs and no comma: --from tsv reads TSV{}", one);
  if (has(';'))
    return fmt::format("the header has semicolons and no comma: -d ';' separates by them{}", one);
  if (has('|'))
    return fmt::format("the header has bars and no comma: -d '|' separates by them{}", one);
  return {};
}

// The first row of a file. is_data: it is a record too.
Status RowParser::take_header(const io::CsvRow& row, bool& is_data) {
  is_data = run_.options().no_header;
  if ((!is_data || row.only_line) && has_lone_cr(row.raw, !tsv_))
    return header_error(row, std::string(kLoneCr));
  if (std::string other = other_format(row, is_data); !other.empty())
    return header_error(row, std::move(other));
  // A bad row of data is one bad record; the next row tells how many columns there are, unless
  // --columns has done so.
  if (is_data && row.error != nullptr && run_.options().columns.empty()) return {};
  needs_header_ = false;
  if (!is_data && row.error != nullptr)
    return header_error(row, fmt::format("the first row cannot be read: {}", row.error->message));
  if (!is_data && json::find_invalid_utf8(row.raw) != std::string_view::npos) {
    return header_error(row, "the header is not valid UTF-8");
  }
  const std::vector<std::string> names = ND_TRY(header_names(row, is_data));
  ND_TRY(make_columns(row, names));
  if (!run_.options().add_source) return {};
  source_key_ = fmt::format(",\"{}\":", kFileField);
  json::append_string(source_key_, row.file);
  source_key_ += fmt::format(",\"{}\":", kLineField);
  return {};
}

// The common case at once: no cell has a rule, a doubled quote or a character that JSON (or TSV)
// escapes. Else false, and nothing is appended.
bool RowParser::append_plain_cells(const io::CsvRow& row, std::string& out) {
  if (has_rules_ || run_.converter().rewrites_numbers()) return false;
  constexpr std::size_t kLongest = 6;  // "" or null, more than the cell's own text
  const std::size_t room = key_bytes_ + row.raw.size() + kLongest * columns_.size() + kCopySlack;
  if (record_.size() < room) record_.resize(2 * room);
  const bool plain = !run_.converter().changes_all();
  char* to = record_.data();
  for (const Column& column : columns_) {
    const io::CsvCell& cell = row.cells[column.cell];
    if (cell.doubled) return false;
    if (tsv_ && !plain && cell.text.find('\\') != std::string_view::npos) return false;
    to = copy(to, column.key_text());
    const auto outcome =
        plain ? CellConverter::Outcome::kString : run_.converter().outcome(cell.text);
    if (outcome == CellConverter::Outcome::kString) {
      *to = '"';
      to = plain_copy(to + 1, cell.text);
      if (to == nullptr) return false;
      *to++ = '"';
    } else {
      to = copy(to, outcome == CellConverter::Outcome::kNull ? kNullText : cell.text);
    }
  }
  out.append(record_.data(), static_cast<std::size_t>(to - record_.data()));
  return true;
}

Status RowParser::append_cells(const io::CsvRow& row, std::string& out) {
  for (const Column& column : columns_) {
    out.append(column.key_text());
    ND_TRY(append_cell(row, column, out));
  }
  return {};
}

Status RowParser::append_cell(const io::CsvRow& row, const Column& column, std::string& out) {
  const io::CsvCell& cell = row.cells[column.cell];
  const std::string_view text = text_of(cell);
  if (!run_.converter().changes_all() && !column.rule.converts()) {
    json::append_string(out, text);
  } else if (Status status = run_.converter().append_cell(out, text, column.rule); !status) {
    return input_error_at(static_cast<std::size_t>(cell.text.data() - row.raw.data()),
                          excerpt(column.name, 60) + ": " + status.error().message);
  }
  return {};
}

// Whether the record has not all fields: those of a short row, and of empty cells with --infer.
bool RowParser::lacks_cells(const io::CsvRow& row) const {
  if (row.cells.size() < columns_.size()) return true;
  return run_.converter().leaves_out_empty() &&
         std::any_of(row.cells.begin(), row.cells.end(),
                     [](const io::CsvCell& cell) { return cell.text.empty(); });
}

// The cells that there are, and that are not left out.
Status RowParser::append_present(const io::CsvRow& row, std::string& out) {
  out.push_back('{');
  json::NestedWriter writer;
  for (const Column& column : columns_) {
    const bool lacks = column.cell >= row.cells.size();
    const bool left_out =
        lacks || (run_.converter().leaves_out_empty() && column.rule.type != CellType::kString &&
                  row.cells[column.cell].text.empty());
    if (left_out && column.rule.required)
      return input_error("the required field '{}' is missing", excerpt(column.name, 60));
    if (left_out) continue;
    writer.begin(out, column.place);
    ND_TRY(append_cell(row, column, out));
  }
  writer.end(out);
  return {};
}

Status RowParser::append_record(const io::CsvRow& row, std::string& out) {
  if (row.error != nullptr) return tl::unexpected<Error>(*row.error);
  const bool padded = run_.options().pad && row.cells.size() < columns_.size();
  if (row.cells.size() != columns_.size() && !padded) {
    return input_error("the row has {}, not {}", many(row.cells.size()), columns_.size());
  }
  if (const std::size_t bad = json::find_invalid_utf8(row.raw); bad != std::string_view::npos) {
    return input_error_at(bad, "not valid UTF-8");
  }
  if (lacks_cells(row)) {
    ND_TRY(append_present(row, out));
  } else {
    if (!append_plain_cells(row, out)) ND_TRY(append_cells(row, out));
    out.append(after_);
  }
  if (run_.options().add_source) {
    out.append(std::string_view(source_key_).substr(out.back() == '{' ? 1 : 0));
    append_uint(out, row.line);
  }
  out.push_back('}');
  return {};
}

Status RowParser::take_row(const io::CsvRow& row) {
  std::string& out = run_.out();
  const std::size_t start = out.size();
  if (const Status status = append_record(row, out); !status) {
    return run_.refuse(start, {row.file, row.line, row.byte}, row.raw, status.error());
  }
  return run_.accept();
}

io::CsvOptions RowParser::options() const {
  io::CsvOptions options;
  options.delimiter = run_.options().delimiter.value_or(tsv_ ? '\t' : ',');
  options.quotes = !tsv_;
  options.comment = run_.options().comment;
  options.skip_lines = run_.options().skip_lines;
  return options;
}

// Else an empty text in a table of one column would be lost.
void RowParser::give_blank_lines(io::CsvReader& reader) const {
  if (tsv_ && columns_.size() == 1) reader.give_blank_lines();
}

Status RowParser::take(const io::CsvRow& row, io::CsvReader& reader) {
  bool is_data = true;
  if (row.raw.starts_with(io::kCutHead) && stream::cut_text_of(row.raw)) [[unlikely]] {
    ND_TRY(run_.refuse(run_.out().size(), {row.file, row.line, row.byte}, row.raw, Error{}));
  }
  if (row.first) needs_header_ = true;
  if (needs_header_) {
    known_.found = false;
    ND_TRY(take_header(row, is_data));
    give_blank_lines(reader);
  }
  return is_data ? take_row(row) : Status();
}

// Where that is an error, whoever takes the header itself reports it.
void RowParser::learn_header(std::string_view file) {
  known_ = {std::string(file), 0, false};
  io::CsvOptions options = this->options();
  options.read.block_bytes = std::size_t{64} << 10;
  io::CsvReader reader({known_.file}, options);
  io::CsvRow row;
  needs_header_ = true;
  while (needs_header_) {
    const auto more = reader.next(row);
    bool is_data = true;
    if (!more || !*more || !take_header(row, is_data)) return;
    known_.byte = row.byte;
  }
  known_.found = true;
}

void RowParser::start_behind(std::string_view file, std::uint64_t byte, io::CsvReader& reader) {
  if (!known_.found || known_.file != file) learn_header(file);
  needs_header_ = !known_.found || known_.byte >= byte;
  if (!needs_header_) give_blank_lines(reader);
}

}  // namespace nd::parse
