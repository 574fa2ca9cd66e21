// GrammarBase: what every rule of the grammar needs: the next token, and nodes that are counted as
// they are made.
//
// Belongs here: the limits on a program's size and depth, messages with a caret. Does not belong
// here: the rules (parser.cc).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "expr/ast.h"
#include "expr/lexer.h"

namespace nd::expr {

class GrammarBase {
 public:
  // The text must outlive the parser.
  explicit GrammarBase(std::string_view text) : lexer_(text) {}

 protected:
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
  Token token_;                     // the next one, not taken yet
  std::uint32_t previous_end_ = 0;  // of the last one taken
  std::uint32_t nesting_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace nd::expr
