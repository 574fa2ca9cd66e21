// Terms: what stands between operators, with the steps behind it: .a[0]?, "x\(.y)", f(.x), {a, b:
// 1}.
#include <algorithm>
#include <array>
#include <utility>

#include "base/number.h"
#include "expr/formats.h"
#include "expr/grammar.h"
#include "expr/refusals.h"

namespace nd::expr {
namespace {

constexpr std::array<std::string_view, 18> kKeywords = {
    "def", "if",    "then",  "elif",   "else",    "end", "as", "reduce",  "foreach",
    "try", "catch", "label", "import", "include", "and", "or", "__loc__", "break"};

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

}  // namespace

Result<NodePtr> Grammar::postfix() {
  const std::uint32_t begin = token_.span.begin;
  // Whether the term ends with a step (.name, [...]): then `?` is about that step alone.
  bool step = token_.kind == TokenKind::kField || token_.is(".");
  NodePtr term = ND_TRY(primary());
  step = step && term->kind == NodeKind::kIndex;
  for (;;) {
    if (token_.kind == TokenKind::kField) {
      NodePtr key = text_constant(token_.span, token_.text);
      ND_TRY(advance());
      term = ND_TRY(make(NodeKind::kIndex, begin, list(std::move(term), std::move(key))));
    } else if (token_.is("?")) {
      ND_TRY(advance());
      if (step) {
        term->optional = true;
      } else {
        term = ND_TRY(make(NodeKind::kTry, begin, list(std::move(term))));
      }
      step = false;
      continue;
    } else if (token_.is("[")) {
      term = ND_TRY(brackets(begin, std::move(term)));
    } else if (token_.is(".")) {
      ND_TRY(advance());
      if (token_.is("[")) continue;  // .[ is [
      if (token_.kind != TokenKind::kQuote)
        return unexpected("a field name in quotes or '[' after '.'");
      NodePtr key = ND_TRY(string(Format::kText));
      term = ND_TRY(make(NodeKind::kIndex, begin, list(std::move(term), std::move(key))));
    } else {
      return term;
    }
    step = true;
  }
}

Result<NodePtr> Grammar::brackets(std::uint32_t begin, NodePtr term) {
  ND_TRY(advance());
  if (token_.is("]")) {
    ND_TRY(advance());
    return make(NodeKind::kIterate, begin, list(std::move(term)));
  }
  NodePtr from;
  if (!token_.is(":")) {
    from = ND_TRY(binary(kPipeLevel));
    if (!token_.is(":")) {
      ND_TRY(expect("]", "']' or ':'"));
      return make(NodeKind::kIndex, begin, list(std::move(term), std::move(from)));
    }
  }
  ND_TRY(advance());
  NodePtr to;
  if (!token_.is("]")) {
    to = ND_TRY(binary(kPipeLevel));
  } else if (from == nullptr) {
    return unexpected("a bound of the slice");
  }
  if (from == nullptr) from = constant(token_.span, json::Value::null());
  if (to == nullptr) to = constant(token_.span, json::Value::null());
  ND_TRY(expect("]", "']'"));
  return make(NodeKind::kSlice, begin, list(std::move(term), std::move(from), std::move(to)));
}

Result<NodePtr> Grammar::dot() {
  const std::uint32_t begin = token_.span.begin;
  if (token_.kind == TokenKind::kField) {
    NodePtr key = text_constant(token_.span, token_.text);
    ND_TRY(advance());
    NodePtr self = ND_TRY(make(NodeKind::kIdentity, begin, {}));
    return make(NodeKind::kIndex, begin, list(std::move(self), std::move(key)));
  }
  ND_TRY(advance());
  NodePtr self = ND_TRY(make(NodeKind::kIdentity, begin, {}));
  if (token_.kind != TokenKind::kQuote) return self;
  NodePtr key = ND_TRY(string(Format::kText));
  return make(NodeKind::kIndex, begin, list(std::move(self), std::move(key)));
}

Result<NodePtr> Grammar::primary() {
  const Span span = token_.span;
  switch (token_.kind) {
    case TokenKind::kField:
      return dot();
    case TokenKind::kQuote:
      return string(Format::kText);
    case TokenKind::kNumber: {
      const std::string text = token_.text;
      ND_TRY(advance());
      return number(span, text);
    }
    case TokenKind::kVariable: {
      const std::string name = token_.text;
      if (const auto instead = refusal("$" + name)) return refuse(span, "$" + name, *instead);
      ND_TRY(advance());
      return leaf(NodeKind::kVariable, span, name);
    }
    case TokenKind::kFormat:
      return format();
    case TokenKind::kWord:
      return word();
    case TokenKind::kSymbol:
      return symbol();
    case TokenKind::kEnd:
      break;
  }
  return unexpected("a value");
}

Result<NodePtr> Grammar::symbol() {
  const std::uint32_t begin = token_.span.begin;
  if (token_.is(".")) return dot();
  if (token_.is("..")) return refuse(token_.span, "..", *refusal(".."));
  if (token_.is("(")) {
    ND_TRY(advance());
    NodePtr inner = ND_TRY(binary(kPipeLevel));
    ND_TRY(expect(")", "')'"));
    inner->span = {begin, previous_end_};
    return inner;
  }
  if (token_.is("[")) {
    ND_TRY(advance());
    std::vector<NodePtr> children;
    if (!token_.is("]")) children.push_back(ND_TRY(binary(kPipeLevel)));
    ND_TRY(expect("]", "']'"));
    return make(NodeKind::kArray, begin, std::move(children));
  }
  if (token_.is("{")) return object();
  return unexpected("a value");
}

Result<NodePtr> Grammar::number(Span span, const std::string& text) {
  NodePtr node = constant(span, {}, text);
  if (const auto whole = parse_int64(text); whole && text != "-0") {
    node->constant = json::Value::integer(*whole);
  } else if (const auto big = parse_uint64(text)) {
    node->constant = json::Value::unsigned_integer(*big);
  } else {
    node->constant = json::Value::number_text(node->text);
  }
  return node;
}

Result<NodePtr> Grammar::word() {
  const Span span = token_.span;
  const std::string name = token_.text;
  if (name == "if") return if_then();
  if (name == "try") return try_catch();
  if (is_keyword(name)) return unexpected("a value");
  ND_TRY(advance());
  if (name == "null") return constant(span, json::Value::null());
  if (name == "true" || name == "false")
    return constant(span, json::Value::boolean(name == "true"));
  std::vector<NodePtr> arguments;
  if (token_.is("(")) {
    do {
      ND_TRY(advance());
      arguments.push_back(ND_TRY(binary(kPipeLevel)));
    } while (token_.is(";"));
    ND_TRY(expect(")", "')' or ';'"));
  }
  NodePtr node = ND_TRY(make(NodeKind::kCall, span.begin, std::move(arguments)));
  node->text = name;
  return node;
}

Result<NodePtr> Grammar::string(Format format_of_parts) {
  const std::uint32_t begin = token_.span.begin;
  std::vector<NodePtr> parts;
  for (;;) {
    const auto piece_begin = static_cast<std::uint32_t>(lexer_.position());
    StringPiece piece = ND_TRY(lexer_.string_piece());
    const Span span{piece_begin, static_cast<std::uint32_t>(lexer_.position())};
    if (!piece.text.empty() || (!piece.interpolation && parts.empty()))
      parts.push_back(text_constant(span, std::move(piece.text)));
    if (!piece.interpolation) break;
    ND_TRY(advance());
    NodePtr inner = ND_TRY(binary(kPipeLevel));
    if (!token_.is(")")) return unexpected("')' of \\( ... )");
    const std::uint32_t inner_begin = inner->span.begin;
    NodePtr formatted = leaf(NodeKind::kFormat, span);
    formatted->format = format_of_parts;
    parts.push_back(
        ND_TRY(make(NodeKind::kPipe, inner_begin, list(std::move(inner), std::move(formatted)))));
  }
  token_.span.end = static_cast<std::uint32_t>(lexer_.position());
  ND_TRY(advance());
  if (parts.size() == 1 && parts[0]->kind == NodeKind::kConstant) return std::move(parts[0]);
  return make(NodeKind::kString, begin, std::move(parts));
}

Result<NodePtr> Grammar::format() {
  const Span span = token_.span;
  const std::string name = token_.text;
  const auto known = find_format(name);
  if (!known) {
    const auto instead = refusal("@" + name);
    if (instead) return refuse(span, "@" + name, *instead);
    return fail(span,
                "no such format '@" + name + "'; there are @text @json @csv @tsv @base64 @uri");
  }
  ND_TRY(advance());
  if (token_.kind == TokenKind::kQuote) return string(*known);
  NodePtr node = leaf(NodeKind::kFormat, span);
  node->format = *known;
  return node;
}

Result<NodePtr> Grammar::object() {
  const std::uint32_t begin = token_.span.begin;
  ND_TRY(advance());
  std::vector<NodePtr> children;
  while (!token_.is("}")) {
    ND_TRY(member(children));
    if (token_.is("}")) break;
    ND_TRY(expect(",", "',' or '}'"));
    if (token_.is("}")) return unexpected("a key");
  }
  ND_TRY(advance());
  return make(NodeKind::kObject, begin, std::move(children));
}

Status Grammar::member(std::vector<NodePtr>& children) {
  const Span span = token_.span;
  NodePtr key;
  NodePtr alone;  // the value where none is written
  if (token_.kind == TokenKind::kWord) {
    key = text_constant(span, token_.text);
    ND_TRY(advance());
  } else if (token_.kind == TokenKind::kVariable) {
    if (const auto instead = refusal("$" + token_.text))
      return refuse(span, "$" + token_.text, *instead);
    const std::string name = token_.text;
    NodePtr variable = leaf(NodeKind::kVariable, span, name);
    ND_TRY(advance());
    if (token_.is(":")) {
      key = std::move(variable);
    } else {
      key = text_constant(span, name);
      alone = std::move(variable);
    }
  } else if (token_.kind == TokenKind::kQuote) {
    key = ND_TRY(string(Format::kText));
  } else if (token_.kind == TokenKind::kFormat) {
    key = ND_TRY(format());
    if (key->kind == NodeKind::kFormat) return unexpected("a string after the format");
  } else if (token_.is("(")) {
    key = ND_TRY(symbol());
    if (!token_.is(":")) return unexpected("':' after the key");
  } else if (token_.kind == TokenKind::kNumber) {
    return fail(span, "a key is a string: write it in quotes");
  } else {
    return unexpected("a key: a name, a string, $x or (E)");
  }
  if (token_.is(":")) {
    ND_TRY(advance());
    children.push_back(std::move(key));
    children.push_back(ND_TRY(object_value()));
    return {};
  }
  if (alone == nullptr) alone = ND_TRY(field_of_same_name(*key));
  children.push_back(std::move(key));
  children.push_back(std::move(alone));
  return {};
}

Result<NodePtr> Grammar::field_of_same_name(const Node& key) {
  NodePtr self = std::make_unique<Node>(NodeKind::kIdentity, key.span);
  NodePtr again = clone(key);
  auto node = std::make_unique<Node>(NodeKind::kIndex, key.span);
  node->children = list(std::move(self), std::move(again));
  node->depth = key.depth + 1;
  nodes_ += key.depth;
  ND_TRY(measure(*node));
  return node;
}

Result<NodePtr> Grammar::object_value() {
  const std::uint32_t begin = token_.span.begin;
  NodePtr value = ND_TRY(binary(kObjectValueLevel));
  if (!token_.is("|")) return value;
  std::vector<NodePtr> stages = list(std::move(value));
  while (token_.is("|")) {
    ND_TRY(advance());
    stages.push_back(ND_TRY(binary(kObjectValueLevel)));
  }
  return make(NodeKind::kPipe, begin, std::move(stages));
}

}  // namespace nd::expr
