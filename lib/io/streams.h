// Streams: what one run of a tool reads from and writes to, and how, as the command line set it up.
//
// Belongs here: plain data that `cli` fills in and `stream` works with, so that neither needs the
// other.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/cut.h"
#include "io/output.h"

namespace nd::io {

// Records and bytes of a run.
struct Counts {
  std::uint64_t used = 0;      // records; blank lines are none
  std::uint64_t rejected = 0;  // records that could not be used, the one that ended the run too
  std::uint64_t bytes = 0;     // of the input text after decompression

  [[nodiscard]] std::uint64_t read() const { return used + rejected; }
};

// --max-errors N or P%.
struct ErrorLimit {
  enum class Kind { kNone, kCount, kPercent } kind = Kind::kNone;
  std::uint64_t count = 0;
  double percent = 0;  // of the records read, judged at the end of the run
};

// A field that was asked for and that no record had.
struct UnmetField {
  std::string path;                // .city.teir
  std::vector<std::string> names;  // the paths of the fields that the first records had
  std::string where;               // the file, where it is not the input
};

struct Streams {
  std::vector<std::string> operands;  // empty or "-": standard input
  Output out = Output::standard();    // -o
  std::optional<Output> rejects;      // --rejects; without it the first bad record ends the run
  ErrorLimit max_errors;              // --max-errors
  bool strict = false;                // --strict
  bool validate = false;              // --validate
  bool keyed = false;        // --keyed: a line may be KEY, TAB, RECORD; the record is what counts
  std::string zone = "UTC";  // --tz, else ND_TZ, else UTC
  unsigned jobs = 0;         // -j; 0: not given, stream::jobs_for decides
  std::uint64_t memory = std::uint64_t{1} << 30;               // --mem, bytes
  std::string temporary = "/tmp";                              // --tmp, else TMPDIR, else /tmp
  std::vector<std::pair<std::string, std::string>> arguments;  // --arg, --argjson: name, JSON text
  std::map<std::string, std::string> environment;              // $ENV
  Counts counts;                                               // filled by stream::run, for --stats
  Failure failure;     // of a run that fails: filled by stream::ErrorPolicy
  bool quiet = false;  // nothing that is no error is said on stderr
  std::string note;    // what to say on stderr after a run that ends with 0 or 1 (ndsort --check)
  std::vector<UnmetField> unmet;  // of a whole input; filled by stream::run
  std::int64_t now_ns = 0;        // when the run began, since the epoch: what `now` says
  // What the terminal can show, for tools that draw.
  bool color = false;     // --color, decided
  bool unicode = true;    // the locale's text is UTF-8
  unsigned columns = 80;  // width of the terminal; 80 where there is none
  // --progress: called by stream::run once for each block with BlockReader's bytes_read() and
  // bytes_total(); empty: not wanted. Never called by two threads at once.
  std::function<void(std::uint64_t read, std::uint64_t total)> progress;
};

}  // namespace nd::io
