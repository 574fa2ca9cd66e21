#include "cli/screen.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "cli/binding.h"
#include "cli/process.h"

namespace nd::cli {

namespace {

constexpr unsigned kUsualColumns = 80;

// 0 where the variable is not set, or is no number.
unsigned columns_of_environment() {
  unsigned columns = 0;
  return parse_into(environment_value("COLUMNS"), columns) ? columns : 0;
}

// 0 where it is no terminal, or one that does not know its size.
unsigned columns_of_terminal(int descriptor) {
  struct winsize size = {};
  return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool is_regular_file(int descriptor) {
  struct stat status = {};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

unsigned columns_of(int descriptor, bool is_terminal) {
  if (is_regular_file(descriptor)) return 0;
  if (const unsigned columns = columns_of_terminal(descriptor); columns > 0) return columns;
  const unsigned columns = columns_of_environment();
  return columns == 0 && is_terminal ? kUsualColumns : columns;
}

bool shows_color(ColorWhen when, bool is_terminal) {
  if (when != ColorWhen::kAuto) return when == ColorWhen::kAlways;
  return is_terminal && environment_value("NO_COLOR").empty() &&
         environment_value("TERM") != "dumb";
}

// That no locale is set at all says nothing of the terminal.
bool is_other_than_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = environment_value(name);
    if (locale.empty()) continue;
    for (const std::string_view utf8 : {"UTF-8", "utf8", "utf-8", "UTF8"})
      if (locale.find(utf8) != std::string::npos) return false;
    return true;
  }
  return false;
}

}  // namespace

unsigned terminal_columns() {
  if (const unsigned columns = columns_of_environment(); columns > 0) return columns;
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    if (const unsigned columns = columns_of_terminal(fd); columns > 0) return columns;
  }
  return kUsualColumns;
}

io::Screen screen_of(int descriptor, ColorWhen color) {
  const bool is_terminal = ::isatty(descriptor) == 1;
  return {columns_of(descriptor, is_terminal), is_terminal, shows_color(color, is_terminal),
          is_terminal && is_other_than_utf8()};
}

}  // namespace nd::cli
