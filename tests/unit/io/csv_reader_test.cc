#include "io/csv_reader.h"

#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using nd::io::CsvCell;
using nd::io::CsvOptions;
using nd::io::CsvReader;
using nd::io::CsvRow;

TEST_SUITE_BEGIN("io/csv_reader");

namespace {

using Cells = std::vector<std::string>;

// A file that is removed at the end of its case.
class File {
 public:
  explicit File(const std::string& content) {
    char name[] = "/tmp/nd-test-XXXXXX";
    ::close(::mkstemp(name));
    path_ = name;
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~File() { (void)std::remove(path_.c_str()); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string value(const CsvCell& cell) {
  std::string out(cell.text);
  if (!cell.doubled) return out;
  for (std::size_t at = out.find("\"\""); at != std::string::npos; at = out.find("\"\"", at + 1))
    out.erase(at, 1);
  return out;
}

struct Row {
  Cells cells;
  std::string raw;
  std::uint64_t line = 0;
  std::uint64_t byte = 0;
  std::size_t offset = 0;
  std::string error;
  friend bool operator==(const Row&, const Row&) = default;
};

std::vector<Row> read(const std::vector<std::string>& files, CsvOptions options = {}) {
  CsvReader reader(files, options);
  std::vector<Row> out;
  CsvRow row;
  std::string last_file = "none";
  while (reader.next(row).value()) {
    Row& made = out.emplace_back();
    for (const CsvCell& cell : row.cells)
      made.cells.push_back(value(cell));
    made.raw = std::string(row.raw);
    made.line = row.line;
    made.byte = row.byte;
    if (row.error != nullptr) {
      made.offset = row.error->offset;
      made.error = row.error->message;
      CHECK(row.error->kind == nd::ErrorKind::kInput);
    }
    CHECK(row.first == (last_file != row.file));
    last_file = std::string(row.file);
  }
  return out;
}

// The rows of a text in blocks of many sizes, which must all be the same.
std::vector<Row> read_text(const std::string& text, CsvOptions options = {}) {
  const File file(text);
  const std::vector<Row> rows = read({file.path()}, options);
  for (const std::size_t size : {1, 2, 3, 7, 64, 65, 1000}) {
    options.read.block_bytes = size;
    CAPTURE(size);
    CHECK(read({file.path()}, options) == rows);
  }
  return rows;
}

std::vector<Cells> cells_of(const std::string& text, CsvOptions options = {}) {
  std::vector<Cells> out;
  for (const Row& row : read_text(text, options)) {
    CHECK(row.error == "");
    out.push_back(row.cells);
  }
  return out;
}

// One character after the other, for texts whose quotes are right.
std::vector<Cells> reference(const std::string& text) {
  std::vector<Cells> rows;
  Cells row;
  std::string cell;
  bool quoted = false;
  bool blank = true;
  const auto end_row = [&] {
    if (!blank) {
      row.push_back(cell);
      rows.push_back(row);
    }
    row.clear();
    cell.clear();
    blank = true;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\n';
    if (quoted) {
      if (c == '"' && next == '"') {
        cell.push_back('"');
        ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        cell.push_back(c);
      }
    } else if (c == '"') {
      quoted = true;
      blank = false;
    } else if (c == ',') {
      row.push_back(cell);
      cell.clear();
      blank = false;
    } else if (c == '\r' && next == '\n') {
      // belongs to the line end
    } else if (c == '\n') {
      end_row();
    } else {
      cell.push_back(c);
      blank = false;
    }
  }
  end_row();
  return rows;
}

}  // namespace

TEST_CASE("cells are plain, quoted, with doubled quotes, delimiters and line ends inside") {
  CHECK(cells_of("a,b,c\n1,,3\n") == std::vector<Cells>{{"a", "b", "c"}, {"1", "", "3"}});
  CHECK(cells_of("\"a,b\",\"c\"\"d\",\"\"\n") == std::vector<Cells>{{"a,b", "c\"d", ""}});
  CHECK(cells_of("\"a\nb\r\nc\",d\ne,f") == std::vector<Cells>{{"a\nb\r\nc", "d"}, {"e", "f"}});
  CHECK(cells_of("\"\"\"\",\"\"\"x\"\"\"\n") == std::vector<Cells>{{"\"", "\"x\""}});
  CHECK(cells_of(",\n\"\"\n") == std::vector<Cells>{{"", ""}, {""}});
}

TEST_CASE("CR LF ends a row, a CR elsewhere is data, blank lines are skipped") {
  CHECK(cells_of("a,b\r\n\r\n\n\"c\",\"d\"\r\n") == std::vector<Cells>{{"a", "b"}, {"c", "d"}});
  CHECK(cells_of("a\rb,c\r\r\nd,\re\n") == std::vector<Cells>{{"a\rb", "c\r"}, {"d", "\re"}});
  CHECK(cells_of("").empty());
  CHECK(cells_of("\n\r\n").empty());
}

TEST_CASE("positions count lines inside quotes, and a byte order mark's bytes") {
  const std::vector<Row> rows = read_text("\xEF\xBB\xBFh,i\n\n\"a\nb\",c\nlast,one");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == Row{{"h", "i"}, "h,i", 1, 3, 0, ""});
  CHECK(rows[1] == Row{{"a\nb", "c"}, "\"a\nb\",c", 3, 8, 0, ""});
  CHECK(rows[2] == Row{{"last", "one"}, "last,one", 5, 16, 0, ""});
}

TEST_CASE("another delimiter, and quotes as data") {
  CsvOptions options;
  options.delimiter = ';';
  CHECK(cells_of("a,b;\"c;d\"\n", options) == std::vector<Cells>{{"a,b", "c;d"}});
  options.delimiter = '\t';
  options.quotes = false;
  CHECK(cells_of("5\" disk\t\"a\tb\"\tx\"\n\"\t\"\"\t\"\r\n", options) ==
        std::vector<Cells>{{"5\" disk", "\"a", "b\"", "x\""}, {"\"", "\"\"", "\""}});
}

TEST_CASE("a quote that is never closed costs its line only") {
  const std::vector<Row> rows = read_text("a,b\n1,\"2\n3,4\n5,6\n");
  REQUIRE(rows.size() == 4);
  CHECK(rows[1] == Row{{}, "1,\"2", 2, 4, 2, "the quote is not closed"});
  CHECK(rows[2].cells == Cells{"3", "4"});
  CHECK(rows[3] == Row{{"5", "6"}, "5,6", 4, 13, 0, ""});
}

TEST_CASE("an opening quote too many does not swallow the quoted lines after it") {
  const std::vector<Row> rows = read_text("1,\"2\r\n3,\"x\"\r\n\"5\n5\",6\n");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].error ==
        "the quote that opens here closes in line 2, where neither a delimiter nor the line's end "
        "follows it");
  CHECK(rows[0].raw == "1,\"2");
  CHECK(rows[1].cells == Cells{"3", "x"});
  CHECK(rows[2].cells == Cells{"5\n5", "6"});
}

TEST_CASE("the lines of good cells before a wrong one belong to the bad row") {
  const std::vector<Row> rows = read_text("\"a\nb\",\"c\nd,e\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == Row{{}, "\"a\nb\",\"c", 1, 0, 6, "the quote is not closed"});
  CHECK(rows[1] == Row{{"d", "e"}, "d,e", 3, 9, 0, ""});
}

TEST_CASE(
    "something after a closing quote, or a quote inside a plain cell, is an error at its place") {
  const std::vector<Row> rows = read_text("\"a\"b,c\nd\"e,f\ng,h\n\"i\"\rj\n");
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].offset == 3);
  CHECK(rows[0].error == "expected a delimiter or the line's end after the closing quote");
  CHECK(rows[1].offset == 1);
  CHECK(rows[1].raw == "d\"e,f");
  CHECK(rows[2].cells == Cells{"g", "h"});
  CHECK(rows[3].offset == 3);
}

TEST_CASE("whether a quote stays open for too long does not depend on what a block holds") {
  CsvOptions options;
  options.max_row = 16;
  const std::vector<Row> rows =
      read_text("\"aaaaaaaaaa\nbbbbbbbbbb\nc\n\"x\ny\",dddddddddddd\n", options);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0] == Row{{}, "\"aaaaaaaaaa", 1, 0, 0, "the quote is not closed within 16 bytes"});
  CHECK(rows[1].cells == Cells{"bbbbbbbbbb"});
  CHECK(rows[3].cells == Cells{"x\ny", "dddddddddddd"});
}

TEST_CASE("a quote ends with its file at the latest") {
  const File a("1,\"2\n3,4\n");
  const File b("5,6\"\n7,8\n");
  const std::vector<Row> rows = read({a.path(), b.path()});
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].error == "the quote is not closed");
  CHECK(rows[1].cells == Cells{"3", "4"});
  CHECK(rows[2].error != "");
  CHECK(rows[2].line == 1);
  CHECK(rows[3].cells == Cells{"7", "8"});
}

TEST_CASE("the same file twice is two files") {
  const File file("a,b\n");
  CsvReader reader({file.path(), file.path()}, {});
  CsvRow row;
  for (int i = 0; i < 2; ++i) {
    REQUIRE(reader.next(row).value());
    CHECK(row.first);
    CHECK(row.line == 1);
  }
}

TEST_CASE("rows over the limit are bad, in one line or through a quote, and cost little") {
  CsvOptions options;
  options.max_row = 100;
  std::string text = "a," + std::string(200, 'x') + "\n1,\"2\n";
  for (int i = 0; i < 100; ++i)
    text += "3,4\n";
  const File file(text);
  for (const std::size_t size : {1, 7, 64, 1 << 20}) {
    options.read.block_bytes = size;
    const std::vector<Row> rows = read({file.path()}, options);
    REQUIRE(rows.size() == 102);
    CHECK(rows[0].error == "the row is longer than 100 bytes");
    CHECK(rows[1].raw == "1,\"2");
    // Where one block holds the rest of the file, its end comes before the limit is noticed.
    CHECK(rows[1].error.find("the quote is not closed") == 0);
    CHECK(rows[101] == Row{{"3", "4"}, "3,4", 102, text.size() - 4, 0, ""});
  }
}

TEST_CASE("random texts give the cells that a slow reader gives") {
  std::mt19937 random(7);
  const auto pick = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  for (int round = 0; round < 300; ++round) {
    std::string text;
    const unsigned rows = pick(12);
    for (unsigned r = 0; r < rows; ++r) {
      const unsigned cells = pick(6);
      for (unsigned c = 0; c <= cells; ++c) {
        if (c > 0) text += ',';
        const bool quoted = pick(3) == 0;
        std::string cell;
        for (unsigned n = pick(pick(8) == 0 ? 200 : 10); n > 0; --n) {
          constexpr std::string_view kQuoted = "ab,\n\r x";
          constexpr std::string_view kPlain = "abc12 x";
          if (quoted && pick(9) == 0) {
            cell += "\"\"";
          } else {
            cell += quoted ? kQuoted[pick(kQuoted.size())] : kPlain[pick(kPlain.size())];
          }
        }
        text += quoted ? '"' + cell + '"' : cell;
      }
      text += pick(4) == 0 ? "\r\n" : "\n";
    }
    if (pick(2) == 0 && !text.empty()) text.pop_back();
    if (!text.empty() && text.back() == '\r') text.pop_back();
    CAPTURE(text);
    CHECK(cells_of(text) == reference(text));
  }
}

TEST_CASE(
    "no text makes the reader lose a byte: good and bad rows together are all lines but blank "
    "ones") {
  std::mt19937 random(11);
  constexpr std::string_view kBytes = "a,\"\n\"b\r";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (unsigned n = static_cast<unsigned>(random() % 60); n > 0; --n)
      text += kBytes[random() % kBytes.size()];
    text += '\n';
    CAPTURE(text);
    const File file(text);
    std::size_t at = 0;
    for (const Row& row : read({file.path()})) {
      for (; at < row.byte; ++at)
        REQUIRE((text[at] == '\n' || text[at] == '\r'));
      REQUIRE(text.substr(at, row.raw.size()) == row.raw);
      at += row.raw.size();
    }
    for (; at < text.size(); ++at)
      REQUIRE((text[at] == '\n' || text[at] == '\r'));
  }
}

TEST_SUITE_END();
