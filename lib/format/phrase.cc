// Claims, for a number v and the number w that is shown of it, rounded at some step:
//   over     v > w and v < w + step: rounded down
//   nearly   w - step < v < w: rounded up
//   reached  v rounds to w
//   exactly  v = w
// What rounding to the nearest gives bears out one of over, nearly and exactly.
#include "format/phrase.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "base/display_width.h"
#include "base/nearest_name.h"
#include "base/wording.h"

namespace nd::format {
namespace {

constexpr std::string_view kAbsolute = "abs";

// The word at the front of the text; what follows it and its blanks is left.
std::string_view take_word(std::string_view& text) {
  const std::size_t size = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, size);
  text.remove_prefix(size);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return word;
}

// Divides at each # alone; ## is one that is meant.
std::vector<std::string> split_at_number(std::string_view text) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '#') {
      parts.back().push_back(text[i]);
    } else if (text.substr(i + 1).starts_with('#')) {
      parts.back().push_back('#');
      ++i;
    } else {
      parts.emplace_back();
    }
  }
  return parts;
}

// Whether a singular follows the number: 1 user, but 1 million users.
bool is_one(const ShownNumber& shown) {
  return shows_one(shown) && shown.unit.empty();
}

// Whether the text starts with a word instead of a specification.
bool starts_with_word(std::string_view text, const auto& is_word) {
  return is_word(take_word(text));
}

}  // namespace

constexpr Phrase::Keyword Phrase::kKeywords[] = {
    {"claim", Words::kClaim, 0, 0},     {"over", Words::kOver, 0, 0},
    {"nearly", Words::kNearly, 0, 0},   {"reached", Words::kReached, 0, 0},
    {"exactly", Words::kExactly, 0, 0}, {"plural", Words::kPlural, 2, 3},
    {"sign", Words::kSign, 2, 3},
};

const Phrase::Keyword* Phrase::find_keyword(std::string_view word) {
  const auto* const found = std::find_if(std::begin(kKeywords), std::end(kKeywords),
                                         [&](const Keyword& k) { return k.word == word; });
  return found == std::end(kKeywords) ? nullptr : found;
}

Result<Phrase> Phrase::parse(std::string_view text, const Language& language) {
  Phrase phrase;
  phrase.spec_.language = &language;
  const auto is_word = [](std::string_view word) {
    return word == kAbsolute || find_keyword(word) != nullptr;
  };
  // A blank before a word sets it off; before anything else it is a sign.
  if (text.starts_with(' ') && starts_with_word(text.substr(1), is_word)) text.remove_prefix(1);
  if (starts_with_word(text, is_word)) {
    ND_TRY(phrase.read_words(text));
    return phrase;
  }
  phrase.spec_ = ND_TRY(NumberSpec::parse(text, language));
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  ND_TRY(phrase.read_words(text));
  return phrase;
}

Status Phrase::read_words(std::string_view text) {
  if (text.empty()) return {};
  if (spec_.type == NumberSpec::Type::kText)
    return usage_error("words go with numbers, not with s");
  std::string_view word = take_word(text);
  if (word == kAbsolute) {
    is_absolute_ = true;
    if (spec_.sign == NumberSpec::Sign::kPlus)
      return usage_error("abs leaves the sign out, and + asks for it");
    if (text.empty()) return {};
    word = take_word(text);
  }
  const Keyword* const keyword = find_keyword(word);
  if (keyword == nullptr) {
    return usage_error("{} is no word of a specification; those are abs, {}", in_quotes(word, 40),
                       joined(kKeywords, [](const Keyword& k) { return k.word; }));
  }
  words_ = keyword->words;
  if (words_ == Words::kSign && spec_.sign == NumberSpec::Sign::kPlus)
    return usage_error("sign says the direction in words, and + would say it again");
  return read_choices(text, *keyword);
}

Status Phrase::read_choices(std::string_view text, const Keyword& keyword) {
  if (keyword.most == 0) {
    if (text.empty()) return {};
    return usage_error("nothing follows {}, but {} does", keyword.word, in_quotes(text, 40));
  }
  for (;;) {
    const std::size_t bar = std::min(text.find('|'), text.size());
    choices_.push_back(split_at_number(text.substr(0, bar)));
    if (bar == text.size()) break;
    text.remove_prefix(bar + 1);
  }
  if (choices_.size() >= keyword.least && choices_.size() <= keyword.most) return {};
  return usage_error(words_ == Words::kPlural
                         ? "plural takes ONE|MANY or NONE|ONE|MANY, as in plural day|days"
                         : "sign takes UP|DOWN or UP|DOWN|SAME, as in sign rose|fell|stayed");
}

bool Phrase::takes_text() const {
  return words_ == Words::kNone && !is_absolute_ && !spec_.needs_number();
}

Status Phrase::append_number(std::string& out, std::string_view json_number) const {
  std::string digits;
  Decimal number = decimal_of(json_number, digits);
  if (words_ == Words::kNone && !is_absolute_ &&
      (spec_.leaves_numbers() || !number.far_point.empty())) {
    // As text it may be cut.
    if (spec_.type == NumberSpec::Type::kText) {
      append_text(out, json_number, Markup::kNone);
    } else {
      append_filled(out, json_number, json_number.size(), spec_, NumberSpec::Align::kRight);
    }
    return {};
  }
  if (!number.far_point.empty()) return input_error("{} is too far from 1", in_quotes(json_number));
  if (spec_.type == NumberSpec::Type::kInteger && !number.is_integer())
    return input_error("{} is no whole number, as d needs one; .0f rounds it", json_number);
  if (is_absolute_) number.negative = false;
  switch (words_) {
    case Words::kNone:
      break;
    case Words::kPlural:
    case Words::kSign:
      return append_choice(out, number);
    default:
      return append_claim(out, number);
  }
  std::string scratch;
  append_shown(out, shown_number(number, spec_, Rounding::kHalfEven, scratch), spec_);
  return {};
}

Status Phrase::append_claim(std::string& out, const Decimal& number) const {
  const Rounding rounding = words_ == Words::kOver     ? Rounding::kDown
                            : words_ == Words::kNearly ? Rounding::kUp
                                                       : Rounding::kHalfEven;
  std::string scratch;
  const ShownNumber shown = shown_number(number, spec_, rounding, scratch);
  const auto order = compare_decimals(number, shown.number);
  Claim claim = order > 0 ? Claim::kOver : order < 0 ? Claim::kNearly : Claim::kExactly;
  if (words_ == Words::kReached) claim = Claim::kReached;
  if (words_ == Words::kExactly && claim != Claim::kExactly) {
    std::string rounded_text;
    append_shown(rounded_text, shown, spec_);
    return input_error("it is not exactly {}", trimmed(rounded_text));
  }
  if (number.negative && (claim == Claim::kOver || claim == Claim::kNearly)) {
    return input_error(
        "it is negative, and what is over or nearly such a number is not clear; abs takes its "
        "size");
  }
  out.append(spec_.language->claims[static_cast<std::size_t>(claim)]);
  append_shown(out, shown, spec_);
  return {};
}

Status Phrase::append_choice(std::string& out, const Decimal& number) const {
  std::string scratch;
  ShownNumber shown = shown_number(number, spec_, Rounding::kHalfEven, scratch);
  std::size_t choice = 0;
  if (words_ == Words::kPlural) {
    const bool has_none = choices_.size() == 3;
    choice = (is_one(shown) ? 0 : 1) + (has_none ? 1 : 0);
    if (has_none && shown.number.is_zero()) choice = 0;
  } else {
    if (shown.number.is_zero()) {
      choice = 2;
      if (choices_.size() == 2)
        return input_error("it is 0 as it is shown, and sign has no third text for that");
    } else {
      choice = shown.number.negative ? 1 : 0;
    }
    shown.number.negative = false;  // the words say it
  }
  const Choice& parts = choices_[choice];
  out.append(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    append_shown(out, shown, spec_);
    out.append(parts[i]);
  }
  return {};
}

void Phrase::append_missing(std::string& out, std::string_view text) const {
  const bool is_number = spec_.needs_number() || words_ != Words::kNone;
  append_filled(out, text, display_width(text), spec_,
                is_number ? NumberSpec::Align::kRight : NumberSpec::Align::kLeft);
}

void Phrase::append_text(std::string& out, std::string_view text, Markup markup) const {
  std::string visible;
  append_visible(visible, text);
  std::string_view kept = visible;
  if (spec_.precision) {
    const auto most = static_cast<std::size_t>(*spec_.precision);
    std::size_t columns = 0;
    std::size_t end = 0;
    while (end < kept.size()) {
      const Cluster cluster = cluster_at(kept, end);
      if (columns + cluster.width > most) break;
      columns += cluster.width;
      end += cluster.size;
    }
    kept = kept.substr(0, end);
  }
  std::string escaped;
  append_escaped(escaped, kept, markup);
  append_filled(out, escaped, display_width(kept), spec_, NumberSpec::Align::kLeft);
}

}  // namespace nd::format
