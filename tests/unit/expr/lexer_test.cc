#include "expr/lexer.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::expr {

TEST_SUITE_BEGIN("expr/lexer");

namespace {

std::string name_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kEnd:
      return "end";
    case TokenKind::kField:
      return "field";
    case TokenKind::kWord:
      return "word";
    case TokenKind::kVariable:
      return "variable";
    case TokenKind::kFormat:
      return "format";
    case TokenKind::kNumber:
      return "number";
    case TokenKind::kQuote:
      return "quote";
    case TokenKind::kSymbol:
      return "symbol";
  }
  return "";
}

// The tokens of a text without strings: KIND:TEXT with a blank between them, "! MESSAGE" at an
// error (its first line).
std::string tokens(std::string_view text) {
  Lexer lexer(text);
  std::string out;
  for (;;) {
    const auto token = lexer.next();
    if (!token)
      return out + "! " + token.error().message.substr(0, token.error().message.find('\n'));
    if (token->kind == TokenKind::kEnd) return out;
    out.append(name_of(token->kind)).append(":").append(token->text).append(" ");
  }
}

// The pieces of the string at the start of a text, unescaped; "\(" where an interpolation starts.
std::string pieces(std::string_view text) {
  Lexer lexer(text);
  REQUIRE(lexer.next());
  const auto piece = lexer.string_piece();
  if (!piece) return "! " + piece.error().message;
  return piece->text + (piece->interpolation ? "\\(" : "");
}

std::string canonical(std::string_view text) {
  Lexer lexer(text);
  for (;;) {
    const auto token = lexer.next();
    REQUIRE(token);
    if (token->kind == TokenKind::kEnd) return lexer.canonical();
    if (token->kind == TokenKind::kQuote) REQUIRE(lexer.string_piece());
  }
}

}  // namespace

TEST_CASE("the kinds of tokens") {
  CHECK(tokens(".a $b @csv map 12 |") ==
        "field:a variable:b format:csv word:map number:12 symbol:| ");
  CHECK(tokens("") == "");
  CHECK(tokens(" \t\r\n # a comment\n.a# another") == "field:a ");
  CHECK(tokens("._x9") == "field:_x9 ");
  CHECK(tokens("a::b") == "word:a::b ");
  CHECK(tokens("a::") == "word:a symbol:: symbol:: ");
}

TEST_CASE("of symbols the longest is taken") {
  CHECK(tokens("?//= ?// //= // |= ..") ==
        "symbol:?//= symbol:?// symbol://= symbol:// symbol:|= symbol:.. ");
  CHECK(tokens("a.[0]") == "word:a symbol:. symbol:[ number:0 symbol:] ");
  CHECK(tokens("<=>=") == "symbol:<= symbol:>= ");
}

TEST_CASE("numbers take the form that JSON has") {
  CHECK(tokens("0 007 1. .5 1.5e+3 1E2") ==
        "number:0 number:7 number:1 number:0.5 number:1.5e+3 number:1E2 ");
  CHECK(tokens("1.e2") == "number:1e2 ");
  CHECK(tokens("1e") ==
        "! a number is followed by letters; dates and other texts stand in double quotes");
  CHECK(tokens("1-2") == "number:1 symbol:- number:2 ");
}

TEST_CASE("places are those of the token in the text") {
  Lexer lexer("  .abc  ==");
  const auto field = lexer.next();
  REQUIRE(field);
  CHECK(field->span.begin == 2);
  CHECK(field->span.end == 6);
  const auto symbol = lexer.next();
  REQUIRE(symbol);
  CHECK(symbol->span.begin == 8);
  CHECK(symbol->span.end == 10);
  const auto end = lexer.next();
  REQUIRE(end);
  CHECK(end->span.begin == 10);
}

TEST_CASE("strings are unescaped, in pieces") {
  CHECK(pieces("\"abc\"") == "abc");
  CHECK(pieces("\"\"") == "");
  CHECK(pieces(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
  CHECK(pieces(R"("\u00e9\ud83d\ude00")") == "é😀");
  CHECK(pieces(R"("\ud83d")") == "\xef\xbf\xbd");
  CHECK(pieces(R"("\ud83d\u0041")") ==
        "\xef\xbf\xbd"
        "A");
  CHECK(pieces(R"("a\(.b)c")") == "a\\(");
  CHECK(pieces("\"abc").starts_with("! the string that starts here does not end"));
  CHECK(pieces(R"("\q")").starts_with("! this escape does not exist"));
  CHECK(pieces(R"("\u12")").starts_with("! four hexadecimal digits follow \\u"));
  CHECK(pieces(R"("\u12G4")").starts_with("! four hexadecimal digits follow \\u"));
}

TEST_CASE("what stands behind an interpolation is a further piece") {
  Lexer lexer(R"("a\(.b)c")");
  REQUIRE(lexer.next());
  REQUIRE(lexer.string_piece());
  CHECK(lexer.next()->text == "b");
  CHECK(lexer.next()->is(")"));
  const auto last = lexer.string_piece();
  REQUIRE(last);
  CHECK(last->text == "c");
  CHECK_FALSE(last->interpolation);
}

TEST_CASE("the normal form has blanks only where tokens would grow together") {
  CHECK(canonical(" .a  ==  1 ") == ".a==1");
  CHECK(canonical("a and b") == "a and b");
  CHECK(canonical(".a | . | b") == ".a| . |b");
  CHECK(canonical("1 .a") == "1 .a");
  CHECK(canonical(". == -1") == ". == -1");
  CHECK(canonical("\"x  y\" # c") == "\"x  y\"");
}

TEST_CASE("what other languages write is named") {
  CHECK(tokens("a && b").starts_with("word:a ! '&&' is no operator"));
  CHECK(tokens("'a'") == "! strings stand in double quotes");
  CHECK(tokens("é").starts_with("! a name with letters beyond ASCII is written in quotes"));
  CHECK(tokens("\x01") == "! a control character is not part of any expression");
  CHECK(tokens("\\") == "! '\\' is not part of any expression");
}

TEST_SUITE_END();

}  // namespace nd::expr
