#include "expr/regex.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "expr/number_text.h"

namespace nd::expr {
namespace {

// Oniguruma's classes know Unicode, RE2's only ASCII: what stands for them inside brackets.
constexpr std::string_view kDigit = "\\p{Nd}";
constexpr std::string_view kWord = "\\p{L}\\p{M}\\p{N}\\p{Pc}";
constexpr std::string_view kSpace = "\\s\\v\\x{85}\\p{Z}";

struct PosixClass {
  std::string_view name;
  std::string_view members;
};
constexpr std::array<PosixClass, 7> kPosix = {{{"[:alpha:]", "\\p{L}\\p{M}"},
                                               {"[:digit:]", "\\p{Nd}"},
                                               {"[:alnum:]", "\\p{L}\\p{M}\\p{Nd}"},
                                               {"[:upper:]", "\\p{Lu}"},
                                               {"[:lower:]", "\\p{Ll}"},
                                               {"[:space:]", kSpace},
                                               {"[:word:]", kWord}}};

std::string_view class_members(char letter) {
  switch (letter) {
    case 'd':
      return kDigit;
    case 'w':
      return kWord;
    case 's':
      return kSpace;
    default:
      return {};
  }
}

struct Refused {
  std::string_view start;
  std::string_view name;
};
constexpr std::array<Refused, 6> kRefused = {{{"(?=", "look-ahead"},
                                              {"(?!", "look-ahead"},
                                              {"(?<=", "look-behind"},
                                              {"(?<!", "look-behind"},
                                              {"(?>", "an atomic group"},
                                              {"(?~", "an absent expression"}}};

// Rewrites Oniguruma's way of writing to RE2's.
class Translator {
 public:
  Translator(std::string_view text, bool extended) : text_(text), extended_(extended) {}

  Result<std::string> translate() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\\') {
        ND_TRY(escape());
      } else if (in_class_) {
        class_byte();
      } else {
        ND_TRY(plain());
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] tl::unexpected<Error> refuse(std::string_view what) const {
    return usage_error(
        "the regular expression {} needs {}, which RE2 leaves out so that time stays linear",
        json_quoted(text_), what);
  }

  Status escape() {
    if (at_ + 1 == text_.size()) {
      out_.push_back(text_[at_++]);
      return {};
    }
    const char c = text_[at_ + 1];
    if (!in_class_ && ((c >= '1' && c <= '9') || c == 'k')) return refuse("a back-reference");
    const bool negated = c == 'D' || c == 'W' || c == 'S';
    const std::string_view members = class_members(negated ? static_cast<char>(c - 'A' + 'a') : c);
    if (members.empty() || (in_class_ && negated && c != 'D')) {
      out_.append(text_.substr(at_, 2));
    } else if (in_class_) {
      out_.append(negated ? "\\P{Nd}" : members);
    } else {
      out_.append(negated ? "[^" : "[").append(members).append("]");
    }
    at_ += 2;
    return {};
  }

  void class_byte() {
    if (text_[at_] == ']') {
      in_class_ = false;
    } else if (text_[at_] == '[') {
      for (const PosixClass& posix : kPosix) {
        if (!text_.substr(at_).starts_with(posix.name)) continue;
        out_.append(posix.members);
        at_ += posix.name.size();
        return;
      }
      if (const std::size_t end = text_.find(":]", at_);
          text_.substr(at_).starts_with("[:") && end != std::string_view::npos) {
        out_.append(text_.substr(at_, end + 2 - at_));
        at_ = end + 2;
        return;
      }
    }
    out_.push_back(text_[at_++]);
  }

  Status plain() {
    const std::string_view rest = text_.substr(at_);
    const char c = rest[0];
    for (const Refused& refused : kRefused) {
      if (rest.starts_with(refused.start)) return refuse(refused.name);
    }
    if (rest.starts_with("(?<")) {
      out_.append("(?P<");
      at_ += 3;
      return {};
    }
    if (c == '[') {
      in_class_ = true;
      out_.push_back('[');
      ++at_;
      if (at_ < text_.size() && text_[at_] == '^') out_.push_back(text_[at_++]);
      if (at_ < text_.size() && text_[at_] == ']') {
        out_.append("\\]");
        ++at_;
      }
      return {};
    }
    if (extended_ && (is_blank(c) || c == '#')) {
      at_ = c == '#' ? std::min(text_.find('\n', at_), text_.size()) : at_ + 1;
      return {};
    }
    out_.push_back(c);
    ++at_;
    return {};
  }

  std::string_view text_;
  bool extended_;
  std::size_t at_ = 0;
  bool in_class_ = false;
  std::string out_;
};

}  // namespace

Pattern::Pattern() = default;
Pattern::~Pattern() = default;

Result<std::unique_ptr<Pattern>> compile_pattern(std::string_view text, std::string_view flags) {
  auto pattern = std::make_unique<Pattern>();
  re2::RE2::Options options;
  options.set_log_errors(false);
  bool extended = false;
  for (const char flag : flags) {
    switch (flag) {
      case 'g':
        pattern->global = true;
        break;
      case 'i':
        options.set_case_sensitive(false);
        break;
      case 'x':
        extended = true;
        break;
      case 'n':
        pattern->skips_empty = true;
        break;
      case 's':
        break;  // ^ and $ are the ends of the text in every case
      case 'p':
        options.set_dot_nl(true);
        break;
      case 'l':
        options.set_longest_match(true);
        break;
      default:
        return usage_error("{} are no flags of a regular expression; there are g i x n s p l",
                           json_quoted(flags));
    }
  }
  const std::string translated = ND_TRY(Translator(text, extended).translate());
  pattern->re = std::make_unique<re2::RE2>(translated, options);
  if (!pattern->re->ok()) {
    return usage_error("the regular expression {} cannot be used: {}", json_quoted(text),
                       pattern->re->error());
  }
  pattern->names.resize(static_cast<std::size_t>(pattern->re->NumberOfCapturingGroups()));
  for (const auto& [name, group] : pattern->re->NamedCapturingGroups()) {
    pattern->names[static_cast<std::size_t>(group - 1)] = name;
  }
  return pattern;
}

Matches::Matches(const Pattern& pattern, std::string_view text, bool global)
    : pattern_(pattern), text_(text), global_(global), places_(pattern.names.size() + 1) {}

bool Matches::next() {
  while (!ended_) {
    std::array<re2::StringPiece, 17> few;
    std::vector<re2::StringPiece> many;
    re2::StringPiece* parts = few.data();
    if (places_.size() > few.size()) {
      many.resize(places_.size());
      parts = many.data();
    }
    const re2::StringPiece whole(text_.data(), text_.size());
    if (!pattern_.re->Match(whole, from_, text_.size(), re2::RE2::UNANCHORED, parts,
                            static_cast<int>(places_.size()))) {
      ended_ = true;
      return false;
    }
    for (std::size_t i = 0; i < places_.size(); ++i) {
      places_[i] = {};
      if (parts[i].data() == nullptr) continue;
      const auto begin = static_cast<std::size_t>(parts[i].data() - text_.data());
      places_[i] = {begin, begin + parts[i].size()};
    }
    const bool empty = places_[0].begin == places_[0].end;
    from_ = places_[0].end;
    if (empty) {
      if (from_ == text_.size()) {
        ended_ = true;
      } else {
        (void)utf8::next(text_, from_);
      }
    }
    if (empty && pattern_.skips_empty) continue;
    if (!global_) ended_ = true;
    return true;
  }
  return false;
}

bool matches(const Pattern& pattern, std::string_view text) {
  if (!pattern.skips_empty)
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern.re);
  return Matches(pattern, text, false).next();
}

Result<const Pattern*> PatternCache::find(std::string_view text, std::string_view flags) {
  std::string key(flags);
  key.append("/").append(text);
  const auto found = patterns_.find(key);
  if (found != patterns_.end()) return found->second.get();
  auto pattern = ND_TRY(compile_pattern(text, flags));
  return patterns_.emplace(std::move(key), std::move(pattern)).first->second.get();
}

}  // namespace nd::expr
