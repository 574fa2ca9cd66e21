// Precedence climbing over jq's table, the loosest first:
//   |  left (as a chain)   ,  left   //  right   = |= += ...  none   or  left   and  left   == <
//   ...  none   +
//   -  left   * / %  left
// A unary minus takes a product: -a * b is -(a * b). `try` takes one operand. Chains of | , and or
// become one node with many children.
#include "expr/parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/number.h"
#include "expr/formats.h"
#include "expr/grammar.h"
#include "expr/lexer.h"
#include "expr/operators.h"
#include "expr/refusals.h"

namespace nd::expr {
namespace {

constexpr std::array<std::string_view, 18> kKeywords = {
    "def", "if",    "then",  "elif",   "else",    "end", "as", "reduce",  "foreach",
    "try", "catch", "label", "import", "include", "and", "or", "__loc__", "break"};

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

using Parse = Result<NodePtr>;

class Parser : private GrammarBase {
 public:
  explicit Parser(std::string_view text) : GrammarBase(text) {}

  Result<Parsed> program() {
    ND_TRY(advance());
    if (token_.kind == TokenKind::kEnd)
      return fail(token_.span, "the expression is empty; '.' is the record as it is");
    NodePtr root = ND_TRY(binary(kPipeLevel));
    if (token_.kind != TokenKind::kEnd)
      return unexpected("the end of the expression or an operator");
    return Parsed{std::move(root), lexer_.canonical()};
  }

 private:
  // --- expressions ---

  Parse binary(int lowest) {
    const Nesting nesting(nesting_);
    if (nesting_ > kMaxNesting) return too_deep();
    const std::uint32_t begin = token_.span.begin;
    NodePtr left = ND_TRY(operand());
    bool left_is_chain = false;  // left was made here, so a further link may join it
    for (;;) {
      const Operator* const op = operator_of(token_);
      if (op == nullptr || op->level < lowest) {
        if (token_.is("?//")) return unexpected("");
        return left;
      }
      ND_TRY(advance());
      NodePtr right = ND_TRY(binary(op->side == Side::kRight ? op->level : op->level + 1));
      if (op->side == Side::kNeither) {
        const Operator* const again = operator_of(token_);
        if (again != nullptr && again->level == op->level) {
          return fail(token_.span, "'" + std::string(op->text) + "' and '" + token_.text +
                                       "' cannot follow one another; use parentheses" +
                                       (op->kind == NodeKind::kCompare ? " or and" : ""));
        }
      }
      left = ND_TRY(joined(*op, begin, std::move(left), std::move(right), left_is_chain));
      left_is_chain = true;
    }
  }

  // left OP right, drawn into one node where the operator makes chains.
  Parse joined(const Operator& op, std::uint32_t begin, NodePtr left, NodePtr right,
               bool left_is_chain) {
    const bool chains = op.kind == NodeKind::kPipe || op.kind == NodeKind::kComma ||
                        op.kind == NodeKind::kAnd || op.kind == NodeKind::kOr;
    if (chains && left_is_chain && left->kind == op.kind) {
      ND_TRY(lengthen(*left, std::move(right)));
      return left;
    }
    return make(op.kind, begin, list(std::move(left), std::move(right)), op.op);
  }

  Parse operand() {
    const std::uint32_t begin = token_.span.begin;
    if (token_.is("-")) {
      ND_TRY(advance());
      NodePtr value = ND_TRY(binary(kProductLevel));
      return make(NodeKind::kNegate, begin, list(std::move(value)));
    }
    if (token_.is_word("try")) return try_catch();
    NodePtr value = ND_TRY(postfix());
    if (token_.is_word("as")) return binding(begin, std::move(value));
    return value;
  }

  Parse try_catch() {
    const Nesting nesting(nesting_);
    if (nesting_ > kMaxNesting) return too_deep();
    const std::uint32_t begin = token_.span.begin;
    ND_TRY(advance());
    std::vector<NodePtr> children = list(ND_TRY(operand()));
    if (token_.is_word("catch")) {
      ND_TRY(advance());
      children.push_back(ND_TRY(operand()));
    }
    return make(NodeKind::kTry, begin, std::move(children));
  }

  // source as $x | body
  Parse binding(std::uint32_t begin, NodePtr source) {
    ND_TRY(advance());
    if (token_.is("[") || token_.is("{")) {
      return fail(token_.span,
                  "destructuring is not part of the language: bind the whole, then its parts: E as "
                  "$x | $x.a as $a | ...");
    }
    if (token_.kind != TokenKind::kVariable) return unexpected("a variable, as in E as $x | ...");
    std::string name = token_.text;
    if (name == "__loc__" || name == "ENV")
      return fail(token_.span, "'$" + name + "' cannot be bound");
    ND_TRY(advance());
    ND_TRY(expect("|", "'|' after as $" + name));
    NodePtr body = ND_TRY(binary(kPipeLevel));
    NodePtr node = ND_TRY(make(NodeKind::kBind, begin, list(std::move(source), std::move(body))));
    node->text = std::move(name);
    return node;
  }

  Parse postfix() {
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

  // term[...]
  Parse brackets(std::uint32_t begin, NodePtr term) {
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

  // `.` with what belongs to it, a field, or the record itself.
  Parse dot() {
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

  Parse primary() {
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

  Parse symbol() {
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

  Parse number(Span span, const std::string& text) {
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

  Parse word() {
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

  // token_ is `if` or `elif`.
  Parse if_then() {
    const Nesting nesting(nesting_);
    if (nesting_ > kMaxNesting) return too_deep();
    const std::uint32_t begin = token_.span.begin;
    ND_TRY(advance());
    NodePtr condition = ND_TRY(binary(kPipeLevel));
    ND_TRY(expect_word("then"));
    NodePtr yes = ND_TRY(binary(kPipeLevel));
    NodePtr no;
    if (token_.is_word("elif")) {
      no = ND_TRY(if_then());  // takes the one `end` of the whole
    } else {
      if (token_.is_word("else")) {
        ND_TRY(advance());
        no = ND_TRY(binary(kPipeLevel));
      } else {
        no = ND_TRY(make(NodeKind::kIdentity, token_.span.begin, {}));
      }
      ND_TRY(expect_word("end"));
    }
    return make(NodeKind::kIf, begin, list(std::move(condition), std::move(yes), std::move(no)));
  }

  // token_ is the opening quote.
  Parse string(Format format_of_parts) {
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

  // token_ is @name.
  Parse format() {
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

  // --- objects ---

  Parse object() {
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

  // One key with its value: a: E, "a": E, "a\(E)": E, @fmt "...": E, $x: E, (E): E; or a, "a", $x,
  // $ENV alone.
  Status member(std::vector<NodePtr>& children) {
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

  // {"a\(E)"} means {"a\(E)": .["a\(E)"]}: the key is parsed once and evaluated twice, as in jq.
  Parse field_of_same_name(const Node& key) {
    NodePtr self = std::make_unique<Node>(NodeKind::kIdentity, key.span);
    NodePtr again = clone(key);
    auto node = std::make_unique<Node>(NodeKind::kIndex, key.span);
    node->children = list(std::move(self), std::move(again));
    node->depth = key.depth + 1;
    nodes_ += key.depth;
    ND_TRY(measure(*node));
    return node;
  }

  // Everything but a comma; `|` goes through.
  Parse object_value() {
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
};

}  // namespace

Result<Parsed> parse(std::string_view text) {
  if (text.size() > kMaxProgramBytes) {
    return usage_error("the expression is " + std::to_string(text.size()) +
                       " bytes long; the limit is " + std::to_string(kMaxProgramBytes));
  }
  return Parser(text).program();
}

}  // namespace nd::expr
