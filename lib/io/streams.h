// Streams: one run of a tool as the command line set it up: what is read, where it goes, limits,
// bindings; and what became of it. A function takes the part that it needs.
//
// Belongs here: plain data that `cli` fills in and `stream` works with, so that neither needs the
// other.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bindings.h"
#include "io/cut.h"
#include "io/output.h"

namespace nd::io {

// How many records a named condition held for.
struct Tally {
  std::string name;  // needs no escape in JSON
  std::uint64_t count = 0;
};

// Records and bytes of a run.
struct Counts {
  std::uint64_t used = 0;      // records; blank lines are none
  std::uint64_t rejected = 0;  // records that could not be used, the one that ended the run too
  std::uint64_t bytes = 0;     // of the input text after decompression
  std::vector<Tally> tallies;  // of the records used

  [[nodiscard]] std::uint64_t read() const { return used + rejected; }
  // Adds those of a further part of the input.
  void add(const Counts& part);
  // Adds tallies of the same names in the same order; where there are none yet, these are they.
  void add_tallies(const std::vector<Tally>& more);
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

// How a line is looked at before it is a record.
struct LineRules {
  bool strict = false;    // --strict: it is validated, and has all fields that are asked for
  bool validate = false;  // --validate: it is JSON to its end
  bool keyed = false;     // --keyed: it may be KEY, TAB, RECORD; the record is what counts
};

// What is read.
struct Input {
  std::vector<std::string> operands;  // empty or "-": standard input
  LineRules lines;
  // What has to be read before the first record: the tables of --table that expressions ask. Called
  // by what reads records, once all expressions are compiled; does nothing the second time.
  std::function<Status()> prepare;
  // --progress: called by stream::run once for each block with BlockReader's bytes_read() and
  // bytes_total(); empty: not wanted. Never called by two threads at once.
  std::function<void(std::uint64_t read, std::uint64_t total)> progress;
};

// Where it goes.
struct Sinks {
  Output out = Output::standard();  // -o
  std::optional<Output> rejects;    // --rejects; without it the first bad record ends the run
  bool stats = false;               // --stats: what is counted is told
};

// What the output is looked at on, where that is a screen.
struct Screen {
  unsigned columns = 0;      // how many it shows in a line; 0: no limit, as in a file
  bool is_terminal = false;  // it acts on control characters
  bool color = false;        // --color: it shows styles
  bool ascii = false;        // a terminal of a locale that is not UTF-8: it shows ASCII alone
};

// What a run may use and bear.
struct Limits {
  ErrorLimit max_errors;                          // --max-errors
  unsigned jobs = 0;                              // -j; 0: not given, stream::jobs_for decides
  std::uint64_t memory = std::uint64_t{1} << 30;  // --mem, bytes
  std::string temporary = "/tmp";                 // --tmp, else TMPDIR, else /tmp
};

// What became of a run, apart from its output.
struct Outcome {
  Counts counts;                  // for --stats
  Failure failure;                // of a run that fails
  std::vector<UnmetField> unmet;  // of a whole input
  std::string note;    // what to say on stderr after a run that ends with 0 or 1 (ndsort --check)
  bool quiet = false;  // nothing that is no error is said on stderr
  bool for_later = false;  // what is made is made for data to come: a table may lack their fields
};

struct Streams {
  Input input;
  Sinks sinks;
  Screen screen;
  Limits limits;
  Bindings bindings;
  Outcome outcome;
};

}  // namespace nd::io
