#include "expr/meant.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "expr/builtin.h"
#include "expr/dates.h"
#include "expr/parser.h"

namespace nd::expr {
namespace {

constexpr std::array<std::string_view, 6> kTypes = {"null",   "boolean", "number",
                                                    "string", "array",   "object"};

// The builtin that a node calls; nullptr if it calls none.
const Builtin* called(const Node& node) {
  return node.kind == NodeKind::kCall ? find_builtin(node.text, node.children.size()) : nullptr;
}

bool is_call(const Node& node, Special special) {
  const Builtin* const builtin = called(node);
  return builtin != nullptr && builtin->special == special;
}

// Whether the name is bound on the way to what gives the outputs.
bool binds(const Node& node, const std::string& name) {
  if (node.kind != NodeKind::kPipe && node.kind != NodeKind::kBind) return false;
  return (node.kind == NodeKind::kBind && node.text == name) || binds(*node.children.back(), name);
}

// What gives the outputs of a pipe.
const Node& last_stage(const Node& node) {
  const Node* last = &node;
  while (last->kind == NodeKind::kPipe || last->kind == NodeKind::kBind)
    last = last->children.back().get();
  return *last;
}

class Checker {
 public:
  Checker(std::string_view text, const Bindings& bindings) : text_(text), bindings_(bindings) {}

  // The outermost first, so that the whole of a date is shown.
  Status walk(const Node& node) {
    ND_TRY(date(node));
    ND_TRY(kinds(node));
    ND_TRY(conditions(node));
    if (node.kind == NodeKind::kIndex && is_call(*node.children[0], Special::kNot))
      return fail(node, "'not' stands behind what it denies: write .a | not");
    const bool binds = node.kind == NodeKind::kBind;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (binds && i == 1) bound_.push_back(node.text);
      ND_TRY(walk(*node.children[i]));
    }
    if (binds) bound_.pop_back();
    return {};
  }

  Status condition(const Node& node) {
    const Node& last = last_stage(node);
    if (last.kind == NodeKind::kVariable && !binds(node, last.text)) return let(last.text);
    if (last.kind != NodeKind::kAssign) return {};
    if (last.op == Op::kSet)
      return fail(last, "'=' sets a field, and the record that it gives is true; did you mean ==?");
    return fail(last,
                "this changes a field, and the record that it gives is true; "
                "a condition compares: == != < <= > >=");
  }

  // The whole program is one function, applied to the record.
  Status alone(const Node& root, Use use) {
    const Builtin* const builtin = root.children.empty() ? called(root) : nullptr;
    if (builtin == nullptr || builtin->ignores_input || root.span.of(text_).starts_with('('))
      return {};
    if (use == Use::kCondition && builtin->judges) return {};
    // A hash, a length or the text of the record may well be a field; its type is always the same.
    if (use == Use::kField && builtin->special != Special::kType) return {};
    return fail(root, fmt::format("'{0}' is a function here, and its input is the whole record; "
                                  "the field is written .{0}, the function ({0})",
                                  root.text));
  }

 private:
  [[nodiscard]] tl::unexpected<Error> fail(const Node& node, const std::string& message) const {
    return syntax_error(text_, node.span, message);
  }

  // The condition is what the name stands for, if that is a let.
  Status let(const std::string& name) const {
    if (std::find(bound_.begin(), bound_.end(), name) != bound_.end()) return {};
    for (std::size_t i = 0; i < lets_; ++i) {
      const auto& [known, text] = bindings_.lets[i];
      if (known != name) continue;
      const auto parsed = parse(text);
      if (!parsed) return {};  // said where it is compiled
      Checker checker(text, bindings_);
      checker.lets_ = i;  // those before it are in sight
      const Status status = checker.condition(*parsed->root);
      return status ? Status() : usage_error("--let {}: {}", name, status.error().message);
    }
    return {};
  }

  Status date(const Node& node) {
    const bool reads_so =
        node.kind == NodeKind::kArithmetic && (node.op == Op::kSubtract || node.op == Op::kDivide);
    if (!reads_so || !reads_as_date(node.span.of(text_))) return {};
    std::string_view written = node.span.of(text_);
    if (written.starts_with('(')) written = written.substr(1, written.size() - 2);
    return fail(node, "a date stands in quotes: \"" + std::string(written) + "\"; numbers are " +
                          (node.op == Op::kDivide ? "divided" : "subtracted") +
                          " where blanks stand between them");
  }

  // Whether the value is known and never the answer of `type`.
  [[nodiscard]] bool is_no_type(const Node& node) const {
    if (node.kind == NodeKind::kComma) {
      return std::any_of(node.children.begin(), node.children.end(),
                         [&](const NodePtr& child) { return is_no_type(*child); });
    }
    if (node.kind == NodeKind::kVariable) return binds_no_type(node.text);
    if (node.kind != NodeKind::kConstant) return false;
    if (!node.constant.is_string()) return true;
    return std::find(kTypes.begin(), kTypes.end(), node.constant.text()) == kTypes.end();
  }

  [[nodiscard]] bool binds_no_type(const std::string& name) const {
    if (std::find(bound_.begin(), bound_.end(), name) != bound_.end()) return false;
    for (const auto& [known, json] : bindings_.arguments) {
      if (known != name) continue;
      return std::none_of(kTypes.begin(), kTypes.end(), [&text = json](std::string_view type) {
        return text == fmt::format("\"{}\"", type);
      });
    }
    return false;
  }

  Status kinds(const Node& node) {
    const Node* wrong = nullptr;
    const auto ask = [&](const Node& asked, const Node& answer) {
      if (is_call(last_stage(asked), Special::kType) && is_no_type(answer)) wrong = &answer;
    };
    if (node.kind == NodeKind::kCompare) {
      ask(*node.children[0], *node.children[1]);
      ask(*node.children[1], *node.children[0]);
    }
    if (node.kind == NodeKind::kPipe) {
      for (std::size_t i = 1; i < node.children.size(); ++i) {
        const Node& stage = *node.children[i];
        if (is_call(stage, Special::kIn)) ask(*node.children[i - 1], *stage.children[0]);
      }
    }
    if (wrong == nullptr) return {};
    return fail(node,
                "'type' is the kind of a value: null, boolean, number, string, array or "
                "object; the field is written .type");
  }

  Status conditions(const Node& node) {
    switch (node.kind) {
      case NodeKind::kIf:
        return condition(*node.children[0]);
      case NodeKind::kAnd:
      case NodeKind::kOr:
        for (const NodePtr& operand : node.children)
          ND_TRY(condition(*operand));
        return {};
      case NodeKind::kPipe:
        for (std::size_t i = 1; i < node.children.size(); ++i) {
          if (is_call(*node.children[i], Special::kNot)) ND_TRY(condition(*node.children[i - 1]));
        }
        return {};
      case NodeKind::kCall: {
        const Builtin* const builtin = called(node);
        const bool asks = builtin != nullptr && builtin->takes_condition;
        return asks ? condition(*node.children.back()) : Status();
      }
      default:
        return {};
    }
  }

  std::string_view text_;
  const Bindings& bindings_;
  std::size_t lets_ = bindings_.lets.size();
  std::vector<std::string> bound_;  // by `as $x`, around the node at hand
};

}  // namespace

Status check_meant(const Node& root, std::string_view text, const Bindings& bindings, Use use) {
  Checker checker(text, bindings);
  ND_TRY(checker.walk(root));
  if (use == Use::kOutputs) return {};
  if (use == Use::kCondition) ND_TRY(checker.condition(root));
  return checker.alone(root, use);
}

}  // namespace nd::expr
