// What is looked at while a tool runs: how wide a terminal is, whether it shows styles.
#pragma once

#include "io/streams.h"

namespace nd::cli {

// --color.
enum class ColorWhen { kAuto, kAlways, kNever };

// Columns of the terminal on standard output or, failing that, standard error; 80 where there is
// none. COLUMNS comes first.
[[nodiscard]] unsigned terminal_columns();

// What `descriptor` leads to. A terminal says its width itself; where it does not, and behind a
// pipe (`watch` exports it), COLUMNS does. A regular file has no width. Styles are shown on a
// terminal that is not `dumb`, unless NO_COLOR is set and not empty (no-color.org); kAlways and
// kNever come before all that. A terminal shows ASCII alone if the locale (LC_ALL, else LC_CTYPE,
// else LANG) is set to one that is not UTF-8; what is written elsewhere does not depend on it.
[[nodiscard]] io::Screen screen_of(int descriptor, ColorWhen color);

}  // namespace nd::cli
