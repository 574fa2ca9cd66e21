// Grammar: the rules of the language, over the tokens of one program; each makes the node of what
// it reads, and nodes are counted as they are made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "expr/ast.h"
#include "expr/lexer.h"
#include "expr/operators.h"
#include "expr/parser.h"

namespace nd::expr {

class Grammar {
 public:
  // The text must outlive the grammar.
  explicit Grammar(std::string_view text) : lexer_(text) {}

  [[nodiscard]] Result<Parsed> program();

 private:
  using Parse = Result<NodePtr>;

  // --- rules: operators and control (parser.cc) ---

  [[nodiscard]] Parse binary(int lowest);
  // left OP right, drawn into one node where the operator makes chains.
  [[nodiscard]] Parse joined(const Operator& op, std::uint32_t begin, NodePtr left, NodePtr right,
                             bool left_is_chain);
  [[nodiscard]] Parse operand();
  [[nodiscard]] Parse try_catch();
  // source as $x | body
  [[nodiscard]] Parse binding(std::uint32_t begin, NodePtr source);
  // token_ is `if` or `elif`.
  [[nodiscard]] Parse if_then();

  // --- rules: terms (terms.cc) ---

  [[nodiscard]] Parse postfix();
  // term[...]
  [[nodiscard]] Parse brackets(std::uint32_t begin, NodePtr term);
  // `.` with what belongs to it, a field, or the record itself.
  [[nodiscard]] Parse dot();
  [[nodiscard]] Parse primary();
  [[nodiscard]] Parse symbol();
  [[nodiscard]] Parse number(Span span, const std::string& text);
  [[nodiscard]] Parse word();
  // token_ is the opening quote.
  [[nodiscard]] Parse string(Format format_of_parts);
  // token_ is @name.
  [[nodiscard]] Parse format();
  [[nodiscard]] Parse object();
  // One key with its value: a: E, "a": E, "a\(E)": E, @fmt "...": E, $x: E, (E): E; or a, "a", $x,
  // $ENV alone.
  [[nodiscard]] Status member(std::vector<NodePtr>& children);
  // {"a\(E)"} means {"a\(E)": .["a\(E)"]}: the key is parsed once and evaluated twice, as in jq.
  [[nodiscard]] Parse field_of_same_name(const Node& key);
  // Everything but a comma; `|` goes through.
  [[nodiscard]] Parse object_value();

  // --- tokens ---

  [[nodiscard]] Status advance();
  [[nodiscard]] Status expect(std::string_view symbol, std::string_view wanted);
  [[nodiscard]] Status expect_word(std::string_view word);

  // --- errors ---

  [[nodiscard]] tl::unexpected<Error> fail(Span span, std::string_view message) const;
  // The token at hand is not what was wanted; if it is a construct of jq that is left out, that is
  // said.
  [[nodiscard]] tl::unexpected<Error> unexpected(std::string_view wanted) const;
  [[nodiscard]] tl::unexpected<Error> refuse(Span span, std::string_view name,
                                             std::string_view instead) const;
  [[nodiscard]] tl::unexpected<Error> too_deep() const;

  // --- nodes ---

  // A node over the text from `begin` to the last token read.
  [[nodiscard]] Result<NodePtr> make(NodeKind kind, std::uint32_t begin,
                                     std::vector<NodePtr> children, Op op = Op::kNone);
  // Counts a node and sets its depth; an error where a limit is passed.
  [[nodiscard]] Status measure(Node& node);
  // One more child at the end of a chain made before.
  [[nodiscard]] Status lengthen(Node& chain, NodePtr link);
  // A node without children.
  [[nodiscard]] NodePtr leaf(NodeKind kind, Span span, std::string text = {});
  [[nodiscard]] NodePtr constant(Span span, json::Value value, std::string text = {});
  [[nodiscard]] NodePtr text_constant(Span span, std::string text);

  template <class... Nodes>
  [[nodiscard]] static std::vector<NodePtr> list(Nodes... nodes) {
    std::vector<NodePtr> children;
    (children.push_back(std::move(nodes)), ...);
    return children;
  }

  // Counts how deep rules are within one another.
  class Nesting {
   public:
    explicit Nesting(std::uint32_t& level) : level_(level) { ++level_; }
    ~Nesting() { --level_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    std::uint32_t& level_;
  };

  [[nodiscard]] Status within_limits(const Node& node) const;

  Lexer lexer_;
  Token token_;                     // the next one, not consumed yet
  std::uint32_t previous_end_ = 0;  // of the last one consumed
  std::uint32_t nesting_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace nd::expr
