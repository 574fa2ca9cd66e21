#include "io/output.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <utility>

#include "io/cut.h"
#include "io/os_error.h"
#include "io/staged_file.h"

namespace nd::io {

namespace {

constexpr int kPipeBytes = 1 << 20;
constexpr int kMostLinks = 40;

// The descriptor that a path such as /dev/fd/2 stands for.
std::optional<int> descriptor_of(std::string_view path) {
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    int fd = 0;
    const char* const end = path.data() + path.size();
    const auto [stop, error] = std::from_chars(path.data() + folder.size(), end, fd);
    if (error == std::errc() && stop == end) return fd;
  }
  return std::nullopt;
}

// Follows the symbolic links that path's last part is, also to a file that does not exist yet, but
// not beyond a descriptor (/dev/stderr).
Result<std::string> resolve(const std::string& path) {
  std::string at = path;
  for (int links = 0; links < kMostLinks && !descriptor_of(at); ++links) {
    char target[PATH_MAX];
    const ssize_t n = ::readlink(at.c_str(), target, sizeof(target));
    if (n < 0) return at;  // no link, or not there: the open that follows says more
    const std::string link(target, static_cast<std::size_t>(n));
    at = link.starts_with('/') ? link : directory_of(at) + "/" + link;
  }
  if (descriptor_of(at)) return at;
  return os_error(fmt::format("cannot write {}", quoted(path)), ELOOP);
}

}  // namespace

Output::Output(UniqueFd fd, std::string name, Flush flush)
    : fd_(std::move(fd)), name_(std::move(name)), flush_(flush) {
  struct stat status = {};
  if (!fd_ || ::fstat(fd_.get(), &status) != 0) return;
  if (S_ISFIFO(status.st_mode) && ::fcntl(fd_.get(), F_GETPIPE_SZ) < kPipeBytes) {
    (void)::fcntl(fd_.get(), F_SETPIPE_SZ, kPipeBytes);  // for speed only
  }
  if (S_ISCHR(status.st_mode) && ::isatty(fd_.get()) == 1) flush_ = Flush::kEveryRecord;
}

Output Output::standard(Flush flush) {
  // A copy of the descriptor: destroying an Output leaves standard output itself open. Where it is
  // closed, the copy is none and every write fails, instead of going to a file that got its number.
  Output out(UniqueFd(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)), "-", flush);
  out.let_reader_leave();
  return out;
}

Result<Output> Output::direct(const std::string& path, Flush flush) {
  UniqueFd fd;
  do {
    fd = UniqueFd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  } while (!fd && errno == EINTR);  // a FIFO waits for its reader
  if (!fd) return os_error(cannot_write(path), errno);
  return Output(std::move(fd), path, flush);
}

Result<Output> Output::file(const std::string& path, Flush flush) {
  if (path == "-") return standard(flush);
  Output out = ND_TRY(plain_file(path, flush));
  const Compression compression = compression_of_name(path);
  if (compression != Compression::kNone) out.compressor_.emplace(compression);
  return out;
}

Result<Output> Output::plain_file(const std::string& path, Flush flush) {
  const std::string target = ND_TRY(resolve(path));
  if (const auto descriptor = descriptor_of(target); descriptor) {
    // What this process has open already, even a regular file, is written on, as the shell's
    // redirection does.
    UniqueFd fd(::fcntl(*descriptor, F_DUPFD_CLOEXEC, 3));
    if (!fd) return os_error(cannot_write(path), errno);
    return Output(std::move(fd), path, flush);
  }
  struct stat old = {};
  const bool exists = ::stat(target.c_str(), &old) == 0;
  if (!exists && errno != ENOENT) return os_error(cannot_write(path), errno);
  if (exists && S_ISDIR(old.st_mode)) return os_error(cannot_write(path), EISDIR);
  if (!exists && (target.empty() || target.back() == '/'))
    return os_error(cannot_write(path), ENOENT);
  if (exists && !S_ISREG(old.st_mode)) return direct(path, flush);
  if (exists && ::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) {
    return os_error(cannot_write(path), errno);
  }
  Output out(UniqueFd(), path, flush);
  out.staged_ = ND_TRY(StagedFile::beside(target, path, exists ? &old : nullptr));
  out.directory_ = directory_of(target);
  return out;
}

Output::Output(Output&& other) noexcept
    : fd_(std::move(other.fd_)),
      name_(std::move(other.name_)),
      staged_(std::move(other.staged_)),
      directory_(std::move(other.directory_)),
      flush_(other.flush_),
      memory_(other.memory_),
      guarded_(other.guarded_),
      reader_may_leave_(other.reader_may_leave_),
      buffer_(std::exchange(other.buffer_, {})),
      finished_(std::exchange(other.finished_, 0)),
      compressor_(std::move(other.compressor_)),
      failure_(std::move(other.failure_)),
      records_(std::exchange(other.records_, 0)),
      flushed_(std::exchange(other.flushed_, 0)) {}

Output& Output::operator=(Output&& other) noexcept {
  if (this == &other) return *this;
  fd_ = std::move(other.fd_);
  name_ = std::move(other.name_);
  staged_ = std::move(other.staged_);
  directory_ = std::move(other.directory_);
  flush_ = other.flush_;
  memory_ = other.memory_;
  guarded_ = other.guarded_;
  reader_may_leave_ = other.reader_may_leave_;
  finished_ = std::exchange(other.finished_, 0);
  buffer_ = std::exchange(other.buffer_, {});
  compressor_ = std::move(other.compressor_);
  failure_ = std::move(other.failure_);
  records_ = std::exchange(other.records_, 0);
  flushed_ = std::exchange(other.flushed_, 0);
  return *this;
}

tl::unexpected<Error> Output::fail(int code) {
  failure_ = os_error(cannot_write(name_), code).value();
  if (code == EPIPE && reader_may_leave_) failure_->kind = ErrorKind::kClosed;
  buffer_.clear();
  finished_ = 0;
  return tl::unexpected<Error>(*failure_);
}

Status Output::write_all(const char* at, std::size_t size) {
  // One guard for all of it: between two writes the output may end within a line.
  std::optional<GuardedWrite> guard;
  if (guarded_) guard.emplace();
  const char* const start = at;
  while (size > 0) {
    const ssize_t n = ::write(descriptor(), at, size);
    const int error = errno;
    if (n > 0) {
      at += n;
      size -= static_cast<std::size_t>(n);
    }
    if (guard && GuardedWrite::interrupted())
      GuardedWrite::end({at, size}, at != start && at[-1] != '\n');
    // As a device that is full may say it; trying again would never end.
    if (n == 0) return fail(ENOSPC);
    if (n < 0 && (error == EAGAIN || error == EWOULDBLOCK)) {
      struct pollfd wait = {descriptor(), POLLOUT, 0};
      (void)::poll(&wait, 1, -1);  // whatever it says, write() tells the truth
    } else if (n < 0 && error != EINTR) {
      return fail(error);
    }
  }
  return {};
}

Output Output::memory() {
  Output out(UniqueFd(), "memory", Flush::kWhenFull);
  out.memory_ = true;
  return out;
}

Status Output::append(Output& part) {
  part.drop_unfinished();
  if (buffer_.empty()) {
    buffer_.swap(part.buffer_);
  } else {
    buffer_.append(part.buffer_);
  }
  finished_ = buffer_.size();
  records_ += part.records_;
  part.buffer_.clear();
  part.finished_ = 0;
  part.records_ = 0;
  return buffer_.size() >= kBufferBytes || flush_ == Flush::kEveryRecord ? flush() : Status();
}

Status Output::flush() {
  if (memory_) return {};
  if (failure_) return tl::unexpected<Error>(*failure_);
  if (compressor_) {
    using Push = Compressor::Push;
    ND_TRY(write_compressed(flush_ == Flush::kEveryRecord ? Push::kText : Push::kNothing));
  } else {
    ND_TRY(write_all(buffer_.data(), buffer_.size()));
  }
  flushed_ += buffer_.size();
  buffer_.clear();
  finished_ = 0;
  return {};
}

Status Output::write_compressed(Compressor::Push push) {
  compressed_.clear();
  if (auto status = compressor_->run(buffer_, push, compressed_); !status) {
    failure_ = std::move(status).error();
    failure_->message = fmt::format("{}: {}", cannot_write(name_), failure_->message);
    return tl::unexpected<Error>(*failure_);
  }
  return write_all(compressed_.data(), compressed_.size());
}

bool Output::is_piped() const {
  struct stat status = {};
  return fd_ && !compressor_ && ::fstat(fd_.get(), &status) == 0 &&
         (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

void Output::cut(std::string_view line) {
  if (failure_ || !buffer_.empty()) return;
  // What fails here fails after what has been reported already.
  (void)write_all(line.data(), line.size());
}

Status Output::replace_target() {
  const auto replace = [&]() -> Status {
    ND_TRY(staged_->finish());
    return staged_->place(StagedFile::Existing::kReplace);
  };
  if (auto status = replace(); !status) {
    failure_ = status.error();
    return status;
  }
  return sync_directory(directory_);
}

Status Output::commit() {
  ND_TRY(flush());
  if (compressor_) ND_TRY(write_compressed(Compressor::Push::kEnd));
  if (staged_) return replace_target();
  // Network file systems may say only here that what was written is lost. A descriptor that was
  // never open and never written to has lost nothing.
  if (fd_ && ::close(fd_.release()) != 0 && errno != EINTR) return fail(errno);
  return {};
}

}  // namespace nd::io
