// LineSource: operands as lines with their positions, which are counted on the way.
#pragma once

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "io/block_reader.h"
#include "stream/record.h"
#include "stream/run.h"

namespace nd::parse {

// A view, valid until the next call of next_block().
struct SourceLine {
  PaddedView text;  // without blanks around it; a '\n' or blank follows it
  stream::Position position;
  bool only_line = false;  // of its file, which has no '\n' at all
};

// for (while next_block()) for (while next(line)) ...
class LineSource {
 public:
  explicit LineSource(std::vector<std::string> operands) : reader_(std::move(operands)) {}

  [[nodiscard]] Result<bool> next_block() {
    block_.lines = line_ - block_.first_line;
    if (!ND_TRY(reader_.next(block_))) return false;
    at_ = block_.text.begin();
    line_ = block_.first_line;
    return true;
  }

  // The next line of the block that is not blank; false at the block's end.
  [[nodiscard]] bool next(SourceLine& line) {
    const char* const end = block_.text.end();
    while (at_ != end) {
      const char* const start = at_;
      const char* const line_end =
          static_cast<const char*>(std::memchr(start, '\n', static_cast<std::size_t>(end - start)));
      at_ = line_end + 1;
      line.text = stream::trim(start, line_end);
      const std::uint64_t number = line_++;
      if (line.text.empty()) continue;
      line.position = {
          block_.file, number,
          block_.first_byte + static_cast<std::uint64_t>(line.text.data() - block_.text.data()),
          static_cast<std::uint64_t>(line.text.data() - start) + 1};
      line.only_line = block_.unended && number == 1 && at_ == end;
      return true;
    }
    return false;
  }

  // The lines of this block are the start of one line that is longer than a line may be.
  [[nodiscard]] bool too_long() const { return block_.too_long; }
  [[nodiscard]] const io::BlockReader& reader() const { return reader_; }

 private:
  io::BlockReader reader_;
  io::Block block_;
  const char* at_ = nullptr;
  std::uint64_t line_ = 1;  // of at_
};

}  // namespace nd::parse
