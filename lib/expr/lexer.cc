#include "expr/lexer.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/hex.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/wording.h"
#include "expr/foreign.h"

namespace nd::expr {
namespace {

// Symbols made of these grow together with their neighbours.
constexpr std::string_view kOperators = "+-*/%=<>!|.?";

bool is_word_start(char c) {
  return is_letter(c) || c == '_';
}
bool is_word_byte(char c) {
  return is_word_start(c) || is_digit(c);
}

// Longest first, so that the first that fits is the token.
constexpr std::array<std::string_view, 36> kSymbols = {
    "?//=", "?//", "//=", "//", "|=", "+=", "-=", "*=", "/=", "%=", "==", "!=",
    "<=",   ">=",  "..",  "|",  ",",  "=",  "<",  ">",  "+",  "-",  "*",  "/",
    "%",    ".",   "[",   "]",  "(",  ")",  "{",  "}",  ":",  ";",  "?",  "$"};

std::size_t word_end(std::string_view text, std::size_t from) {
  while (from < text.size() && is_word_byte(text[from]))
    ++from;
  return from;
}

}  // namespace

void Lexer::skip_blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (is_blank(c)) {
      ++at_;
    } else {
      return;
    }
  }
}

void Lexer::note(std::string_view token) {
  if (!canonical_.empty() && !token.empty()) {
    const auto grows = [](char a, char b) {
      const auto wordish = [](char c) {
        return is_word_byte(c) || c == '$' || c == '@' || c == '"';
      };
      const auto symbolic = [](char c) { return kOperators.find(c) != std::string_view::npos; };
      return (wordish(a) && wordish(b)) || (symbolic(a) && symbolic(b)) ||
             (is_digit(a) && b == '.');
    };
    if (grows(canonical_.back(), token.front())) canonical_.push_back(' ');
  }
  canonical_.append(token);
}

Token Lexer::token(TokenKind kind, std::string_view text, std::size_t begin) {
  note(text_.substr(begin, at_ - begin));
  return {kind,
          std::string(text),
          {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}};
}

tl::unexpected<Error> Lexer::error(std::size_t begin, std::size_t end,
                                   std::string_view message) const {
  return syntax_error(text_, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                      message);
}

Result<Token> Lexer::number() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && is_digit(text_[at_]))
    ++at_;
  if (at_ < text_.size() && text_[at_] == '.') {
    ++at_;
    while (at_ < text_.size() && is_digit(text_[at_]))
      ++at_;
  }
  if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
    std::size_t digits = at_ + 1;
    if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
    if (digits < text_.size() && is_digit(text_[digits])) {
      at_ = digits;
      while (at_ < text_.size() && is_digit(text_[at_]))
        ++at_;
    }
  }
  if (at_ < text_.size() && is_word_start(text_[at_])) {
    return error(begin, word_end(text_, at_),
                 "a number is followed by letters; dates and other texts stand in double quotes");
  }
  return token(TokenKind::kNumber, json_number(text_.substr(begin, at_ - begin)), begin);
}

Result<Token> Lexer::unknown() {
  const std::size_t begin = at_;
  std::size_t end = at_;
  while (end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x80)
    ++end;
  if (end > begin) {
    const std::string word = excerpt(text_.substr(begin, end - begin), 60);
    return error(begin, end,
                 "a name with letters beyond ASCII is written in quotes: .\"" + word + "\"");
  }
  const char c = text_[begin];
  if (static_cast<unsigned char>(c) < 0x20)
    return error(begin, begin + 1, "a control character is not part of any expression");
  return error(begin, begin + 1, std::string("'") + c + "' is not part of any expression");
}

Result<Token> Lexer::next() {
  skip_blanks();
  const std::size_t begin = at_;
  if (at_ == text_.size()) {
    return Token{TokenKind::kEnd,
                 "",
                 {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin)}};
  }
  const char c = text_[at_];
  const char following = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  if (c == '"') {
    ++at_;
    return token(TokenKind::kQuote, "", begin);
  }
  if (is_digit(c) || (c == '.' && is_digit(following))) return number();
  if (is_word_start(c)) {
    at_ = word_end(text_, at_);
    while (at_ + 2 < text_.size() && text_.substr(at_, 2) == "::" && is_word_start(text_[at_ + 2]))
      at_ = word_end(text_, at_ + 2);
    return token(TokenKind::kWord, text_.substr(begin, at_ - begin), begin);
  }
  if ((c == '.' || c == '$' || c == '@') && is_word_start(following)) {
    at_ = word_end(text_, at_ + 1);
    const auto kind = c == '.'   ? TokenKind::kField
                      : c == '$' ? TokenKind::kVariable
                                 : TokenKind::kFormat;
    return token(kind, text_.substr(begin + 1, at_ - begin - 1), begin);
  }
  const auto* const symbol =
      std::find_if(kSymbols.begin(), kSymbols.end(),
                   [&](std::string_view s) { return text_.substr(at_).starts_with(s); });
  const std::size_t size = symbol == kSymbols.end() ? 0 : symbol->size();
  // && is no two of something, nor is <> a < with a > behind it.
  const auto foreign = foreign_symbol(text_.substr(at_));
  if (foreign && foreign->size > size) return error(begin, begin + foreign->size, foreign->message);
  if (size == 0) return unknown();
  at_ += size;
  return token(TokenKind::kSymbol, *symbol, begin);
}

Result<char32_t> Lexer::hex4() {
  if (at_ + 4 > text_.size())
    return error(at_ - 2, text_.size(), "four hexadecimal digits follow \\u");
  char32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = hex_value(text_[at_ + static_cast<std::size_t>(i)]);
    if (digit < 0) return error(at_ - 2, at_ + 4, "four hexadecimal digits follow \\u");
    value = value * 16 + static_cast<char32_t>(digit);
  }
  at_ += 4;
  return value;
}

// at_ is behind the backslash.
Status Lexer::escape(std::string& out) {
  if (at_ == text_.size()) return error(at_ - 1, at_, "the string does not end");
  const char c = text_[at_++];
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kBytes = "\"\\/\b\f\n\r\t";
  if (const std::size_t i = kNames.find(c); i != std::string_view::npos) {
    out.push_back(kBytes[i]);
    return {};
  }
  if (c != 'u')
    return error(at_ - 2, at_, "this escape does not exist; a backslash itself is \\\\");
  char32_t point = ND_TRY(hex4());
  if (point >= 0xD800 && point < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
    const std::size_t back = at_;
    at_ += 2;
    const char32_t low = ND_TRY(hex4());
    if (low >= 0xDC00 && low < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    } else {
      at_ = back;
    }
  }
  if (point >= 0xD800 && point < 0xE000) point = utf8::kReplacement;
  utf8::append(out, point);
  return {};
}

Result<StringPiece> Lexer::string_piece() {
  const std::size_t begin = at_;
  StringPiece piece;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"') {
      ++at_;
      canonical_.append(text_.substr(begin, at_ - begin));
      return piece;
    }
    if (c != '\\') {
      piece.text.push_back(c);
      ++at_;
      continue;
    }
    ++at_;
    if (at_ < text_.size() && text_[at_] == '(') {
      ++at_;
      piece.interpolation = true;
      canonical_.append(text_.substr(begin, at_ - begin));
      return piece;
    }
    ND_TRY(escape(piece.text));
  }
  const std::size_t quote = begin == 0 ? 0 : begin - 1;
  return error(quote, quote + 1, "the string that starts here does not end");
}

}  // namespace nd::expr
