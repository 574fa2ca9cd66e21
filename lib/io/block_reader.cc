// One buffer serves all blocks. A read goes to a page-aligned place of it, so that the kernel
// copies whole pages into warm memory; the partial line at the end of a block, and only that, is
// copied to just before that place for the next one. A line longer than a block grows at the end of
// the buffer instead, so that nothing is copied twice.
#include "io/block_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "base/check.h"
#include "base/processors.h"
#include "base/utf8.h"
#include "io/byte_order_mark.h"
#include "io/foreign_file.h"
#include "io/line_count.h"
#include "io/operand_source.h"
#include "io/os_error.h"
#include "io/page_buffer.h"

namespace nd::io {

namespace {

// For the partial line before an aligned read.
constexpr std::size_t kHeadroom = std::size_t{64} << 10;
// How much of a line over max_line is given out.
constexpr std::size_t kTooLongShown = std::size_t{64} << 10;

}  // namespace

ReadOptions read_options(unsigned jobs) {
  const unsigned threads = jobs == 0 ? processors() : jobs;
  ReadOptions options;
  options.ahead = threads > 1 ? threads : 0;
  return options;
}

class BlockReader::Impl {
 public:
  Impl(std::vector<std::string> operands, ReadOptions options)
      : options_(options), source_(std::move(operands), options.max_ratio, options.ahead) {
    ND_CHECK(options_.block_bytes >= 1);
  }

  Status check() const;
  Result<bool> next(Block& block);
  std::uint64_t bytes_total() const;

  std::uint64_t bytes_given = 0;
  std::atomic<std::uint64_t> bytes_read = 0;  // may be asked from another thread, by a progress bar

 private:
  void release(const Block& block);
  Result<bool> open_next();
  Status fill();
  Status make_room();
  Status skip_mark(bool decided);
  void end_of_file();
  void give(Block& block);
  void give_too_long(Block& block, std::size_t line_bytes, std::size_t skip);
  std::string_view held() const { return {buffer_.data() + begin_, end_ - begin_}; }

  ReadOptions options_;
  OperandSource source_;

  PageBuffer buffer_;
  // buffer_[begin_, lines_end_) are whole lines to give out, [lines_end_, end_) a partial one.
  std::size_t begin_ = 0;
  std::size_t lines_end_ = 0;
  std::size_t end_ = 0;
  bool at_start_ = false;       // of a file: a mark has not been looked for
  bool moves_ = true;           // the partial line is what a given block left over
  bool skipping_ = false;       // the rest of a line that was too long
  bool first_ = false;          // no block of the file has been given
  bool unended_ = false;        // the last line was given its newline
  std::uint64_t position_ = 0;  // in the file, of begin_
  std::uint64_t line_ = 1;      // number of the line at begin_, or where given_ starts
  std::string_view given_;      // the last block, whose lines are not in line_ yet
};

Status BlockReader::Impl::check() const {
  for (const std::string& path : source_.operands()) {
    if (path == "-") continue;
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
      return os_error(fmt::format("cannot open {}", quoted(path)), errno);
    if (S_ISDIR(status.st_mode))
      return os_error(fmt::format("cannot read {}", quoted(path)), EISDIR);
    if (::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) != 0) {
      return os_error(fmt::format("cannot open {}", quoted(path)), errno);
    }
  }
  return {};
}

std::uint64_t BlockReader::Impl::bytes_total() const {
  std::uint64_t total = 0;
  for (const std::string& path : source_.operands()) {
    struct stat status = {};
    const int result = path == "-" ? ::fstat(STDIN_FILENO, &status) : ::stat(path.c_str(), &status);
    if (result != 0 || !S_ISREG(status.st_mode)) return 0;
    total += static_cast<std::uint64_t>(status.st_size);
  }
  return total;
}

// Counts the lines of the block given out last, unless its user has done so.
void BlockReader::Impl::release(const Block& block) {
  if (given_.empty()) return;
  const bool known = block.lines != 0 && block.text.data() == given_.data();
  line_ += known ? block.lines : count_lines(given_);
  given_ = {};
}

Result<bool> BlockReader::Impl::open_next() {
  if (!ND_TRY(source_.open_next())) return false;
  begin_ = lines_end_ = end_ = 0;
  at_start_ = moves_ = first_ = true;
  skipping_ = unended_ = false;
  position_ = 0;
  line_ = 1;
  return true;
}

// Makes room for a block, its padding and a last newline behind end_.
Status BlockReader::Impl::make_room() {
  const std::size_t partial = end_ - begin_;
  const std::size_t fresh = options_.block_bytes + kPadding + 1;
  if (moves_ && partial <= kHeadroom) {
    ND_TRY(buffer_.grow(kHeadroom + fresh));
    if (partial > 0)
      std::memmove(buffer_.data() + kHeadroom - partial, buffer_.data() + begin_, partial);
    begin_ = kHeadroom - partial;
    end_ = kHeadroom;
  } else if (end_ + fresh > buffer_.size()) {
    if (moves_) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, partial);
      begin_ = 0;
      end_ = partial;
    }
    if (end_ + fresh > buffer_.size())
      ND_TRY(buffer_.grow(std::max(end_ + fresh, 2 * buffer_.size())));
  }
  moves_ = false;
  return {};
}

// `decided`: more bytes cannot change what the start of the text says.
Status BlockReader::Impl::skip_mark(bool decided) {
  if (!at_start_) return {};
  if (!decided && (end_ - begin_ < 4 || may_be_foreign_file(held()))) return {};
  at_start_ = false;
  const std::string& file = source_.file();
  ND_TRY(refuse_foreign_file(held(), file));
  const std::size_t mark = ND_TRY(byte_order_mark(held(), file));
  begin_ += mark;
  position_ += mark;
  return {};
}

// One read; afterwards [begin_, lines_end_) holds what it completed.
Status BlockReader::Impl::fill() {
  ND_TRY(make_room());
  char* const fresh = buffer_.data() + end_;
  const std::size_t n = ND_TRY(source_.read(fresh, options_.block_bytes));
  bytes_read.store(source_.bytes_read(), std::memory_order_relaxed);
  end_ += n;
  lines_end_ = begin_;
  if (n == 0) {
    ND_TRY(skip_mark(true));
    end_of_file();
    return {};
  }
  if (skipping_) {
    const void* const newline = std::memchr(fresh, '\n', n);
    const std::size_t skipped =
        newline == nullptr
            ? n
            : static_cast<std::size_t>(static_cast<const char*>(newline) - fresh) + 1;
    begin_ += skipped;
    position_ += skipped;
    skipping_ = newline == nullptr;
    moves_ = true;
    lines_end_ = begin_;
    if (begin_ == end_) return {};
  }
  const void* const last = ::memrchr(buffer_.data() + (end_ - n), '\n', n);
  ND_TRY(skip_mark(last != nullptr));
  if (last == nullptr) return {};
  const auto last_at = static_cast<std::size_t>(static_cast<const char*>(last) - buffer_.data());
  lines_end_ = std::max(begin_, last_at + 1);
  return {};
}

// Gives the last line its newline if it has none.
void BlockReader::Impl::end_of_file() {
  source_.close();
  if (begin_ == end_) return;
  buffer_.data()[end_++] = '\n';
  unended_ = true;
  lines_end_ = end_;
}

// The start of a line of line_bytes or more (without '\n') that is not given whole; skip bytes are
// held of it.
void BlockReader::Impl::give_too_long(Block& block, std::size_t line_bytes, std::size_t skip) {
  char* const start = buffer_.data() + begin_;
  // Not in the middle of a character.
  const std::size_t shown =
      utf8::cut({start, line_bytes}, std::min(options_.max_line, kTooLongShown)).size();
  start[shown] = '\n';
  block.text = PaddedView(start, shown + 1);
  block.too_long = true;
  block.first_byte = position_;
  begin_ += skip;
  position_ += skip;
}

void BlockReader::Impl::give(Block& block) {
  const std::string_view lines = held().substr(0, lines_end_ - begin_);
  std::size_t size = lines.size();
  if (size > options_.max_line + 1) {
    // Where block_bytes <= max_line this looks at the first line only: no other can be longer.
    std::size_t from = 0;
    while (from < lines.size()) {
      const std::size_t line = lines.find('\n', from) - from;
      if (line > options_.max_line) break;
      from += line + 1;
      if (options_.block_bytes <= options_.max_line) from = lines.size();
    }
    if (from == 0) {
      const std::size_t line = lines.find('\n');
      give_too_long(block, line, line + 1);
      return;
    }
    size = from;
  }
  block.text = PaddedView(lines.data(), size);
  block.too_long = false;
  block.first_byte = position_;
  begin_ += size;
  position_ += size;
}

Result<bool> BlockReader::Impl::next(Block& block) {
  release(block);
  for (;;) {
    const std::size_t partial = end_ - begin_;
    if (begin_ < lines_end_) {
      give(block);
    } else if (partial > options_.max_line && !skipping_ && !at_start_) {
      give_too_long(block, partial, partial);
      skipping_ = true;
    } else {
      if (!source_.is_open() && !ND_TRY(open_next())) return false;
      ND_TRY(fill());
      continue;
    }
    moves_ = true;
    block.file = source_.file();
    block.first_line = line_;
    block.starts_file = first_;
    first_ = false;
    block.unended = unended_ && begin_ == lines_end_;
    block.lines = 0;
    given_ = block.text.text();
    bytes_given += given_.size();
    return true;
  }
}

BlockReader::BlockReader(std::vector<std::string> operands, ReadOptions options)
    : impl_(std::make_unique<Impl>(std::move(operands), options)) {}
BlockReader::~BlockReader() = default;
BlockReader::BlockReader(BlockReader&&) noexcept = default;
BlockReader& BlockReader::operator=(BlockReader&&) noexcept = default;

Status BlockReader::check() const {
  return impl_->check();
}
Result<bool> BlockReader::next(Block& block) {
  return impl_->next(block);
}
std::uint64_t BlockReader::bytes_read() const {
  return impl_->bytes_read.load(std::memory_order_relaxed);
}
std::uint64_t BlockReader::bytes_given() const {
  return impl_->bytes_given;
}
std::uint64_t BlockReader::bytes_total() const {
  return impl_->bytes_total();
}

}  // namespace nd::io
