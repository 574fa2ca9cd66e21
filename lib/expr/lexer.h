// Lexer: a program's text -> tokens with their places.
//
// Belongs here: what a word, a number, a string piece is. Strings with \(...) are read in pieces,
// at the parser's call.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "expr/span.h"

namespace nd::expr {

enum class TokenKind {
  kEnd,
  kField,     // .name; text is the name
  kWord,      // a keyword or function name
  kVariable,  // $name; text is the name
  kFormat,    // @name; text is the name
  kNumber,    // text is JSON's form of it
  kQuote,     // the opening quote of a string
  kSymbol,    // text is the operator or bracket
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;
  Span span;

  [[nodiscard]] bool is(std::string_view symbol) const {
    return kind == TokenKind::kSymbol && text == symbol;
  }
  [[nodiscard]] bool is_word(std::string_view word) const {
    return kind == TokenKind::kWord && text == word;
  }
};

// A stretch of a string up to its end or to the next "\(".
struct StringPiece {
  std::string text;  // unescaped
  bool interpolation = false;
};

class Lexer {
 public:
  // The text must outlive the lexer.
  explicit Lexer(std::string_view text) : text_(text) {}

  [[nodiscard]] Result<Token> next();
  // Directly after kQuote, or after the ')' that ends an interpolation.
  [[nodiscard]] Result<StringPiece> string_piece();

  // Every token so far in one line, blanks only where two would grow together.
  [[nodiscard]] const std::string& canonical() const { return canonical_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t position() const { return at_; }

 private:
  void skip_blanks();
  void note(std::string_view token);
  [[nodiscard]] Result<Token> number();
  [[nodiscard]] Result<Token> unknown();
  [[nodiscard]] Result<char32_t> hex4();
  [[nodiscard]] Status escape(std::string& out);
  [[nodiscard]] Token token(TokenKind kind, std::string_view text, std::size_t begin);
  [[nodiscard]] tl::unexpected<Error> error(std::size_t begin, std::size_t end,
                                            std::string_view message) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::string canonical_;
};

}  // namespace nd::expr
