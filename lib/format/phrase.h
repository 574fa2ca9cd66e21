// Phrase: what a placeholder makes of its value: a number laid out, and words that depend on it.
//
//   [SPECIFICATION] [abs] [claim|over|nearly|reached|exactly | plural ONE|MANY | sign UP|DOWN|SAME]
//
// Belongs here: which words go with a number as it is shown, and the number within them. Does not
// belong here: the number (number_spec.h), the words of a language (language.h), values that are no
// number or text (show/print.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "format/escape.h"
#include "format/language.h"
#include "format/number_spec.h"

namespace nd::format {

class Phrase {
 public:
  Phrase() = default;
  // The whole text behind the colon of a placeholder. kUsage on anything else. `language` must
  // outlive the phrase.
  [[nodiscard]] static Result<Phrase> parse(std::string_view text, const Language& language);

  // Whether a text can be shown with it.
  [[nodiscard]] bool takes_text() const;

  // Appends the number with its words. kInput where they cannot be said of it: d of a fraction, a
  // claim that is not borne out, a direction of 0 without a word for it. Requires: json_number
  // follows the JSON grammar of a number.
  [[nodiscard]] Status append_number(std::string& out, std::string_view json_number) const;

  // Appends any text, harmless in the markup, cut to the precision and filled up to the width, both
  // in columns. Requires: takes_text().
  void append_text(std::string& out, std::string_view text, Markup markup) const;

  // Appends what stands for a value that is not there, in the width.
  void append_missing(std::string& out, std::string_view text) const;

 private:
  enum class Words : std::uint8_t {
    kNone,
    kClaim,    // rounded; over, nearly or exactly
    kOver,     // rounded down; over, or exactly
    kNearly,   // rounded up; nearly, or exactly
    kReached,  // rounded; reached
    kExactly,  // not rounded at all, else it is an error
    kPlural,
    kSign,
  };
  // One text of several, divided where the number stands in it.
  using Choice = std::vector<std::string>;
  struct Keyword {
    std::string_view word;
    Words words;
    std::size_t least;  // choices that must and may follow it
    std::size_t most;
  };
  static const Keyword kKeywords[];

  [[nodiscard]] static const Keyword* find_keyword(std::string_view word);
  [[nodiscard]] Status read_words(std::string_view text);
  [[nodiscard]] Status read_choices(std::string_view text, const Keyword& keyword);
  [[nodiscard]] Status append_claim(std::string& out, const Decimal& number) const;
  [[nodiscard]] Status append_choice(std::string& out, const Decimal& number) const;

  NumberSpec spec_;
  bool is_absolute_ = false;
  Words words_ = Words::kNone;
  std::vector<Choice> choices_;
};

}  // namespace nd::format
