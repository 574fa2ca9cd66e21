// Binding: how the text of an option or argument gets into a typed variable.
//
// Belongs here: the syntax that values share in all tools (numbers, sizes, lists). Does
// not belong here: the syntax of expressions, field paths, aggregates and periods; their modules
// parse the raw text.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nesting.h"
#include "base/result.h"
#include "io/streams.h"

namespace nd::cli {

// A size in bytes: 4096, 64K, 1.5G, 2T; the suffixes are powers of 1024.
struct ByteSize {
  std::uint64_t bytes = 0;
};

// A percentage: `5%` or `0.5%`, from 0 to 100.
struct Percent {
  double percent = 0;
};

// parse_into(text, variable) gives a type its syntax. A type of another module or tool gets its own
// overload beside the type; it is found by argument-dependent lookup. Errors are kUsage and need
// not name the option.
Status parse_into(std::string_view text, std::string& out);    // as it is
Status parse_into(std::string_view text, std::int64_t& out);   // a whole number
Status parse_into(std::string_view text, std::uint64_t& out);  // a whole number from 0
Status parse_into(std::string_view text, int& out);
Status parse_into(std::string_view text, unsigned& out);
Status parse_into(std::string_view text, double& out);  // a finite number
Status parse_into(std::string_view text, char& out);    // one ASCII character, or \t
Status parse_into(std::string_view text, ByteSize& out);
Status parse_into(std::string_view text, Percent& out);
Status parse_into(std::string_view text, io::ErrorLimit& out);  // N or P%

template <class T>
Status parse_into(std::string_view text, std::optional<T>& out) {
  T value{};
  ND_TRY(parse_into(text, value));
  out = std::move(value);
  return {};
}

// The values that one occurrence of an option takes, as they were typed.
using Typed = std::span<const std::string_view>;

// What an occurrence on the command line does. The variable must outlive run_tool().
struct Binding {
  unsigned values = 0;      // how many words one occurrence takes; 0 is a flag
  bool optional = false;    // a flag that also takes one word behind `=`
  bool repeatable = false;  // occurrences add up; otherwise two different values are an error
  std::vector<std::string>
      choices{};  // the only words that are accepted, for help and completion; empty: any
  std::function<Status(Typed)>
      set{};  // called for each occurrence, in the order of the command line
};

Binding flag(bool& out);

// A flag that stands for one value of an enum.
template <class T>
Binding flag(T& out, T value) {
  return {.set = [&out, value](Typed) -> Status {
    out = value;
    return {};
  }};
}

// One value.
template <class T>
Binding value(T& out) {
  return {.values = 1, .set = [&out](Typed words) { return parse_into(words[0], out); }};
}

// A comma-separated list; occurrences add up.
template <class T>
Binding list(std::vector<T>& out) {
  return {.values = 1, .repeatable = true, .set = [&out](Typed words) -> Status {
            for (const std::string_view item : ND_TRY(split_list(words[0]))) {
              T value{};
              ND_TRY(parse_into(item, value));
              out.push_back(std::move(value));
            }
            return {};
          }};
}

// One item for each occurrence, never split: for expressions, in which a comma means something.
template <class T>
Binding each(std::vector<T>& out) {
  return {.values = 1, .repeatable = true, .set = [&out](Typed words) -> Status {
            T value{};
            ND_TRY(parse_into(words[0], value));
            out.push_back(std::move(value));
            return {};
          }};
}

// `'outer' is none of left, inner`; proposes a near miss.
Error no_such_choice(std::string_view word, const std::vector<std::string>& choices);

// One of some words.
template <class T>
Binding choice(T& out, std::vector<std::pair<std::string, T>> words) {
  Binding binding{.values = 1};
  for (const auto& word : words)
    binding.choices.push_back(word.first);
  binding.set = [&out, words = std::move(words), choices = binding.choices](Typed typed) -> Status {
    for (const auto& [word, value] : words) {
      if (word == typed[0]) {
        out = value;
        return {};
      }
    }
    return tl::unexpected<Error>(no_such_choice(typed[0], choices));
  };
  return binding;
}

// Anything else: called with the words of each occurrence, in the order of the command line among
// all options.
Binding call(unsigned values, std::function<Status(Typed)> set);

}  // namespace nd::cli
