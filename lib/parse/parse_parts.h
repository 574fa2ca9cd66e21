// parse_parts(): files read by several threads, a part each.
//
// Belongs here: parts, where in the input they stand, and putting what was made of them into the
// order of the input. Does not belong here: what becomes of a line or a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "io/block_reader.h"
#include "io/chunk_reader.h"
#include "io/page_buffer.h"
#include "parse/parse_run.h"

namespace nd::parse {

// Where a row starts in its file.
struct RowPlace {
  static constexpr std::uint64_t kNowhere = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t byte = kNowhere;
  std::uint64_t line = 0;

  [[nodiscard]] bool is_nowhere() const { return byte == kNowhere; }
};

// The lines of one chunk, and what follows them in their file, for rows that go on there.
class FilePart {
 public:
  // Reads the chunk into `buffer`. Both must outlive the part.
  static Result<FilePart> read(const io::ChunkedFiles& files, std::size_t chunk,
                               io::PageBuffer& buffer);

  // All lines of the chunk, before next() is called.
  [[nodiscard]] io::Block& block() { return block_; }
  [[nodiscard]] std::string_view file() const { return block_.file; }
  [[nodiscard]] bool starts_file() const { return starts_file_; }
  // The bytes of its file that its lines are.
  [[nodiscard]] std::uint64_t begin() const { return begin_; }
  [[nodiscard]] std::uint64_t end() const { return end_; }

  // Starts at a row instead, which stands in the chunk.
  void start_at(RowPlace row);
  // For io::CsvReader: the chunk's lines, then those that follow. A line of more than `most` bytes
  // is given as BlockReader gives one.
  [[nodiscard]] Result<bool> next(io::Block& block, std::size_t most);

  // To be set by who reads rows: the first one, and the first one that stands behind the chunk's
  // lines, which is not taken.
  RowPlace first_row;
  RowPlace next_row;

 private:
  FilePart(const io::ChunkedFiles& files, std::size_t chunk, io::PageBuffer& buffer)
      : files_(&files), chunk_(chunk), buffer_(&buffer) {}
  [[nodiscard]] Result<bool> read_on();
  void hold_long_line(io::Block& block, std::size_t most);

  const io::ChunkedFiles* files_;
  std::size_t chunk_;
  io::PageBuffer* buffer_;
  io::Block block_;  // what is to be given next
  bool ready_ = true;
  bool starts_file_ = false;
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
};

// What makes records of a part; one for each thread.
class PartParser {
 public:
  PartParser() = default;
  virtual ~PartParser() = default;
  PartParser(const PartParser&) = delete;
  PartParser& operator=(const PartParser&) = delete;

  [[nodiscard]] virtual Status parse(FilePart& part) = 0;
};

// What a record is.
enum class Framing {
  kLines,       // a line
  kRows,        // a row, which is a line
  kQuotedRows,  // a row, which may have line ends in quotes
};

struct PartOptions {
  Framing framing = Framing::kLines;
  bool numbered = true;  // line numbers show in what is made, not only in the error that ends it
  unsigned jobs = 1;
};

// Makes the parser of a run. kUsage if the run's options make no sense.
using MakePartParser = std::function<Result<std::unique_ptr<PartParser>>(ParseRun&)>;

// The output, the rejects and the error that ends the run are those of one thread.
[[nodiscard]] Status parse_parts(ParseRun& run, const io::ChunkedFiles& files,
                                 const MakePartParser& make, const PartOptions& options);

}  // namespace nd::parse
