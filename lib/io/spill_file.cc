#include "io/spill_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

#include "io/os_error.h"

namespace nd::io {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

tl::unexpected<Error> spill_error(const std::string& directory, const char* verb, int code) {
  Error error =
      os_error(fmt::format("cannot {} a temporary file in {}", verb, quoted(directory)), code)
          .value();
  error.message += "; --tmp names another directory";
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace

Result<SpillFile> SpillFile::create(const std::string& directory) {
  UniqueFd fd(::open(directory.c_str(), O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
  if (!fd) {
    // The file system has no unnamed files (or the directory is wrong, which the second try says
    // too).
    std::string name = fmt::format("{}/nd-XXXXXX", directory);
    fd = UniqueFd(::mkostemp(name.data(), O_CLOEXEC));
    if (!fd) return spill_error(directory, "make", errno);
    (void)::unlink(name.c_str());
  }
  return SpillFile(std::move(fd), directory);
}

Status SpillFile::write_out() {
  const char* at = buffer_.data();
  std::size_t left = buffer_.size();
  while (left > 0) {
    const ssize_t n = ::pwrite(fd_.get(), at, left, static_cast<off_t>(written_));
    if (n > 0) {
      at += n;
      left -= static_cast<std::size_t>(n);
      written_ += static_cast<std::uint64_t>(n);
    } else if (n == 0 || errno != EINTR) {
      const int code = n == 0 ? ENOSPC : errno;  // nothing taken, as a full device may say it
      buffer_.erase(0, buffer_.size() - left);
      return spill_error(directory_, "write", code);
    }
  }
  buffer_.clear();
  return {};
}

Status SpillFile::append(std::string_view bytes) {
  buffer_.append(bytes);
  if (buffer_.size() >= kBufferBytes) return write_out();
  return {};
}

Status SpillFile::finish() {
  ND_TRY(write_out());
  buffer_.shrink_to_fit();
  return {};
}

Result<std::size_t> SpillFile::read(std::uint64_t position, char* out, std::size_t size) const {
  std::size_t have = 0;
  while (have < size) {
    const ssize_t n =
        ::pread(fd_.get(), out + have, size - have, static_cast<off_t>(position + have));
    if (n == 0) break;
    if (n > 0) {
      have += static_cast<std::size_t>(n);
    } else if (errno != EINTR) {
      return spill_error(directory_, "read", errno);
    }
  }
  return have;
}

}  // namespace nd::io
