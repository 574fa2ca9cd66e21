// The one use of CLI11. It splits words into options, values and operands; what it would do beyond
// that (conversions, help, splitting "[a,b]", greedy vectors, exit codes from 100) is left out on
// purpose: each option is declared without a type, takes exactly its number of words, and its
// setter is called afterwards, in the order of the command line.
#include "cli/parse.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <unordered_map>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>  // App needs both for its virtual tables
#include <CLI/Formatter.hpp>

#include "base/ascii.h"
#include "base/wording.h"
#include "cli/message.h"

namespace nd::cli {

namespace {

// "--name=" would make CLI11 take the next word as the value. An argument of a program cannot hold
// a NUL, so that one marks an empty value until the values are read, and the word of a flag that
// may have one.
constexpr char kEmptyMark = '\0';
constexpr int kAnyNumber = 1 << 28;

std::string unmarked(std::string word) {
  if (word.ends_with(kEmptyMark)) word.pop_back();
  return word;
}

std::string flags_for_cli11(const Option& option) {
  std::string out;
  for (const std::string_view name : option.names()) {
    if (!out.empty()) out += ',';
    out += name;
  }
  return out;
}

// Requires: --name or --name=value.
std::string_view long_name(std::string_view word) {
  return word.substr(0, word.find('='));
}

Error unknown_option(const Command& command, std::string_view word) {
  std::string message = "no such option ";
  if (word.starts_with("--")) {
    std::vector<std::string_view> known;
    for (const Option& option : command.options) {
      if (option.name().starts_with("--")) known.push_back(option.name());
    }
    message += in_quotes(long_name(word)) + did_you_mean(long_name(word), known);
  } else {
    message += in_quotes(word.substr(0, 2));
    if (!command.arguments.empty() && word.size() > 2) {
      message +=
          "; if " + in_quotes(word) + " is " + command.arguments[0].name + ", write -- before it";
    }
  }
  return Error{ErrorKind::kUsage, std::move(message), Error::kNoOffset};
}

bool has_optional_word(const Command& command, std::string_view word) {
  return std::any_of(command.options.begin(), command.options.end(), [&](const Option& option) {
    return option.binding.optional && word.starts_with(std::string(option.name()) + "=");
  });
}

const Option* find_option(const Command& command, std::string_view name) {
  for (const Option& option : command.options) {
    for (const std::string_view known : option.names()) {
      if (known == name) return &option;
    }
  }
  return nullptr;
}

// CLI11's complaint begins with the option's name, with its dashes or without.
Error explained(const Command& command, const CLI::ParseError& error) {
  const std::string_view text = error.what();
  const std::string name(text.substr(0, text.find_first_of(": ")));
  const Option* option = nullptr;
  for (const char* const dashes : {"", "--", "-"}) {
    if (option == nullptr) option = find_option(command, dashes + name);
  }
  if (option == nullptr) return Error{ErrorKind::kUsage, std::string(text), Error::kNoOffset};
  std::string message = fmt::format("option '{}' ", option->name());
  message += option->binding.values == 0 ? "takes no value" : "needs a value: " + option->value;
  return Error{ErrorKind::kUsage, std::move(message), Error::kNoOffset};
}

// What the occurrences of one option hold, and how far they have been used.
struct Occurrences {
  const Option* option = nullptr;
  std::size_t used = 0;
};

// The words that each option with values was first given.
using FirstWords = std::unordered_map<const Option*, std::vector<std::string>>;

// Which of two values was meant cannot be told; the same one twice is no question.
Status check_repeat(const Option& option, const std::vector<std::string>& words,
                    FirstWords& first) {
  if (option.binding.repeatable) return {};
  const auto [at, is_first] = first.try_emplace(&option, words);
  if (is_first || at->second == words) return {};
  return usage_error("option '{}' is given twice, as {} and as {}; it takes one value",
                     option.name(), in_quotes(at->second.front()), in_quotes(words.front()));
}

Status set_one(const Option& option, Typed words, Parsed& parsed) {
  if (auto status = option.binding.set(words); !status) {
    Error error = std::move(status).error();
    error.message = fmt::format("{}: {}", option.name(), error.message);
    return tl::unexpected<Error>(std::move(error));
  }
  parsed.given.push_back(&option);
  if (words.empty()) return {};
  if (option.completion == Completion::kOutputFile)
    parsed.output_files.emplace_back(&option, words[0]);
  if (option.completion == Completion::kFile) parsed.input_files.emplace_back(words[0]);
  return {};
}

// What files with records are called.
bool has_data_suffix(std::string_view word) {
  for (const std::string_view suffix :
       {".ndjson", ".jsonl", ".json", ".csv", ".tsv", ".gz", ".zst", ".log", ".txt"}) {
    if (word.ends_with(suffix)) return true;
  }
  return false;
}

// Requires: app has parsed.
Status replay(const CLI::App& app, std::unordered_map<const CLI::Option*, Occurrences>& by_option,
              Parsed& parsed) {
  FirstWords first;
  for (const CLI::Option* const given : app.parse_order()) {
    const std::string& raw = given->results()[by_option[given].used++];
    const std::string word = unmarked(raw);
    const auto& [option, used] = by_option[given];
    if (option == nullptr) {
      parsed.operands.push_back(word);
      continue;
    }
    const std::size_t values = option->binding.values;
    if (values == 0) {
      // Without a word CLI11 says "true".
      const std::string_view view = word;
      const bool has_word = raw.ends_with(kEmptyMark);
      if (has_word) ND_TRY(check_repeat(*option, {word}, first));
      ND_TRY(set_one(*option, has_word ? Typed(&view, 1) : Typed(), parsed));
    } else if (used % values == 0) {
      std::vector<std::string> owned;
      for (std::size_t i = used - values; i < used; ++i)
        owned.push_back(unmarked(given->results()[i]));
      ND_TRY(check_repeat(*option, owned, first));
      const std::vector<std::string_view> views(owned.begin(), owned.end());
      ND_TRY(set_one(*option, views, parsed));
    }
  }
  return {};
}

// Whether the file is what a descriptor of this process reads or writes.
bool is_open_as(int descriptor, const std::string& file) {
  struct stat open = {};
  struct stat named = {};
  return ::fstat(descriptor, &open) == 0 && ::stat(file.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino && S_ISREG(open.st_mode);
}

bool same_file(const std::string& a, const std::string& b) {
  struct stat first = {};
  struct stat second = {};
  if (::stat(a.c_str(), &first) != 0 || ::stat(b.c_str(), &second) != 0) return a == b;
  // Two may well write to one /dev/null.
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino && S_ISREG(first.st_mode);
}

Status check_not_input(const std::string& name, const std::string& file,
                       const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    if (input == "-" ? is_open_as(STDIN_FILENO, file) : same_file(input, file))
      return usage_error("{} is an input; {} would overwrite it", in_quotes(file), name);
  }
  return {};
}

// -o is standard output where it is absent.
Status check_outputs(const Command& command, const Parsed& parsed) {
  // An option that is repeated counts once.
  std::vector<std::pair<const Option*, std::string>> last;
  for (const auto& file : parsed.output_files) {
    std::erase_if(last, [&](const auto& earlier) { return earlier.first == file.first; });
    last.push_back(file);
  }
  const bool has_output = std::any_of(
      last.begin(), last.end(), [](const auto& file) { return file.first->name() == "--output"; });
  const std::vector<std::string> inputs = inputs_of(command, parsed);
  for (std::size_t i = 0; i < last.size(); ++i) {
    const auto& [option, file] = last[i];
    const std::string name(option->name());
    if (name != "--output") ND_TRY(check_not_input(name, file, inputs));
    if (!has_output && is_open_as(STDOUT_FILENO, file)) {
      return usage_error("{} is standard output and the file of {}", in_quotes(file), name);
    }
    if (file.empty()) return usage_error("{}: the name of the file is empty", name);
    if (file == "-" && name != "--output" && !has_output) {
      return usage_error("{}: standard output has the records already; name a file", name);
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (same_file(last[k].second, file)) {
        return usage_error("{} is named by both {} and {}", in_quotes(file), last[k].first->name(),
                           name);
      }
    }
  }
  return {};
}

bool is_given(const Parsed& parsed, const Option& option) {
  return std::find(parsed.given.begin(), parsed.given.end(), &option) != parsed.given.end();
}

// A name or a path of names: user, city.tier; not data/user.ndjson.
bool looks_like_field(std::string_view word) {
  const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == ',' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  return plain && !word.empty() && !has_data_suffix(word);
}

// An operand that is no file, where the option that takes fields was left out.
Status check_operands(const Command& command, const Parsed& parsed) {
  for (const Option& option : command.options) {
    if (!option.names_fields || is_given(parsed, option)) continue;
    for (const std::string& word : parsed.operands) {
      struct stat status = {};
      if (!looks_like_field(word) || ::stat(word.c_str(), &status) == 0 || errno != ENOENT)
        continue;
      const std::string name(option.names().front());
      return usage_error("there is no file {}; if it is a field, write {} {}", in_quotes(word),
                         name, word);
    }
  }
  return {};
}

std::size_t most_operands(const Command& command) {
  if (command.operands == Operands::kNone) return 0;
  return command.operand.empty() ? std::numeric_limits<std::size_t>::max() : 1;
}

// ndfilter events.ndjson: the file stands where the expression is missing.
Status check_argument(const Argument& argument, std::string_view word, const Parsed& parsed) {
  struct stat status = {};
  if (argument.completion != Completion::kNone || parsed.operands.size() > 1 ||
      !has_data_suffix(word) || ::stat(std::string(word).c_str(), &status) != 0)
    return {};
  return usage_error("{} is missing: {} is a file", argument.name, in_quotes(word));
}

}  // namespace

Result<Parsed> parse(const Command& command, std::vector<std::string> words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::unordered_map<const CLI::Option*, Occurrences> by_option;
  for (const Option& option : command.options) {
    CLI::Option* added = nullptr;
    if (option.binding.values == 0) {
      added = app.add_flag(flags_for_cli11(option));
      if (!option.binding.optional) added->disable_flag_override();
    } else {
      added = app.add_option(flags_for_cli11(option), CLI::callback_t());
      added->type_size(static_cast<int>(option.binding.values));
    }
    added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    by_option[added].option = &option;
  }
  app.add_option("operands", CLI::callback_t())
      ->expected(kAnyNumber)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);

  for (std::string& word : words) {
    if (word.starts_with("--") && (word.ends_with('=') || has_optional_word(command, word)))
      word += kEmptyMark;
  }
  std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return tl::unexpected<Error>(explained(command, error));
  }
  for (const std::string& word : app.remaining()) {
    if (word != "--") return tl::unexpected<Error>(unknown_option(command, unmarked(word)));
  }
  Parsed parsed;
  ND_TRY(replay(app, by_option, parsed));
  return parsed;
}

Status complete(const Command& command, Parsed& parsed) {
  for (const Option& option : command.options) {
    if (option.required && !is_given(parsed, option)) {
      return usage_error("option '{} {}' is missing", option.name(), option.value);
    }
  }
  const bool replaced = std::any_of(parsed.given.begin(), parsed.given.end(),
                                    [](const Option* o) { return o->replaces_argument; });
  if (!replaced) {
    for (const Argument& argument : command.arguments) {
      if (parsed.operands.empty()) return usage_error("{} is missing", argument.name);
      const std::string_view word = parsed.operands.front();
      ND_TRY(check_argument(argument, word, parsed));
      if (auto status = argument.binding.set({&word, 1}); !status) {
        Error error = std::move(status).error();
        error.message = fmt::format("{}: {}", argument.name, error.message);
        return tl::unexpected<Error>(std::move(error));
      }
      if (argument.completion == Completion::kFile)
        parsed.input_files.push_back(parsed.operands[0]);
      parsed.operands.erase(parsed.operands.begin());
    }
  }
  if (const std::size_t most = most_operands(command); parsed.operands.size() > most)
    return usage_error("there is no use for the operand {}", in_quotes(parsed.operands[most]));
  ND_TRY(check_operands(command, parsed));
  return check_outputs(command, parsed);
}

std::vector<std::string> inputs_of(const Command& command, const Parsed& parsed) {
  std::vector<std::string> inputs = parsed.input_files;
  inputs.insert(inputs.end(), parsed.operands.begin(), parsed.operands.end());
  if (parsed.operands.empty() && command.operands == Operands::kFiles) inputs.emplace_back("-");
  return inputs;
}

bool may_print_text(const Command& command, const std::vector<std::string>& words) {
  if (command.prints == Prints::kText) return true;
  for (const Option& option : command.options) {
    if (!option.prints_text && option.name() != "--output") continue;
    for (const std::string_view name : option.names()) {
      const bool is_short = name.size() == 2;
      for (const std::string& word : words) {
        if (word == "--") break;
        if (word == name || word.starts_with(std::string(name) + "=")) return true;
        if (is_short && word.size() > 1 && word[0] == '-' && word[1] != '-' &&
            word.find(name[1]) != std::string::npos)
          return true;
      }
    }
  }
  return false;
}

}  // namespace nd::cli
