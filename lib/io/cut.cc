#include "io/cut.h"

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fmt/core.h>

#include "base/ascii.h"

namespace nd::io {

namespace {

constexpr std::size_t kMostBytes = 200;
// How long a reader that does not read may delay the end.
constexpr int kPatienceMs = 500;

bool is_harmless(char c) {
  return is_letter(c) || is_digit(c) || c == ' ' || c == '.' || c == '_' || c == '/' || c == ':' ||
         c == '-';
}

struct Line {
  char bytes[64] = {};
  std::size_t size = 0;

  void set(std::string_view text) {
    size = std::min(text.size(), sizeof bytes);
    std::memcpy(bytes, text.data(), size);
  }
};

// A signal handler has no argument of ours: this is what it works on, set once by cut_on_signal().
struct State {
  std::atomic<int> fd = -1;
  pthread_t writer = {};
  Line signal;
  Line memory;
  std::atomic<bool> writing = false;
  std::atomic<int> caught = 0;
};
State state;
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

// Safe in a signal handler. What its reader does not take in time, or refuses, is lost.
void try_to_write(const char* at, std::size_t size) {
  while (size > 0) {
    struct pollfd wait = {state.fd, POLLOUT, 0};
    const int ready = ::poll(&wait, 1, kPatienceMs);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0 || (wait.revents & POLLOUT) == 0) return;
    // A pipe that can be written to takes this many bytes without waiting.
    const ssize_t n = ::write(state.fd, at, std::min<std::size_t>(size, 512));
    if (n <= 0 && errno != EINTR && errno != EAGAIN) return;
    if (n > 0) {
      at += n;
      size -= static_cast<std::size_t>(n);
    }
  }
}

void end_by(int signal) {
  std::signal(signal, SIG_DFL);
  // Within a handler it takes effect when that returns.
  ::raise(signal);
}

void handle(int signal) {
  const int saved = errno;
  if (::pthread_equal(::pthread_self(), state.writer) == 0) {
    ::pthread_kill(state.writer, signal);
  } else if (state.writing) {
    if (state.caught == 0) state.caught = signal;
    // Where the write began only after this, it must be woken once more.
    ::alarm(1);
  } else {
    try_to_write(state.signal.bytes, state.signal.size);
    end_by(state.caught != 0 ? state.caught.load() : signal);
  }
  errno = saved;
}

}  // namespace

std::string cut_text(std::string_view tool, std::string_view place, std::string_view kind) {
  std::string text(tool);
  if (!place.empty()) {
    std::string shown(place.substr(place.size() > 120 ? place.size() - 120 : 0));
    // A blank would end the place.
    std::replace(shown.begin(), shown.end(), ' ', '_');
    text.append(" ").append(shown);
  }
  return text.append(" ").append(kind);
}

std::string cut_line(std::string_view text) {
  std::string line(kCutHead);
  for (const char c : text.substr(0, kMostBytes))
    line.push_back(is_harmless(c) ? c : '_');
  line.push_back('"');
  return line;
}

std::string cut_message(std::string_view text) {
  const std::size_t first = text.find(' ');
  const std::size_t last = text.rfind(' ');
  std::string message = "the input was cut off";
  if (first == std::string_view::npos) return message;
  message.append(": ").append(text.substr(0, std::min<std::size_t>(first, 40)));
  if (first == last) return fmt::format("{} failed ({})", message, text.substr(last + 1, 20));
  return message.append(" failed at ")
      .append(text.substr(first + 1, std::min(last - first - 1, kMostBytes)));
}

void cut_on_signal(int fd, std::string_view tool) {
  state.writer = ::pthread_self();
  state.signal.set(cut_line(cut_text(tool, {}, "signal")));
  state.memory.set(cut_line(cut_text(tool, {}, "memory")));
  state.fd = fd;
  struct sigaction action = {};
  action.sa_handler = handle;
  sigemptyset(&action.sa_mask);
  // SIGALRM ends a process like the others; it is also what wakes a write, see handle().
  for (const int signal : {SIGTERM, SIGHUP, SIGINT, SIGALRM}) {
    struct sigaction old = {};
    if (::sigaction(signal, nullptr, &old) == 0 && old.sa_handler != SIG_IGN)
      (void)::sigaction(signal, &action, nullptr);
  }
}

void cut_for_memory() {
  if (state.fd < 0) return;
  // Another thread may be within a line.
  if (state.writing) try_to_write("\n", 1);
  try_to_write(state.memory.bytes, state.memory.size);
}

GuardedWrite::GuardedWrite() {
  state.writing = true;
}

GuardedWrite::~GuardedWrite() {
  state.writing = false;
  // What came after the last look; what was written ends with a line.
  if (interrupted()) end({}, false);
}

bool GuardedWrite::interrupted() {
  return state.caught != 0;
}

void GuardedWrite::end(std::string_view rest, bool mid_line) {
  ::alarm(0);
  if (mid_line) try_to_write(rest.data(), std::min(rest.find('\n'), rest.size() - 1) + 1);
  try_to_write(state.signal.bytes, state.signal.size);
  end_by(state.caught);
  for (;;)
    ::pause();
}

}  // namespace nd::io
