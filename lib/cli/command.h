// Command: what a tool says about itself, as data. The parser, the help, the manual page and the
// completions read it.
//
// Text (summary, description, help, ...) is plain: paragraphs are set apart by an empty line, a
// line that starts with a space is kept as it is, and `backquotes` mark what is typed literally.
// Option.help and Argument.help open with one short sentence that also stands alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/binding.h"
#include "cli/common_options.h"

namespace nd::cli {

// What a shell may offer for a value, where `choices` does not say it.
enum class Completion {
  kNone,
  kFile,
  kOutputFile,  // a file that is written; two such options may not name one file
  kDirectory,
};

struct Option {
  std::string flags{};  // "-n, --limit" or "--strict"; the last one names it in messages
  std::string value{};  // "N", "KEY,…", "NAME TEXT"; empty for a flag
  std::string help{};   // lower case first letter, full stop at the end
  Binding binding{};
  std::string preset{};  // the default as text, shown in help; empty: none worth showing
  Completion completion = Completion::kNone;
  bool required = false;
  // Where the option is given, the command line has no leading argument: `ndfilter -f FILE` has no
  // EXPR.
  bool replaces_argument = false;
  // Where the option is given, what goes to standard output is no records: `ndfilter -c`.
  bool prints_text = false;
  bool common = false;  // set by common_options(): listed after the tool's own
  // Where the option is not given, an operand that is no file may be meant for it: `ndsort name`.
  bool names_fields = false;

  // Long name with dashes ("--limit"), or the short one where there is no other. View of `flags`.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::vector<std::string_view> names() const;
};

// The word before the FILE operands: EXPR, TABLE, TEMPLATE.
struct Argument {
  std::string name{};
  std::string help{};
  Binding binding{};  // values is 1
  Completion completion = Completion::kNone;
};

// What a tool writes to standard output.
enum class Prints {
  kRecords,  // one JSON value a line
  kText,
};

enum class Operands {
  kFiles,  // any number of files; none is standard input
  kNone,
};

struct ExampleFile {
  std::string name{};
  std::string text{};  // whole lines
};

// Shown as a transcript of a shell. tests/docs runs all examples of a page in one empty folder, in
// order: the files are made first, then `command` must succeed and print exactly `output`.
struct Example {
  std::string comment{};             // what it does, one sentence with a full stop
  std::vector<ExampleFile> files{};  // shown with `cat`; a later example may use them again
  std::string command{};             // one shell command, perhaps of several lines
  std::string output{};              // whole lines
};

struct Item {
  std::string term{};
  std::string text{};
};

// A list of its own within the description: the aggregates of ndgroup.
struct Glossary {
  std::string title{};
  std::string intro{};
  std::vector<Item> items{};
};

struct Command {
  std::string name{};
  std::string summary{};              // after "NAME - ": lower case, no full stop
  std::string description{};          // DESCRIPTION
  std::vector<Argument> arguments{};  // at most one so far; all of them come before the operands
  Operands operands = Operands::kFiles;
  std::string operand{};  // the name of the one operand that it takes; empty: FILE…
  Prints prints = Prints::kRecords;
  std::vector<Option> options{};  // the tool's own, the most used first
  Common common =
      Common::kRecords;  // the shared ones it has, besides --help, --version and --generate
  std::vector<Glossary> glossaries{};
  std::vector<Example> examples{};  // the first two also in -h
  std::string exit_one{};           // when the status is 1; empty: never
  std::string memory{};  // "constant", or what it is proportional to and what happens beyond --mem
  std::vector<std::string>
      see_also{};  // "ndmap(1)"; annals(7) and ndexpr(7) are added where they apply
};

}  // namespace nd::cli
