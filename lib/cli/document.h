// Document: the manual of a tool as sections of blocks. --help prints it as text, --generate man as
// a page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace nd::cli {

struct Block {
  enum class Kind {
    kHeading,    // of a part of a section
    kParagraph,  // to be filled; `backquotes` mark literal text
    kItem,       // `term`, and `text` as an indented paragraph
    kLiteral,    // lines to be kept as they are
  } kind = Kind::kParagraph;
  std::string text{};
  std::string term{};
};

struct Section {
  std::string title;
  std::vector<Block> blocks{};
};

struct Document {
  std::string name;
  std::string summary;
  std::vector<std::string> synopsis;  // one for each form of the command line
  std::vector<Section> sections;      // DESCRIPTION to SEE ALSO, always in one order
};

// Requires: command.options holds the common options too.
[[nodiscard]] Document document_of(const Command& command);

// The forms of the command line.
[[nodiscard]] std::vector<std::string> synopsis_of(const Command& command);

// "-n, --limit N".
[[nodiscard]] std::string term_of(const Option& option);

// The first sentence of an option's help, without its full stop.
[[nodiscard]] std::string_view first_sentence(std::string_view help);

// The paragraphs and literal parts of a text.
[[nodiscard]] std::vector<Block> blocks_of(std::string_view text);

// An example as a shell shows it: "$ cat FILE", its lines, "$ COMMAND", its output.
[[nodiscard]] std::string transcript_of(const Example& example);

}  // namespace nd::cli
