#include "cli/man.h"

#include <algorithm>

#include "base/ascii.h"
#include "cli/document.h"

namespace nd::cli {

namespace {

// Text that roff prints as it stands: no escapes, no macros, ASCII signs where roff would make
// typographic ones.
void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      default:
        out += c;
    }
  }
}

// A line must not start with a control character.
std::string escaped_line(std::string_view text) {
  std::string out;
  if (text.starts_with('.')) out += "\\&";
  append_escaped(out, text);
  return out;
}

// Running text: `literal` parts are bold; one sentence a line, as roff likes it.
std::string running(std::string_view text) {
  std::string out;
  bool bold = false;
  bool line_start = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '`') {
      bold = !bold;
      out += bold ? "\\fB" : "\\fR";
      if (bold && i + 1 < text.size() && text[i + 1] == '.') out += "\\&";
      continue;
    }
    const bool sentence_ends = !bold && c == ' ' && i > 0 && text[i - 1] == '.';
    if (sentence_ends) {
      out += '\n';
      line_start = true;
      continue;
    }
    if (line_start && c == '.') out += "\\&";
    line_start = false;
    append_escaped(out, text.substr(i, 1));
  }
  return out;
}

// "-n, --limit N": the names bold, the value in italics. A term without a dash is literal.
std::string term(std::string_view text) {
  if (!text.starts_with('-')) return fmt::format("\\fB{}\\fR", escaped_line(text));
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    const bool comma = word.ends_with(',');
    if (comma) word.remove_suffix(1);
    out += word.starts_with('-') ? "\\fB" : "\\fI";
    append_escaped(out, word);
    out += "\\fR";
    if (comma) out += ',';
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!text.empty()) out += ' ';
  }
  return out;
}

void append_literal(std::string& out, std::string_view text) {
  out += ".PP\n.RS 4\n.EX\n";
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    out += line.empty() ? std::string("\\&") : escaped_line(line);
    out += '\n';
    start = end + 1;
  }
  out += ".EE\n.RE\n";
}

// A paragraph needs no .PP right after a heading.
void append_block(std::string& out, const Block& block, bool after_heading) {
  switch (block.kind) {
    case Block::Kind::kHeading:
      out += fmt::format(".SS {}\n", escaped_line(block.text));
      return;
    case Block::Kind::kParagraph:
      if (!after_heading) out += ".PP\n";
      out += running(block.text) + '\n';
      return;
    case Block::Kind::kItem:
      out += fmt::format(".TP\n{}\n{}\n", term(block.term), running(block.text));
      return;
    case Block::Kind::kLiteral:
      append_literal(out, block.text);
      return;
  }
}

}  // namespace

std::string man_page(const Command& command, std::string_view version) {
  const Document document = document_of(command);
  std::string out = fmt::format(".\\\" Made by: {} --generate man\n", document.name);
  out += fmt::format(".TH {} 1 \"\" \"annals {}\" \"annals\"\n", upper(document.name), version);
  // No hyphens, no stretched lines: names and options stay as they are typed.
  out += ".nh\n.ad l\n";
  out += fmt::format(".SH NAME\n{} \\- {}\n", document.name, running(document.summary));
  out += ".SH SYNOPSIS\n";
  const char* separator = "";
  for (const std::string& line : document.synopsis) {
    out += separator;
    separator = ".br\n";
    const std::size_t name_end = line.find(' ');
    out += fmt::format("\\fB{}\\fR{}\n", line.substr(0, name_end), running(line.substr(name_end)));
  }
  for (const Section& section : document.sections) {
    out += fmt::format(".SH {}\n", section.title);
    bool after_heading = true;
    for (const Block& block : section.blocks) {
      append_block(out, block, after_heading);
      after_heading = block.kind == Block::Kind::kHeading;
    }
  }
  return out;
}

}  // namespace nd::cli
