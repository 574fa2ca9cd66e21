#include "io/chunk_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "io/byte_order_mark.h"
#include "io/decompress.h"
#include "io/foreign_file.h"
#include "io/line_count.h"
#include "io/os_error.h"

namespace nd::io {
namespace {

// Below this a second thread costs more than it saves.
constexpr std::uint64_t kSmallest = std::uint64_t{4} << 20;

// Reads exactly `size` bytes at `offset`, fewer only at the end of the file.
Result<std::size_t> read_at(int fd, const std::string& path, char* out, std::size_t size,
                            std::uint64_t offset) {
  std::size_t got = 0;
  while (got < size) {
    const ssize_t n = ::pread(fd, out + got, size - got, static_cast<off_t>(offset + got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return os_error(fmt::format("cannot read {}", quoted(path)), errno);
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  return got;
}

// Whether there is a '\n' in [begin, end) of a file; false where it cannot be read.
bool has_newline(int fd, const std::string& path, std::uint64_t begin, std::uint64_t end) {
  std::string bytes;
  // Mostly there is one soon.
  for (std::size_t size = std::size_t{4} << 10; begin < end; size = std::size_t{1} << 20) {
    bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(size, end - begin)));
    const auto got = read_at(fd, path, bytes.data(), bytes.size(), begin);
    if (!got || *got == 0) return false;
    if (std::memchr(bytes.data(), '\n', *got) != nullptr) return true;
    begin += *got;
  }
  return false;
}

// Whether a line of a file may be longer than max_line: it would fill one of the stretches of half
// of that, one after the other.
bool may_have_longer_line(int fd, const std::string& path, std::uint64_t size,
                          std::size_t max_line) {
  const std::uint64_t stretch = std::max<std::uint64_t>(max_line / 2, 1);
  for (std::uint64_t begin = 0; begin + stretch <= size; begin += stretch) {
    if (!has_newline(fd, path, begin, begin + stretch)) return true;
  }
  return false;
}

}  // namespace

bool is_compressed(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char head[4] = {};
  const auto got = fd ? read_at(fd.get(), path, head, sizeof head, 0) : std::size_t{0};
  return got && recognise({head, *got}, true).compression != Compression::kNone;
}

std::optional<ChunkedFiles> ChunkedFiles::open(const std::vector<std::string>& operands,
                                               std::size_t chunk_bytes, std::size_t max_line) {
  ChunkedFiles files(chunk_bytes, max_line);
  if (operands.empty()) return std::nullopt;
  std::uint64_t total = 0;
  for (const std::string& path : operands) {
    if (path == "-") return std::nullopt;
    // A FIFO must not be opened twice: its writer would lose its reader in between.
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    File file{path, UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), 0, 0};
    if (!file.fd || ::fstat(file.fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
      return std::nullopt;
    char head[16] = {};
    const auto got = read_at(file.fd.get(), path, head, sizeof head, 0);
    if (!got) return std::nullopt;
    const std::string_view first(head, *got);
    const auto mark = byte_order_mark(first, path);
    if (!mark || !refuse_foreign_file(first, path) ||
        recognise(first, *got < sizeof head).compression != Compression::kNone)
      return std::nullopt;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (may_have_longer_line(file.fd.get(), path, size, max_line)) return std::nullopt;
    file.mark = *mark;
    file.size = size;
    total += file.size;
    files.starts_.push_back(files.starts_.back() + (file.size + chunk_bytes - 1) / chunk_bytes);
    files.files_.push_back(std::move(file));
  }
  if (total < std::min<std::uint64_t>(kSmallest, 4 * chunk_bytes)) return std::nullopt;
  return files;
}

std::uint64_t ChunkedFiles::bytes() const {
  std::uint64_t total = 0;
  for (const File& file : files_)
    total += file.size;
  return total;
}

std::size_t ChunkedFiles::file_of(std::size_t chunk) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), chunk);
  return static_cast<std::size_t>(after - starts_.begin()) - 1;
}

Status ChunkedFiles::read(std::size_t chunk, PageBuffer& buffer, Block& block) const {
  const std::size_t index = file_of(chunk);
  const File& file = files_[index];
  const std::uint64_t begin = (chunk - starts_[index]) * chunk_bytes_;
  // The line that starts at the border to the next chunk, or goes over it, is read to its end.
  constexpr std::size_t kMore = std::size_t{4} << 10;
  std::size_t wanted = chunk_bytes_ + kMore;
  std::size_t held = 0;
  const char* last = nullptr;
  bool unended = false;  // the last line held was given its newline
  for (;;) {
    ND_TRY(buffer.grow(wanted + kPadding + 1));
    const std::size_t got = ND_TRY(
        read_at(file.fd.get(), file.path, buffer.data() + held, wanted - held, begin + held));
    const bool at_end = held + got < wanted;
    held += got;
    // Within a line that starts in an earlier chunk: none starts here.
    if (begin > 0 && std::memchr(buffer.data(), '\n', std::min(held, chunk_bytes_)) == nullptr) {
      held = 0;
      break;
    }
    if (at_end && held > 0 && buffer.data()[held - 1] != '\n') {
      buffer.data()[held++] = '\n';
      unended = true;
    }
    // The first line end at or behind the last byte that a line of this chunk can start at.
    if (held > chunk_bytes_) {
      last = static_cast<const char*>(
          std::memchr(buffer.data() + chunk_bytes_, '\n', held - chunk_bytes_));
    }
    if (last == nullptr && at_end) last = buffer.data() + held - 1;
    if (last != nullptr || held == 0) break;
    if (wanted > max_line_) {
      return input_error("{}: a line that starts after byte {}{}", file.path, begin, kTooLong);
    }
    wanted += wanted;
  }
  std::size_t skip = begin == 0 ? file.mark : 0;
  if (begin > 0 && held > 0) {
    const void* const newline = std::memchr(buffer.data(), '\n', held);
    skip = static_cast<std::size_t>(static_cast<const char*>(newline) - buffer.data()) + 1;
  }
  const std::size_t end = held == 0 ? 0 : static_cast<std::size_t>(last - buffer.data()) + 1;
  block = Block{};
  block.text = skip >= end ? PaddedView() : PaddedView(buffer.data() + skip, end - skip);
  block.file = file.path;
  block.first_line = 0;
  block.first_byte = begin + skip;
  block.starts_file = begin == 0;
  block.unended = unended && end == held && !block.text.empty();
  return {};
}

Result<std::uint64_t> ChunkedFiles::line_at(std::size_t chunk, std::uint64_t offset) const {
  const File& file = files_[file_of(chunk)];
  std::vector<char> bytes(chunk_bytes_);
  std::uint64_t lines = 1;
  for (std::uint64_t at = 0; at < offset;) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), offset - at));
    const std::size_t got = ND_TRY(read_at(file.fd.get(), file.path, bytes.data(), size, at));
    if (got == 0) break;
    lines += count_lines({bytes.data(), got});
    at += got;
  }
  return lines;
}

}  // namespace nd::io
