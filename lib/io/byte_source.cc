#include "io/byte_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "io/os_error.h"

namespace nd::io {

namespace {

constexpr std::size_t kMagicBytes = 4;
constexpr std::size_t kInputBytes = std::size_t{256} << 10;
constexpr int kPipeBytes = 1 << 20;

std::string cannot_read(const std::string& path) {
  return path == "-" ? "cannot read standard input" : "cannot read " + quoted(path);
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

}  // namespace

ByteSource::ByteSource(std::string path, int fd, UniqueFd owned, std::uint64_t max_ratio)
    : path_(std::move(path)), fd_(fd), owned_(std::move(owned)), max_ratio_(max_ratio) {}

Result<ByteSource> ByteSource::open(const std::string& path, std::uint64_t max_ratio) {
  UniqueFd owned;
  if (path != "-") {
    do {
      owned = UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    } while (!owned && errno == EINTR);  // a FIFO waits for its writer
    if (!owned) return os_error(fmt::format("cannot open {}", quoted(path)), errno);
  }
  const int fd = owned ? owned.get() : STDIN_FILENO;
  struct stat status = {};
  if (::fstat(fd, &status) != 0) return os_error(cannot_read(path), errno);
  if (S_ISDIR(status.st_mode)) return os_error(cannot_read(path), EISDIR);
  // Both are hints for speed; where they cannot be had the reading is the same.
  if (S_ISREG(status.st_mode)) (void)::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  if (S_ISFIFO(status.st_mode) && ::fcntl(fd, F_GETPIPE_SZ) < kPipeBytes) {
    (void)::fcntl(fd, F_SETPIPE_SZ, kPipeBytes);
  }
  return ByteSource(path, fd, std::move(owned), max_ratio);
}

tl::unexpected<Error> ByteSource::failed(const Error& error) const {
  return system_error("{}: {}", cannot_read(path_), error.message);
}

Result<std::size_t> ByteSource::read_raw(char* out, std::size_t size) {
  for (;;) {
    const ssize_t n = ::read(fd_, out, size);
    if (n >= 0) {
      bytes_read_ += static_cast<std::uint64_t>(n);
      return static_cast<std::size_t>(n);
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      struct pollfd wait = {fd_, POLLIN, 0};
      (void)::poll(&wait, 1, -1);  // whatever it says, read() tells the truth
    } else if (errno != EINTR) {
      return os_error(cannot_read(path_), errno);
    }
  }
}

// Finds out what the file is. The bytes go to `out` if it is large enough for a magic number.
Result<std::size_t> ByteSource::read_first(char* out, std::size_t size) {
  started_ = true;
  if (size < kMagicBytes) head_.resize(kMagicBytes);
  char* const at = size < kMagicBytes ? head_.data() : out;
  const std::size_t room = std::max(size, kMagicBytes);
  std::size_t have = 0;
  Recognition recognition = {Compression::kNone, true};
  bool at_end = false;
  while (recognition.needs_more) {
    const std::size_t n = ND_TRY(read_raw(at + have, room - have));
    have += n;
    at_end = n == 0;
    recognition = recognise({at, have}, at_end);
  }
  if (recognition.compression != Compression::kNone) {
    decompressor_.emplace(recognition.compression, max_ratio_);
    input_.assign(at, have);
    if (input_.size() < kInputBytes) input_.resize(kInputBytes);
    unused_ = std::string_view(input_).substr(0, have);
    head_.clear();
    return read_decompressed(out, size);
  }
  if (at_end && have < kMagicBytes && (ends_with(path_, ".gz") || ends_with(path_, ".zst"))) {
    return system_error("{}: the compressed data is cut short", cannot_read(path_));
  }
  if (at == out) return have;
  head_.resize(have);
  return read(out, size);
}

Result<std::size_t> ByteSource::read_decompressed(char* out, std::size_t size) {
  for (;;) {
    const Result<std::size_t> made = decompressor_->run(unused_, out, size);
    if (!made) return failed(made.error());
    if (*made > 0) return *made;
    if (!unused_.empty()) continue;
    const std::size_t n = ND_TRY(read_raw(input_.data(), input_.size()));
    if (n == 0) {
      const Status end = decompressor_->end();
      if (!end) return failed(end.error());
      return std::size_t{0};
    }
    unused_ = std::string_view(input_).substr(0, n);
  }
}

Result<std::size_t> ByteSource::read(char* out, std::size_t size) {
  if (!started_) return read_first(out, size);
  if (!head_.empty()) {
    const std::size_t n = std::min(size, head_.size());
    std::memcpy(out, head_.data(), n);
    head_.erase(0, n);
    return n;
  }
  return decompressor_ ? read_decompressed(out, size) : read_raw(out, size);
}

}  // namespace nd::io
