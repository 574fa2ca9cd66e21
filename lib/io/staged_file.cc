#include "io/staged_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "io/os_error.h"

namespace nd::io {

namespace {

constexpr mode_t kNewFileMode = 0666;  // less the umask, which open() applies

// A name beside `target` that nobody else has: .NAME.RANDOM.tmp
std::string temporary_name(const std::string& target) {
  std::uint64_t random = 0;
  (void)::getrandom(&random, sizeof(random), 0);  // a name that is taken is tried again
  return fmt::format("{}/.{}.{:016x}.tmp", directory_of(target), base_of(target).substr(0, 200),
                     random);
}

// The name under which the kernel lets linkat() give an unnamed file a name.
std::string descriptor_path(int fd) {
  return fmt::format("/proc/self/fd/{}", fd);
}

// Mode and owner as `old` has them. Only root can give a file away; for others it stays theirs,
// without set-id bits.
Status copy_permissions(int fd, const struct stat& old, const std::string& name) {
  struct stat fresh = {};
  if (::fstat(fd, &fresh) != 0) return os_error(cannot_write(name), errno);
  mode_t mode = old.st_mode & 07777u;
  if (fresh.st_uid != old.st_uid || fresh.st_gid != old.st_gid) {
    if (::fchown(fd, old.st_uid, old.st_gid) != 0) mode &= 0777u;
  }
  if (::fchmod(fd, mode) != 0) return os_error(cannot_write(name), errno);
  return {};
}

}  // namespace

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string base_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string cannot_write(const std::string& name) {
  return name == "-" ? "cannot write to standard output" : "cannot write " + quoted(name);
}

Status sync_directory(const std::string& directory) {
  const auto what = [&] { return "cannot write the directory " + quoted(directory); };
  const UniqueFd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // A directory may be closed to readers: then there is nothing more to do.
  if (!fd && errno == EACCES) return {};
  if (!fd) return os_error(what(), errno);
  // Some file systems cannot.
  if (::fsync(fd.get()) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
    return os_error(what(), errno);
  return {};
}

Result<StagedFile> StagedFile::beside(std::string target, std::string name,
                                      const struct stat* old) {
  StagedFile file(std::move(target), std::move(name));
  ND_TRY(file.open_temporary());
  if (old != nullptr) ND_TRY(copy_permissions(file.fd_.get(), *old, file.name_));
  return file;
}

// An unnamed file where the file system has them, which leaves nothing behind whatever happens;
// else a named one.
Status StagedFile::open_temporary() {
  fd_ = UniqueFd(
      ::open(directory_of(target_).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kNewFileMode));
  if (fd_ && ::access(descriptor_path(fd_.get()).c_str(), F_OK) == 0) return {};
  do {
    temporary_ = temporary_name(target_);
    fd_ =
        UniqueFd(::open(temporary_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, kNewFileMode));
  } while (!fd_ && errno == EEXIST);
  if (fd_) return {};
  const int code = errno;
  temporary_.clear();
  return os_error(fmt::format("cannot make a temporary file beside {}", quoted(name_)), code);
}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : fd_(std::move(other.fd_)),
      target_(std::move(other.target_)),
      name_(std::move(other.name_)),
      temporary_(std::exchange(other.temporary_, {})) {}

StagedFile& StagedFile::operator=(StagedFile&& other) noexcept {
  if (this == &other) return *this;
  discard();
  fd_ = std::move(other.fd_);
  target_ = std::move(other.target_);
  name_ = std::move(other.name_);
  temporary_ = std::exchange(other.temporary_, {});
  return *this;
}

StagedFile::~StagedFile() {
  discard();
}

void StagedFile::discard() {
  if (!temporary_.empty()) (void)::unlink(temporary_.c_str());
  temporary_.clear();
  fd_.reset();
}

tl::unexpected<Error> StagedFile::fail(int code) const {
  return os_error(cannot_write(name_), code);
}

Status StagedFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd_.get(), bytes.data(), bytes.size());
    if (n > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (n == 0) {
      return fail(ENOSPC);  // nothing taken, as a full device may say it
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      struct pollfd wait = {fd_.get(), POLLOUT, 0};
      (void)::poll(&wait, 1, -1);  // whatever it says, write() tells the truth
    } else if (errno != EINTR) {
      return fail(errno);
    }
  }
  return {};
}

Status StagedFile::give_name() {
  if (!temporary_.empty()) return {};
  const std::string from = descriptor_path(fd_.get());
  std::string name;
  do {
    name = temporary_name(target_);
    if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      temporary_ = std::move(name);
      return {};
    }
  } while (errno == EEXIST);
  return fail(errno);
}

Status StagedFile::close_descriptor() {
  if (::close(fd_.release()) != 0 && errno != EINTR) return fail(errno);
  return {};
}

Status StagedFile::close() {
  ND_TRY(give_name());
  return close_descriptor();
}

Status StagedFile::reopen() {
  do {
    fd_ = UniqueFd(::open(temporary_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  } while (!fd_ && errno == EINTR);
  return fd_ ? Status() : fail(errno);
}

Status StagedFile::finish() {
  if (::fsync(fd_.get()) != 0) return fail(errno);
  return close();
}

Status StagedFile::place(Existing existing) {
  if (existing == Existing::kRefuse) {
    if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) ==
        0) {
      temporary_.clear();
      return {};
    }
    // Some file systems cannot; they are asked whether there is one.
    if (errno != EINVAL && errno != ENOSYS) return fail(errno);
    struct stat there = {};
    if (::lstat(target_.c_str(), &there) == 0) return fail(EEXIST);
  }
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) return fail(errno);
  temporary_.clear();
  return {};
}

}  // namespace nd::io
