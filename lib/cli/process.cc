#include "cli/process.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "io/cut.h"

namespace nd::cli {

namespace {

constexpr int kExitSystem = 4;

// May not allocate.
[[noreturn]] void out_of_memory() {
  // At once, so that the lines of several programs of a pipeline stay whole.
  char line[64];
  const int size =
      std::snprintf(line, sizeof line, "%.32s: out of memory\n", program_invocation_short_name);
  write_to_stderr({line, static_cast<std::size_t>(size)});
  io::cut_for_memory();
  // Not exit(): other threads may hold locks that destructors want.
  ::_exit(kExitSystem);
}

// Before static objects are made: those of CLI11's headers allocate.
[[gnu::constructor(101)]] void watch_memory() {
  std::set_new_handler(out_of_memory);
}

// Opened the wrong way round, so that using it fails as using a closed descriptor does.
void occupy(int fd, int flags) {
  if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) return;
  const int opened = ::open("/dev/null", flags);
  if (opened >= 0 && opened != fd) ::close(opened);
}

}  // namespace

void set_up_process() {
  occupy(STDIN_FILENO, O_WRONLY);
  occupy(STDOUT_FILENO, O_RDONLY);
  occupy(STDERR_FILENO, O_RDONLY);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

std::string environment_value(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> out;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos)
      out.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return out;
}

void write_to_stderr(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDERR_FILENO, text.data(), text.size());
    if (n == 0 || (n < 0 && errno != EINTR)) return;
    if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace nd::cli
