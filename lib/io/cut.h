// The cut line: how a failure travels down a pipe.
//
// A tool that fails ends its records with a line that is no whole record and has no newline:
//   {"$cut":"ndparse events.ndjson:17:42 syntax"
// so that no reader of JSON takes half a stream for a whole one. It names tool, place and kind of
// fault, and holds no byte that means something to a shell within double quotes.
//
// Belongs here: its text, and writing it when a signal or the lack of memory ends the process. Does
// not belong here: recognising it among lines (stream/error_policy.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nd::io {

// How a cut line begins.
inline constexpr std::string_view kCutHead = "{\"$cut\":\"";

// What is known of a failure besides its message.
struct Failure {
  std::string place;  // FILE:LINE or FILE:LINE:COLUMN; empty: none is known
  std::string kind;   // syntax, data; empty: as the kind of the error says
  std::string cut;    // the input was cut off: the text of its cut line, which is passed on
};

// "ndparse events.ndjson:17:42 syntax"; `place` may be empty.
[[nodiscard]] std::string cut_text(std::string_view tool, std::string_view place,
                                   std::string_view kind);

// The line of a text, without newline. Whatever the text holds, only letters, digits, blanks and
// `.` `_` `/` `:` `-` get into it, and at most 200 bytes.
[[nodiscard]] std::string cut_line(std::string_view text);

// What to tell the person who watches: "the input was cut off: ndparse failed at
// events.ndjson:17:42".
[[nodiscard]] std::string cut_message(std::string_view text);

// From now on a signal that ends the process (SIGTERM, SIGHUP, SIGINT, SIGALRM, where they are not
// ignored),
// or cut_for_memory(), first writes a cut line of `tool` to `fd`. To be called by the thread that
// writes to it, once.
void cut_on_signal(int fd, std::string_view tool);

// For the new-handler: allocates nothing. Does nothing without cut_on_signal().
void cut_for_memory();

// Around the writing of whole lines to the descriptor of cut_on_signal(): a signal that comes in
// between waits until it is known how far the writing has come.
class GuardedWrite {
 public:
  GuardedWrite();
  ~GuardedWrite();
  GuardedWrite(const GuardedWrite&) = delete;
  GuardedWrite& operator=(const GuardedWrite&) = delete;

  // Whether a signal has come.
  [[nodiscard]] static bool interrupted();
  // Writes the rest of the line that is under way, if its reader takes it, then the cut line, and
  // ends the process by the signal that has come. `rest`: what of the buffer is not written yet;
  // `mid_line`: the byte before it is no newline.
  [[noreturn]] static void end(std::string_view rest, bool mid_line);
};

}  // namespace nd::io
