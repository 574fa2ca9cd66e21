#include "cli/document.h"

#include <algorithm>
#include <set>

#include "base/wording.h"

namespace nd::cli {

namespace {

Block paragraph(std::string text) {
  return {Block::Kind::kParagraph, std::move(text), {}};
}
Block item(std::string term, std::string text) {
  return {Block::Kind::kItem, std::move(text), std::move(term)};
}
Block heading(std::string text) {
  return {Block::Kind::kHeading, std::move(text), {}};
}
Block literal(std::string text) {
  return {Block::Kind::kLiteral, std::move(text), {}};
}

void append(std::vector<Block>& out, std::vector<Block> more) {
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool reads_files(const Command& command) {
  return command.operands == Operands::kFiles;
}

Section description_of(const Command& command) {
  Section section{"DESCRIPTION"};
  append(section.blocks, blocks_of(command.description));
  for (const Argument& argument : command.arguments) {
    if (argument.help.empty()) continue;
    std::string text = argument.help;
    if (!argument.binding.choices.empty()) {
      text += " One of";
      for (std::size_t i = 0; i < argument.binding.choices.size(); ++i) {
        text += fmt::format("{}{}`", i == 0 ? " `" : ", `", argument.binding.choices[i]);
      }
      text += '.';
    }
    section.blocks.push_back(item(argument.name, std::move(text)));
  }
  if (reads_files(command)) {
    const std::string name = command.operand.empty() ? "FILE" : command.operand;
    section.blocks.push_back(
        item(name, fmt::format("is read as it is or through gzip or zstd, known by its first "
                               "bytes. Without {}, or where it is `-`, standard input is read.",
                               name)));
  }
  for (const Glossary& glossary : command.glossaries) {
    section.blocks.push_back(heading(glossary.title));
    append(section.blocks, blocks_of(glossary.intro));
    for (const Item& entry : glossary.items)
      section.blocks.push_back(item(entry.term, entry.text));
  }
  return section;
}

std::string help_of(const Option& option) {
  std::string text = option.help;
  if (option.binding.repeatable) text += " May be repeated.";
  if (option.required) text += " Required.";
  const auto& choices = option.binding.choices;
  const bool named = std::all_of(choices.begin(), choices.end(), [&](const std::string& choice) {
    return option.help.find('`' + choice + '`') != std::string::npos;
  });
  if (!named) {
    for (std::size_t i = 0; i < choices.size(); ++i) {
      text += fmt::format("{}{}`", i == 0 ? " One of `" : ", `", choices[i]);
    }
    text += '.';
  }
  if (!option.preset.empty()) text += fmt::format(" Default: {}.", option.preset);
  return text;
}

Section options_of(const Command& command) {
  Section section{"OPTIONS"};
  const auto is_common = [](const Option& option) { return option.common; };
  const bool has_own = !std::all_of(command.options.begin(), command.options.end(), is_common);
  for (const Option& option : command.options) {
    if (!option.common) section.blocks.push_back(item(term_of(option), help_of(option)));
  }
  if (has_own) section.blocks.push_back(heading("Shared options"));
  section.blocks.push_back(
      paragraph("These mean the same in every tool that has them. Options may stand after "
                "operands; `--` ends them. Lists "
                "add up when their option is repeated; any other option may not be given two "
                "different values, where it is not one that may be repeated."));
  for (const Option& option : command.options) {
    if (option.common) section.blocks.push_back(item(term_of(option), help_of(option)));
  }
  return section;
}

Section examples_of(const Command& command) {
  Section section{"EXAMPLES"};
  for (const Example& example : command.examples) {
    section.blocks.push_back(paragraph(example.comment));
    section.blocks.push_back(literal(transcript_of(example)));
  }
  return section;
}

Section exit_status_of(const Command& command) {
  Section section{"EXIT STATUS"};
  std::string done = "done; every byte of the output was accepted.";
  if (reads_files(command)) done += " An empty result is success.";
  done += " A reader that goes away ends the tool with 0 too.";
  section.blocks.push_back(item("0", std::move(done)));
  if (!command.exit_one.empty()) section.blocks.push_back(item("1", command.exit_one));
  section.blocks.push_back(
      item("2", "the command line or an expression is wrong; nothing was read."));
  if (reads_files(command))
    section.blocks.push_back(item("3", "a record, or what a file holds, cannot be used."));
  section.blocks.push_back(
      item("4", "a file cannot be opened, read or written, or there is no memory left."));
  return section;
}

Section environment_of(const Command& command) {
  Section section{"ENVIRONMENT"};
  const auto has_option = [&](std::string_view name) {
    return std::any_of(command.options.begin(), command.options.end(), [&](const Option& option) {
      return option.common && option.name() == name;
    });
  };
  if (has_option("--tz"))
    section.blocks.push_back(item("ND_TZ", "the time zone, where `--tz` is not given."));
  if (has_option("--tmp")) {
    section.blocks.push_back(
        item("TMPDIR", "the directory for temporary files, where `--tmp` is not given."));
  }
  return section;
}

Section see_also_of(const Command& command) {
  std::vector<std::string> pages = command.see_also;
  const bool has_expressions =
      std::any_of(command.options.begin(), command.options.end(),
                  [](const Option& option) { return option.name() == "--argjson"; });
  if (has_expressions) pages.emplace_back("ndexpr(7)");
  pages.emplace_back("annals(7)");
  std::set<std::string> met;
  std::erase_if(pages, [&](const std::string& page) { return !met.insert(page).second; });
  std::string text = joined(pages, [](const std::string& page) {
    return '`' + page.substr(0, page.find('(')) + '`' + page.substr(page.find('('));
  });
  return {"SEE ALSO", {paragraph(std::move(text))}};
}

// "ndmap [OPTION…] --set NAME=EXPR|--keep F,… [FILE…]", with `middle` in place of the leading
// argument.
std::string synopsis_line(const Command& command, std::string_view middle) {
  std::string out = fmt::format("{} [OPTION…]", command.name);
  for (const Option& option : command.options) {
    if (!option.required) continue;
    out += ' ';
    out += option.names().front();
    out += (option.binding.optional ? "[=" : " ") + option.value +
           (option.binding.optional ? "]" : "");
  }
  if (!middle.empty()) {
    out += ' ';
    out += middle;
  }
  if (reads_files(command))
    out += fmt::format(" [{}]", command.operand.empty() ? "FILE…" : command.operand);
  return out;
}

}  // namespace

std::string term_of(const Option& option) {
  if (option.value.empty()) return option.flags;
  return option.binding.optional ? option.flags + "[=" + option.value + "]"
                                 : option.flags + ' ' + option.value;
}

std::string_view first_sentence(std::string_view help) {
  for (std::size_t i = 0; i < help.size(); ++i) {
    const bool ends = i + 1 == help.size() || help[i + 1] == ' ' || help[i + 1] == '\n';
    if ((help[i] == '.' || help[i] == ';') && ends) return help.substr(0, i);
  }
  return help;
}

std::vector<Block> blocks_of(std::string_view text) {
  std::vector<Block> out;
  std::string* open = nullptr;
  Block::Kind kind = Block::Kind::kParagraph;
  std::size_t gap = 0;  // empty lines since the last text
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    start = end + 1;
    if (line.empty()) {
      ++gap;
      continue;
    }
    const Block::Kind now = line.starts_with(' ') ? Block::Kind::kLiteral : Block::Kind::kParagraph;
    const bool goes_on =
        open != nullptr && kind == now && (gap == 0 || now == Block::Kind::kLiteral);
    if (!goes_on) {
      out.push_back({now, {}, {}});
      open = &out.back().text;
      kind = now;
    } else if (now == Block::Kind::kLiteral) {
      open->append(gap, '\n');
    } else {
      *open += ' ';
    }
    gap = 0;
    *open += line;
    if (now == Block::Kind::kLiteral) *open += '\n';
  }
  return out;
}

std::vector<std::string> synopsis_of(const Command& command) {
  std::string arguments;
  for (const Argument& argument : command.arguments) {
    if (!arguments.empty()) arguments += ' ';
    arguments += argument.name;
  }
  std::vector<std::string> out = {synopsis_line(command, arguments)};
  std::string instead;
  std::size_t ways = 0;
  for (const Option& option : command.options) {
    if (!option.replaces_argument) continue;
    if (ways++ > 0) instead += " | ";
    instead += option.names().front();
    if (!option.value.empty()) instead += ' ' + option.value;
  }
  if (ways > 1) instead = '{' + instead + "}…";
  if (ways > 0) out.push_back(synopsis_line(command, instead));
  return out;
}

std::string transcript_of(const Example& example) {
  std::string out;
  for (const ExampleFile& file : example.files)
    out += fmt::format("$ cat {}\n{}", file.name, file.text);
  out += "$ ";
  for (const char c : example.command) {
    out += c;
    if (c == '\n') out += "> ";  // the shell's own mark of a line that goes on
  }
  out += '\n' + example.output;
  return out;
}

Document document_of(const Command& command) {
  Document out{command.name, command.summary, synopsis_of(command), {}};
  const auto add = [&](Section section) {
    if (!section.blocks.empty()) out.sections.push_back(std::move(section));
  };
  add(description_of(command));
  add(options_of(command));
  add(examples_of(command));
  add(exit_status_of(command));
  std::vector<Block> memory = blocks_of(command.memory);
  add({"MEMORY", std::move(memory)});
  add(environment_of(command));
  add(see_also_of(command));
  return out;
}

}  // namespace nd::cli
