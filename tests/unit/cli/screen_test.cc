#include "cli/screen.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include <doctest/doctest.h>

#include "io/unique_fd.h"

namespace nd::cli {
namespace {

// A terminal of so many columns, 0 where it does not know; both of its ends.
struct Terminal {
  explicit Terminal(unsigned short columns) : master(::posix_openpt(O_RDWR | O_NOCTTY)) {
    REQUIRE(::grantpt(master.get()) == 0);
    REQUIRE(::unlockpt(master.get()) == 0);
    slave = io::UniqueFd(::open(::ptsname(master.get()), O_RDWR | O_NOCTTY));
    const struct winsize size = {.ws_row = 24, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
    REQUIRE(::ioctl(slave.get(), TIOCSWINSZ, &size) == 0);
  }
  io::UniqueFd master;
  io::UniqueFd slave;
};

struct Pipe {
  Pipe() {
    int fds[2];
    REQUIRE(::pipe(fds) == 0);
    read = io::UniqueFd(fds[0]);
    write = io::UniqueFd(fds[1]);
  }
  io::UniqueFd read;
  io::UniqueFd write;
};

void set_variables(const char* columns, const char* no_color, const char* term) {
  ::setenv("COLUMNS", columns, 1);
  ::setenv("NO_COLOR", no_color, 1);
  ::setenv("TERM", term, 1);
}

TEST_SUITE("cli/screen") {
  TEST_CASE("a terminal's own width comes before COLUMNS") {
    set_variables("50", "", "xterm");
    CHECK(screen_of(Terminal(132).slave.get(), ColorWhen::kAuto).columns == 132);
    CHECK(screen_of(Terminal(0).slave.get(), ColorWhen::kAuto).columns == 50);
    set_variables("", "", "xterm");
    CHECK(screen_of(Terminal(0).slave.get(), ColorWhen::kAuto).columns == 80);
  }

  TEST_CASE("a pipe is as wide as COLUMNS says, a regular file has no width") {
    const Pipe pipe;
    char name[] = "/tmp/nd-screen-test-XXXXXX";
    const io::UniqueFd file(::mkstemp(name));
    ::unlink(name);
    set_variables("50", "", "xterm");
    CHECK(screen_of(pipe.write.get(), ColorWhen::kAuto).columns == 50);
    CHECK(screen_of(file.get(), ColorWhen::kAuto).columns == 0);
    for (const char* columns : {"", "0", "-3", "wide"}) {
      set_variables(columns, "", "xterm");
      CHECK(screen_of(pipe.write.get(), ColorWhen::kAuto).columns == 0);
    }
  }

  TEST_CASE("styles are shown on a terminal unless NO_COLOR or TERM say otherwise") {
    const Terminal terminal(80);
    const Pipe pipe;
    const auto styled = [&](int fd, ColorWhen when) { return screen_of(fd, when).color; };
    set_variables("", "", "xterm");
    CHECK(styled(terminal.slave.get(), ColorWhen::kAuto));
    CHECK_FALSE(styled(terminal.slave.get(), ColorWhen::kNever));
    CHECK_FALSE(styled(pipe.write.get(), ColorWhen::kAuto));
    CHECK(styled(pipe.write.get(), ColorWhen::kAlways));
    set_variables("", "1", "xterm");
    CHECK_FALSE(styled(terminal.slave.get(), ColorWhen::kAuto));
    CHECK(styled(terminal.slave.get(), ColorWhen::kAlways));
    set_variables("", "", "dumb");
    CHECK_FALSE(styled(terminal.slave.get(), ColorWhen::kAuto));
  }
}

}  // namespace
}  // namespace nd::cli
