#include "cli/help.h"

#include <algorithm>
#include <cstddef>

#include "base/display_width.h"
#include "cli/document.h"

namespace nd::cli {

namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kLines = 24;
constexpr std::size_t kIndent = 4;
constexpr std::size_t kDeepIndent = 8;
constexpr std::size_t kTermColumns = 26;  // of -h

// `Literal text` loses its marks; what holds a space keeps quotes in their place.
std::string plain(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('`'), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('`', 1);
    if (close == std::string_view::npos) return out += text;
    const std::string_view inner = text.substr(1, close - 1);
    const bool quotes = inner.find(' ') != std::string_view::npos;
    if (quotes) out += '\'';
    out += inner;
    if (quotes) out += '\'';
    text.remove_prefix(close + 1);
  }
  return out;
}

// Appends text filled to kColumns, every line after the first indented; `column` is where the first
// one starts.
void append_filled(std::string& out, std::string_view text, std::size_t indent,
                   std::size_t column) {
  bool first = true;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string_view word = text.substr(start, end - start);
    start = end + 1;
    if (word.empty()) continue;
    const std::size_t width = display_width(word);
    if (!first && column + 1 + width > kColumns) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    first = false;
  }
  out += '\n';
}

void append_literal(std::string& out, std::string_view text, std::size_t indent) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    if (end > start) out.append(indent, ' ');
    out += text.substr(start, end - start);
    out += '\n';
    start = end + 1;
  }
}

void append_block(std::string& out, const Block& block) {
  switch (block.kind) {
    case Block::Kind::kHeading:
      out += fmt::format("\n  {}:\n", block.text);
      return;
    case Block::Kind::kParagraph:
      out.append(kIndent, ' ');
      append_filled(out, plain(block.text), kIndent, kIndent);
      return;
    case Block::Kind::kItem: {
      const std::string term = plain(block.term);
      out.append(kIndent, ' ');
      out += term;
      const std::size_t used = kIndent + display_width(term);
      if (used + 2 <= kDeepIndent) {
        out.append(kDeepIndent - used, ' ');
      } else {
        out += '\n';
        out.append(kDeepIndent, ' ');
      }
      append_filled(out, plain(block.text), kDeepIndent, kDeepIndent);
      return;
    }
    case Block::Kind::kLiteral:
      append_literal(out, block.text, kIndent);
      return;
  }
}

// At most `columns` of text, cut between words.
std::string cut(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  while (display_width(text) + 1 > columns) {
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || space == 0) break;
    text = text.substr(0, space);
  }
  return fmt::format("{}…", text);
}

std::string option_row(const Option& option) {
  std::string out = fmt::format("  {}", term_of(option));
  const std::size_t used = display_width(out);
  out.append(used < kTermColumns ? kTermColumns - used : 2, ' ');
  std::string help = plain(first_sentence(option.help));
  if (!option.preset.empty()) help += fmt::format(" [{}]", plain(option.preset));
  out += cut(help, kColumns - std::min(display_width(out), kColumns - 1));
  return cut(out, kColumns) + '\n';
}

// "label: --a --b" of options from `first` on for which `wanted` is true.
template <class Wanted>
std::string names_line(std::string_view label, const std::vector<Option>& options,
                       std::size_t first, Wanted wanted) {
  std::string names;
  for (std::size_t i = first; i < options.size(); ++i) {
    if (!wanted(options[i])) continue;
    if (!names.empty()) names += ' ';
    names += options[i].name();
  }
  std::string out(label);
  const std::size_t indent = label.size();
  if (!names.empty()) append_filled(out, names, indent, indent);
  return names.empty() ? names : out;
}

void append_usage(std::string& out, const std::vector<std::string>& synopsis) {
  std::string_view label = "usage: ";
  for (const std::string& line : synopsis) {
    out += label;
    append_filled(out, line, label.size() + 2, label.size());
    label = "       ";
  }
}

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::string short_help(const Command& command) {
  std::string head;
  append_filled(head, fmt::format("{} - {}", command.name, command.summary), 2, 0);
  append_usage(head, synopsis_of(command));
  head += '\n';

  std::string tail =
      names_line("shared: ", command.options, 0, [](const Option& o) { return o.common; });
  tail += '\n';
  for (std::size_t i = 0; i < std::min<std::size_t>(2, command.examples.size()); ++i) {
    tail += fmt::format("  # {}\n", cut(plain(command.examples[i].comment), kColumns - 4));
    append_literal(tail, command.examples[i].command + '\n', 2);
  }
  tail += fmt::format("everything: {} --help\n", command.name);

  // As many rows as fit; the rest by name.
  const auto is_own = [](const Option& option) { return !option.common; };
  std::vector<std::string> rows;
  for (const Option& option : command.options) {
    if (is_own(option)) rows.push_back(option_row(option));
  }
  std::size_t shown = rows.size();
  std::string more;
  while (shown > 0 && lines_of(head) + shown + lines_of(more) + lines_of(tail) > kLines) {
    more = names_line("more:   ", command.options, --shown, is_own);
  }
  std::string out = head;
  for (std::size_t i = 0; i < shown; ++i)
    out += rows[i];
  return out + more + tail;
}

std::string full_help(const Command& command) {
  const Document document = document_of(command);
  std::string out;
  append_filled(out, fmt::format("{} - {}", document.name, document.summary), 2, 0);
  out += '\n';
  append_usage(out, document.synopsis);
  for (const Section& section : document.sections) {
    out += '\n' + section.title + '\n';
    const Block* previous = nullptr;
    for (const Block& block : section.blocks) {
      // Items stand close together; an example's transcript belongs to the line above it.
      const bool tight =
          previous == nullptr || previous->kind == Block::Kind::kHeading ||
          block.kind == Block::Kind::kHeading ||
          (block.kind == Block::Kind::kItem && previous->kind == Block::Kind::kItem) ||
          (block.kind == Block::Kind::kLiteral && section.title == "EXAMPLES");
      if (!tight) out += '\n';
      append_block(out, block);
      previous = &block;
    }
  }
  return out;
}

}  // namespace nd::cli
