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
  return out + "'";
}

// Fish knows \' inside single quotes, and no '\''.
std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    if (c != '`') out += c;
  }
  return out + "'";
}

std::string bash_case(const Option& option) {
  std::string out = "    " + joined(option.names(), " | ") + ")\n";
  const auto& choices = option.binding.choices;
  if (!choices.empty()) {
    out += "      mapfile -t COMPREPLY < <(compgen -W '" + joined(choices, " ") +
           "' -- \"$current\")\n";
  } else if (is_file(option.completion)) {
    out +=
        "      compopt -o filenames\n      mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n";
  } else if (option.completion == Completion::kDirectory) {
    out +=
        "      compopt -o filenames\n      mapfile -t COMPREPLY < <(compgen -d -- \"$current\")\n";
  }
  return out + "      return\n      ;;\n";
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
  if (!choices.empty()) return "(" + joined(choices, " ") + ")";
  if (is_file(completion)) return "_files";
  if (completion == Completion::kDirectory) return "_files -/";
  return " ";
}

// '(-n --limit)'{-n+,--limit=}'[help]:N:action', one word for each name.
std::string zsh_option(const Option& option, std::string_view name) {
  const bool repeatable = option.binding.repeatable;
  std::string spec;
  if (!repeatable) spec += "(" + joined(option.names(), " ") + ")";
  if (repeatable) spec += "*";
  spec += name;
  if (option.binding.values == 1) spec += name.starts_with("--") ? "=" : "+";
  spec += "[" + zsh_text(first_sentence(option.help)) + "]";
  for (unsigned i = 0; i < option.binding.values; ++i) {
    spec +=
        ":" + zsh_text(option.value) + ":" + zsh_action(option.binding.choices, option.completion);
  }
  return "  " + shell_quoted(spec) + " \\\n";
}

}  // namespace

std::string bash_completion(const Command& command) {
  const std::string function = "_annals_" + command.name;
  std::string names;
  std::string cases;
  for (const Option& option : command.options) {
    for (const std::string_view name : option.names()) {
      if (!names.empty()) names += ' ';
      names += name;
    }
    if (option.binding.values > 0) cases += bash_case(option);
  }
  std::string out = "# shellcheck shell=bash\n# Made by: " + command.name + " --generate bash\n" +
                    function + "() {\n";
  // bash makes a word of its own of the '=' in --name=value.
  out +=
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
      "  if [[ $current == = ]]; then\n    current=\n"
      "  elif [[ $previous == = ]]; then\n    previous=${COMP_WORDS[COMP_CWORD - 2]}\n  fi\n"
      "  COMPREPLY=()\n";
  out += "  case $previous in\n" + cases + "  esac\n";
  out += "  if [[ $current == -* ]]; then\n    mapfile -t COMPREPLY < <(compgen -W '" + names +
         "' -- \"$current\")\n    return\n  fi\n";
  if (const std::string words = operand_words(command); !words.empty()) {
    out += "  mapfile -t COMPREPLY < <(compgen -W '" + words + "' -- \"$current\")\n";
  } else {
    out += "  compopt -o filenames\n  mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n";
  }
  return out + "}\ncomplete -F " + function + " " + command.name + "\n";
}

std::string zsh_completion(const Command& command) {
  std::string out = "#compdef " + command.name + "\n# Made by: " + command.name +
                    " --generate zsh\n_arguments -s -S \\\n";
  for (const Option& option : command.options) {
    for (const std::string_view name : option.names())
      out += zsh_option(option, name);
  }
  std::size_t position = 1;
  for (const Argument& argument : command.arguments) {
    out += "  " +
           shell_quoted(std::to_string(position++) + ":" + zsh_text(argument.name) + ":" +
                        zsh_action(argument.binding.choices, argument.completion)) +
           " \\\n";
  }
  if (command.operands == Operands::kFiles) out += "  '*:FILE:_files' \\\n";
  return out + "  && return\n";
}

std::string fish_completion(const Command& command) {
  std::string out = "# Made by: " + command.name + " --generate fish\n";
  const std::string start = "complete -c " + command.name;
  if (command.operands == Operands::kNone) out += start + " -f\n";
  if (const std::string words = operand_words(command); !words.empty()) {
    out += start + " -a " + fish_quoted(words) + "\n";
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
        out += " -a " + fish_quoted(joined(option.binding.choices, " "));
    }
    out += " -d " + fish_quoted(first_sentence(option.help)) + "\n";
  }
  return out;
}

}  // namespace nd::cli
