// A library to be preloaded: makes chosen system calls of a tool fail, as disks and pipes do.
//
// ND_FAULT=CALL:WHEN:WHAT
//   CALL  open read pread write pwrite fsync link rename close, or any of them; new: memory is
//   asked
//         for by operator new
//   WHEN  N: the N-th such call alone; N+: it and all that follow; every
//   WHAT  an error (EIO ENOSPC EINTR EMFILE EAGAIN EDQUOT ENOMEM); short:K: no more than K bytes
//   are read
//         or written; none: nothing is, and it is no error; kill: the process dies (SIGKILL)
//         instead of making the call
// ND_FAULT=trace writes the name of each call, and a line feed, to the descriptor ND_FAULT_FD.
// Otherwise a byte is written to ND_FAULT_FD when a call was met by the fault for the first time.
//
// Standard error is left alone, so that the tool can say what happened. A close that fails closes
// all the same, as on Linux.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

namespace {

struct Plan {
  std::string_view call;
  unsigned long first = 0;  // the number of the first call that is met; 0: no plan
  bool onwards = false;
  int error = 0;
  std::size_t most = 0;  // short: at most so many bytes
  bool none = false;
  bool kill = false;
  bool trace = false;
  int report = -1;
};

int error_of(std::string_view name) {
  struct Named {
    std::string_view name;
    int code;
  };
  constexpr Named kErrors[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EINTR", EINTR},
                               {"EMFILE", EMFILE}, {"EAGAIN", EAGAIN}, {"EDQUOT", EDQUOT},
                               {"ENOMEM", ENOMEM}};
  for (const Named& error : kErrors) {
    if (error.name == name) return error.code;
  }
  return 0;
}

Plan read_plan() {
  Plan plan;
  if (const char* const fd = std::getenv("ND_FAULT_FD")) plan.report = std::atoi(fd);
  const char* const setting = std::getenv("ND_FAULT");
  if (setting == nullptr) return plan;
  const std::string_view text = setting;
  plan.trace = text == "trace";
  const std::size_t first = text.find(':');
  if (first == std::string_view::npos) return plan;
  const std::size_t second = std::min(text.find(':', first + 1), text.size() - 1);
  plan.call = text.substr(0, first);
  const std::string_view when = text.substr(first + 1, second - first - 1);
  const std::string_view what = text.substr(second + 1);
  plan.onwards = when == "every" || when.back() == '+';
  plan.first = when == "every" ? 1 : std::strtoul(when.data(), nullptr, 10);
  plan.kill = what == "kill";
  plan.none = what == "none";
  plan.error = error_of(what);
  if (what.substr(0, 6) == "short:") plan.most = std::strtoul(what.data() + 6, nullptr, 10);
  return plan;
}

const Plan& plan() {
  static const Plan kPlan = read_plan();
  return kPlan;
}

std::atomic<unsigned long> calls = 0;

void report(std::string_view text) {
  if (plan().report >= 0) (void)::syscall(SYS_write, plan().report, text.data(), text.size());
}

// Whether the plan meets this call.
bool met(std::string_view call) {
  const bool allocates = call == "new";
  if (plan().trace && !allocates) {
    report(call);
    report("\n");
  }
  const bool meant = plan().call == call || (plan().call == "any" && !allocates);
  if (plan().first == 0 || !meant) return false;
  const unsigned long number = ++calls;
  if (number != plan().first && !(plan().onwards && number > plan().first)) return false;
  if (number == plan().first) report("x");
  if (plan().kill) (void)::raise(SIGKILL);
  return true;
}

// The same call in the next library.
template <class F>
F* next(const char* name) {
  F* function = nullptr;
  void* const symbol = ::dlsym(RTLD_NEXT, name);
  std::memcpy(&function, &symbol, sizeof function);
  return function;
}

// A call that moves bytes: fails, or is given fewer.
template <class Call>
ssize_t transfer(std::string_view name, int fd, std::size_t size, Call call) {
  if (fd == STDERR_FILENO || !met(name)) return call(size);
  if (plan().error != 0) {
    errno = plan().error;
    return -1;
  }
  if (plan().none) return 0;
  return call(plan().most > 0 ? std::min(size, plan().most) : size);
}

template <class Call>
int plain(std::string_view name, Call call) {
  if (!met(name) || plan().error == 0) return call();
  errno = plan().error;
  return -1;
}

}  // namespace

// As the standard wants it: the handler is asked until there is memory, or there is none to ask.
void* operator new(std::size_t size) {
  for (;;) {
    void* const memory = met("new") ? nullptr : std::malloc(size > 0 ? size : 1);
    if (memory != nullptr) return memory;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

extern "C" {

ssize_t read(int fd, void* out, std::size_t size) {
  static auto* const kReal = next<ssize_t(int, void*, std::size_t)>("read");
  return transfer("read", fd, size, [&](std::size_t n) { return kReal(fd, out, n); });
}

ssize_t pread(int fd, void* out, std::size_t size, off_t at) {
  static auto* const kReal = next<ssize_t(int, void*, std::size_t, off_t)>("pread");
  return transfer("pread", fd, size, [&](std::size_t n) { return kReal(fd, out, n, at); });
}

ssize_t write(int fd, const void* in, std::size_t size) {
  static auto* const kReal = next<ssize_t(int, const void*, std::size_t)>("write");
  return transfer("write", fd, size, [&](std::size_t n) { return kReal(fd, in, n); });
}

ssize_t pwrite(int fd, const void* in, std::size_t size, off_t at) {
  static auto* const kReal = next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
  return transfer("pwrite", fd, size, [&](std::size_t n) { return kReal(fd, in, n, at); });
}

int open(const char* path, int flags, ...) {
  static auto* const kReal = next<int(const char*, int, ...)>("open");
  std::va_list rest;
  va_start(rest, flags);
  const bool has_mode = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  const mode_t mode = has_mode ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return plain("open", [&] { return kReal(path, flags, mode); });
}

int fsync(int fd) {
  static auto* const kReal = next<int(int)>("fsync");
  return plain("fsync", [&] { return kReal(fd); });
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  static auto* const kReal = next<int(int, const char*, int, const char*, int)>("linkat");
  return plain("link", [&] { return kReal(from_folder, from, to_folder, to, flags); });
}

int rename(const char* from, const char* to) {
  static auto* const kReal = next<int(const char*, const char*)>("rename");
  return plain("rename", [&] { return kReal(from, to); });
}

int close(int fd) {
  static auto* const kReal = next<int(int)>("close");
  const bool fails = met("close") && plan().error != 0;
  const int result = kReal(fd);
  if (!fails) return result;
  errno = plan().error;
  return -1;
}

}  // extern "C"
