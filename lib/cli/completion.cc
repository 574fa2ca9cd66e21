#include "cli/completion.h"

#include <string_view>

#include "cli/document.h"

namespace nd::cli {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

std::string joined(const std::vector<std::string_view>& words, std::string_view separator) {
  return joined(std::vector<std::string>(words.begin(), words.end()), separator);
}

bool is_file(Completion completion) {
  return completion == Completion::kFile || completion == Completion::kOutputFile;
}

// 'text' for a shell; backquotes of our help are dropped, a quote becomes '\''.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else if (c != '`') {
      out += c;
    }
  }
  return out += '\'';
}

// Fish knows \' inside single quotes, and no '\''.
std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    if (c != '`') out += c;
  }
  return out += '\'';
}

std::string bash_case(const Option& option) {
  std::string out = fmt::format("    {})\n", joined(option.names(), " | "));
  const auto& choices = option.binding.choices;
  if (!choices.empty()) {
    out += fmt::format("      mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$current\")\n",
                       joined(choices, " "));
  } else if (is_file(option.completion)) {
    out +=
        "      compopt -o filenames\n      mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n";
  } else if (option.completion == Completion::kDirectory) {
    out +=
        "      compopt -o filenames\n      mapfile -t COMPREPLY < <(compgen -d -- \"$current\")\n";
  }
  return out += "      return\n      ;;\n";
}

std::string operand_words(const Command& command) {
  for (const Argument& argument : command.arguments) {
    if (!argument.binding.choices.empty()) return joined(argument.binding.choices, " ");
  }
  return {};
}

// zsh: text inside [..] and after ':' must not hold ']' or ':' unmarked.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    if (c != '`') out += c;
  }
  return out;
}

std::string zsh_action(const std::vector<std::string>& choices, Completion completion) {
  if (!choices.empty()) return fmt::format("({})", joined(choices, " "));
  if (is_file(completion)) return "_files";
  if (completion == Completion::kDirectory) return "_files -/";
  return " ";
}

// '(-n --limit)'{-n+,--limit=}'[help]:N:action', one word for each name.
std::string zsh_option(const Option& option, std::string_view name) {
  const bool repeatable = option.binding.repeatable;
  std::string spec;
  if (!repeatable) spec += fmt::format("({})", joined(option.names(), " "));
  if (repeatable) spec += "*";
  spec += name;
  if (option.binding.values == 1) spec += name.starts_with("--") ? "=" : "+";
  spec += fmt::format("[{}]", zsh_text(first_sentence(option.help)));
  for (unsigned i = 0; i < option.binding.values; ++i) {
    spec +=
        ":" + zsh_text(option.value) + ":" + zsh_action(option.binding.choices, option.completion);
  }
  return fmt::format("  {} \\\n", shell_quoted(spec));
}

}  // namespace

std::string bash_completion(const Command& command) {
  const std::string function = fmt::format("_annals_{}", command.name);
  std::string names;
  std::string cases;
  for (const Option& option : command.options) {
    for (const std::string_view name : option.names()) {
      if (!names.empty()) names += ' ';
      names += name;
    }
    if (option.binding.values > 0) cases += bash_case(option);
  }
  std::string out = fmt::format("# shellcheck shell=bash\n# Made by: {} --generate bash\n{}() {{\n",
                                command.name, function);
  // bash makes a word of its own of the '=' in --name=value.
  out +=
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
      "  if [[ $current == = ]]; then\n    current=\n"
      "  elif [[ $previous == = ]]; then\n    previous=${COMP_WORDS[COMP_CWORD - 2]}\n  fi\n"
      "  COMPREPLY=()\n";
  out += fmt::format("  case $previous in\n{}  esac\n", cases);
  out += fmt::format(
      "  if [[ $current == -* ]]; then\n    mapfile -t COMPREPLY < <(compgen -W '{}' -- "
      "\"$current\")\n    return\n  fi\n",
      names);
  if (const std::string words = operand_words(command); !words.empty()) {
    out += fmt::format("  mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$current\")\n", words);
  } else {
    out += "  compopt -o filenames\n  mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n";
  }
  return fmt::format("{}}}\ncomplete -F {} {}\n", out, function, command.name);
}

std::string zsh_completion(const Command& command) {
  std::string out = fmt::format("#compdef {}\n# Made by: {} --generate zsh\n_arguments -s -S \\\n",
                                command.name, command.name);
  for (const Option& option : command.options) {
    for (const std::string_view name : option.names())
      out += zsh_option(option, name);
  }
  std::size_t position = 1;
  for (const Argument& argument : command.arguments) {
    out += fmt::format(
        "  {} \\\n", shell_quoted(std::to_string(position++) + ":" + zsh_text(argument.name) + ":" +
                                  zsh_action(argument.binding.choices, argument.completion)));
  }
  if (command.operands == Operands::kFiles) out += "  '*:FILE:_files' \\\n";
  return out += "  && return\n";
}

std::string fish_completion(const Command& command) {
  std::string out = fmt::format("# Made by: {} --generate fish\n", command.name);
  const std::string start = fmt::format("complete -c {}", command.name);
  if (command.operands == Operands::kNone) out += fmt::format("{} -f\n", start);
  if (const std::string words = operand_words(command); !words.empty()) {
    out += fmt::format("{} -a {}\n", start, fish_quoted(words));
  }
  for (const Option& option : command.options) {
    out += start;
    for (const std::string_view name : option.names()) {
      out += name.starts_with("--") ? " -l " + std::string(name.substr(2))
                                    : " -s " + std::string(name.substr(1));
    }
    if (option.binding.values > 0) {
      const bool is_path =
          is_file(option.completion) || option.completion == Completion::kDirectory;
      out += is_path ? " -r -F" : " -x";
      if (!option.binding.choices.empty())
        out += fmt::format(" -a {}", fish_quoted(joined(option.binding.choices, " ")));
    }
    out += fmt::format(" -d {}\n", fish_quoted(first_sentence(option.help)));
  }
  return out;
}

}  // namespace nd::cli
