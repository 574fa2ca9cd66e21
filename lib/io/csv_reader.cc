// The scanner names the places that matter (delimiters, quotes, line ends), and a small state
// machine steps over them; within quotes it passes all but quotes. A block of text ends at a line
// end, so it can end within a row only inside quotes: then the row so far is copied, the next block
// is appended, and the machine goes on where it was.
//
// After a fault the reading goes on at the next line. Were each of many lines to start a quote that
// only the end of the file ends, this would be quadratic, but they cannot: seen from inside such a
// quote every quote must be doubled, and a line of doubled quotes alone does not start one. So each
// byte is looked at twice at most.
#include "io/csv_reader.h"

#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "base/number.h"
#include "io/csv_scanner.h"
#include "io/line_count.h"

namespace nd::io {

namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

ReadOptions read_options(const CsvOptions& options) {
  ReadOptions read = options.read;
  read.max_line = options.max_row;
  return read;
}

}  // namespace

class CsvReader::Impl {
 public:
  Impl(std::vector<std::string> operands, const CsvOptions& options) : Impl(Blocks(), options) {
    reader.emplace(std::move(operands), read_options(options));
    blocks_ = [this](Block& block) { return reader->next(block); };
  }
  Impl(Blocks blocks, const CsvOptions& options)
      : options_(options),
        blocks_(std::move(blocks)),
        scanner_(options.delimiter, options.quotes ? '"' : options.delimiter) {}

  Result<bool> next(CsvRow& row);
  void give_blank_lines() { blank_lines_ = true; }

 private:
  enum class Outcome { kRow, kBlank, kBad, kIncomplete };
  // Offsets from the row's start, which stay right when the row is moved.
  struct Place {
    std::size_t begin;
    std::size_t end;
    bool quoted;
    bool doubled;
  };

  Result<bool> load();
  Result<bool> extend();
  void use(const char* text, std::size_t size, std::size_t scan_from);
  bool pass_line();
  Outcome parse();
  Outcome parse_quoted();
  Outcome end_row(std::size_t raw_end, std::size_t next);
  Outcome fault(std::size_t cell, std::size_t offset, std::string message);
  void give(CsvRow& row, Outcome outcome);
  void give_too_long(CsvRow& row);
  const char* row() const { return text_ + pos_; }

  CsvOptions options_;

 public:
  std::optional<BlockReader> reader;

 private:
  Blocks blocks_;
  CsvScanner scanner_;
  Block block_;
  bool pending_ = false;  // block_ is read, and belongs to no row before it
  bool at_end_ = false;
  std::string carry_;  // text that had to be put together from blocks, and its padding

  const char* text_ = nullptr;  // block_'s or carry_'s
  std::size_t size_ = 0;
  std::size_t pos_ = 0;  // of the row
  std::string_view file_;
  std::uint64_t line_ = 1;  // of the row
  std::uint64_t byte_ = 0;
  bool first_ = true;          // no row of this file has been given
  bool blank_lines_ = false;   // are rows
  std::uint64_t to_skip_ = 0;  // lines of this file that are still to be passed over

  // The row being read; offsets from its start.
  std::vector<Place> places_;
  std::size_t cell_ = 0;
  std::size_t open_ = kNowhere;  // the quote that has not been closed yet
  bool doubled_ = false;
  std::uint64_t newlines_ = 0;  // inside its quotes

  // The row to give.
  std::size_t raw_size_ = 0;
  std::size_t whole_size_ = 0;  // with its line end
  std::vector<CsvCell> cells_;
  Error error_;
};

void CsvReader::Impl::use(const char* text, std::size_t size, std::size_t scan_from) {
  text_ = text;
  size_ = size;
  pos_ = 0;
  scanner_.start(text_, size_, scan_from);
}

// The next block as the text; false at the end. It may be one line that is too long.
Result<bool> CsvReader::Impl::load() {
  if (!pending_ && !at_end_) at_end_ = !ND_TRY(blocks_(block_));
  if (at_end_ && !pending_) return false;
  pending_ = false;
  if (block_.starts_file || file_.data() == nullptr) {
    file_ = block_.file;
    line_ = block_.first_line;
    first_ = block_.starts_file;
    if (first_) blank_lines_ = false;
    if (first_) to_skip_ = options_.skip_lines;
  }
  block_.lines = 1;  // lines are counted here, not by the reader
  byte_ = block_.first_byte;
  use(block_.text.data(), block_.text.size(), 0);
  return true;
}

// Adds the next block to a row that has not ended; false if none can follow.
Result<bool> CsvReader::Impl::extend() {
  if (pending_ || at_end_) return false;
  const std::size_t partial = size_ - pos_;
  if (text_ == carry_.data()) {
    carry_.resize(size_);
    carry_.erase(0, pos_);
  } else {
    carry_.assign(row(), partial);
  }
  at_end_ = !ND_TRY(blocks_(block_));
  pending_ = !at_end_ && (block_.starts_file || block_.too_long);
  const bool more = !at_end_ && !pending_;
  if (more) {
    carry_.append(block_.text.text());
    block_.lines = 1;
  }
  const std::size_t size = carry_.size();
  carry_.append(kPadding, '\0');
  use(carry_.data(), size, partial);
  return more;
}

CsvReader::Impl::Outcome CsvReader::Impl::end_row(std::size_t raw_end, std::size_t next) {
  raw_size_ = raw_end;
  whole_size_ = next;
  return raw_end == 0 ? Outcome::kBlank : Outcome::kRow;
}

// The row is bad up to the end of the line in which the cell starts that is at fault.
CsvReader::Impl::Outcome CsvReader::Impl::fault(std::size_t cell, std::size_t offset,
                                                std::string message) {
  const void* const newline = std::memchr(row() + cell, '\n', size_ - pos_ - cell);
  raw_size_ = static_cast<std::size_t>(static_cast<const char*>(newline) - row());
  whole_size_ = raw_size_ + 1;
  newlines_ = count_lines({row(), raw_size_});
  if (raw_size_ > 0 && row()[raw_size_ - 1] == '\r') --raw_size_;
  error_ = Error{ErrorKind::kInput, std::move(message), offset};
  open_ = kNowhere;
  return Outcome::kBad;
}

// From inside a quoted cell to its end, or the row's.
CsvReader::Impl::Outcome CsvReader::Impl::parse_quoted() {
  for (;;) {
    const std::size_t place = scanner_.next();
    if (place >= size_) return Outcome::kIncomplete;
    const std::size_t at = place - pos_;
    const char* const p = row() + at;
    if (*p == '\n') {
      ++newlines_;
      // Judged here, line by line, so that the answer does not depend on what a block holds.
      if (at >= options_.max_row) {
        std::string message = "the quote is not closed within ";
        append_uint(message, options_.max_row);
        return fault(open_, open_, message + " bytes");
      }
    } else if (*p == '"') {
      if (p[1] == '"') {  // the text ends with a newline, so there is a p[1]
        doubled_ = true;
        (void)scanner_.next();
        continue;
      }
      places_.push_back({open_ + 1, at, true, doubled_});
      if (p[1] == options_.delimiter) {
        open_ = kNowhere;
        cell_ = at + 2;
        (void)scanner_.next();
        return Outcome::kBlank;  // the row goes on
      }
      const std::size_t end = p[1] == '\r' ? 2 : 1;
      if (p[end] == '\n') {
        open_ = kNowhere;
        (void)scanner_.next();
        return end_row(at + 1, at + end + 1);
      }
      if (std::memchr(row() + open_, '\n', at - open_) == nullptr) {
        return fault(open_, at + 1,
                     "expected a delimiter or the line's end after the closing quote");
      }
      std::string message = "the quote that opens here closes in line ";
      append_uint(message, line_ + newlines_);
      return fault(open_, open_,
                   message + ", where neither a delimiter nor the line's end follows it");
    }
  }
}

// Reads the row at pos_, or the rest of it if it was incomplete.
CsvReader::Impl::Outcome CsvReader::Impl::parse() {
  if (open_ == kNowhere) {
    places_.clear();
    cell_ = 0;
    newlines_ = 0;
  }
  for (;;) {
    if (open_ != kNowhere) {
      const Outcome outcome = parse_quoted();
      if (open_ != kNowhere || outcome != Outcome::kBlank) return outcome;
    }
    const std::size_t at = scanner_.next() - pos_;
    const char c = row()[at];
    if (c == options_.delimiter) {
      places_.push_back({cell_, at, false, false});
      cell_ = at + 1;
    } else if (c == '\n') {
      const std::size_t end = at > cell_ && row()[at - 1] == '\r' ? at - 1 : at;
      places_.push_back({cell_, end, false, false});
      return end_row(end, at + 1);
    } else if (at == cell_) {
      open_ = at;
      doubled_ = false;
    } else {
      return fault(
          at, at,
          "a quote in a cell that does not start with one; such a cell is written \"a \"\"b\"\"\"");
    }
  }
}

void CsvReader::Impl::give(CsvRow& out, Outcome outcome) {
  cells_.clear();
  if (outcome == Outcome::kRow) {
    for (const Place& place : places_) {
      cells_.push_back(
          {{row() + place.begin, place.end - place.begin}, place.quoted, place.doubled});
    }
  }
  out = {cells_,
         {row(), raw_size_},
         file_,
         line_,
         byte_,
         first_,
         block_.unended && !pending_ && line_ == 1 && newlines_ == 0 && pos_ + whole_size_ == size_,
         outcome == Outcome::kBad ? &error_ : nullptr};
  first_ = false;
}

void CsvReader::Impl::give_too_long(CsvRow& out) {
  error_ = Error{ErrorKind::kInput, "the row is longer than ", Error::kNoOffset};
  append_uint(error_.message, options_.max_row);
  error_.message += " bytes";
  raw_size_ = size_ - 1;
  whole_size_ = size_;
  newlines_ = 0;
  give(out, Outcome::kBad);
}

// Passes over the line at pos_, if it is none that counts.
bool CsvReader::Impl::pass_line() {
  if (to_skip_ == 0 && (!options_.comment || *row() != *options_.comment)) return false;
  if (to_skip_ > 0) --to_skip_;
  const void* const newline = std::memchr(row(), '\n', size_ - pos_);
  whole_size_ = static_cast<std::size_t>(static_cast<const char*>(newline) - row()) + 1;
  newlines_ = 0;
  scanner_.start(text_, size_, pos_ + whole_size_);
  return true;
}

Result<bool> CsvReader::Impl::next(CsvRow& out) {
  for (;;) {
    // The row given last, or a blank line, is behind us.
    pos_ += whole_size_;
    byte_ += whole_size_;
    line_ += whole_size_ == 0 ? 0 : newlines_ + 1;
    whole_size_ = 0;
    if (pos_ == size_) {
      if (!ND_TRY(load())) return false;
      if (block_.too_long) {
        give_too_long(out);
        return true;
      }
    }
    if (pass_line()) continue;
    Outcome outcome = parse();
    while (outcome == Outcome::kIncomplete) {
      if (ND_TRY(extend())) {
        outcome = parse();
      } else {
        outcome = fault(open_, open_, "the quote is not closed");
      }
    }
    if (outcome == Outcome::kBlank) {
      if (!blank_lines_) continue;
      outcome = Outcome::kRow;
    }
    give(out, outcome);
    if (outcome == Outcome::kBad) scanner_.start(text_, size_, pos_ + whole_size_);
    return true;
  }
}

CsvReader::CsvReader(std::vector<std::string> operands, CsvOptions options)
    : impl_(std::make_unique<Impl>(std::move(operands), options)) {}
CsvReader::CsvReader(Blocks blocks, CsvOptions options)
    : impl_(std::make_unique<Impl>(std::move(blocks), options)) {}
CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;

Result<bool> CsvReader::next(CsvRow& row) {
  return impl_->next(row);
}
void CsvReader::give_blank_lines() {
  impl_->give_blank_lines();
}
const BlockReader& CsvReader::blocks() const {
  return *impl_->reader;
}

}  // namespace nd::io
