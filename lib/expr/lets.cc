#include "expr/lets.h"

#include <algorithm>
#include <string>
#include <utility>

#include "expr/builtin.h"
#include "expr/meant.h"
#include "expr/parser.h"
#include "expr/program.h"

namespace nd::expr {
namespace {

std::size_t nodes_of(const Node& node) {
  std::size_t count = 1;
  for (const NodePtr& child : node.children)
    count += nodes_of(*child);
  return count;
}

bool is_test(const Node& node) {
  const bool tests = std::all_of(node.children.begin(), node.children.end(),
                                 [](const NodePtr& child) { return is_test(*child); });
  switch (node.kind) {
    case NodeKind::kSlot:
      return !node.optional;
    case NodeKind::kConstant:
      return true;
    case NodeKind::kCompare:
    case NodeKind::kAnd:
    case NodeKind::kOr:
    case NodeKind::kPipe:
      return tests;
    case NodeKind::kCall:
      return tests && node.prepared == nullptr &&
             (node.builtin->special == Special::kNot ||
              node.builtin->special == Special::kStartsWith ||
              node.builtin->special == Special::kEndsWith);
    default:
      return false;
  }
}

Result<std::unique_ptr<Let>> compile_let(std::size_t number, const Surface& surface,
                                         Arena& constants, LetsInSight lets) {
  const std::string& text = surface.bindings.lets[number].second;
  auto let = std::make_unique<Let>();
  let->number = number;
  let->setting = ND_TRY(setting_of(text, surface.bindings));
  Parsed parsed = ND_TRY(parse(text));
  ND_TRY(check_meant(*parsed.root, text, surface.bindings, Use::kArgument));
  let->bound = ND_TRY(bind_in_sight(std::move(parsed.root), let->setting.program,
                                    {surface.origin, surface.origin, surface.bindings}, constants,
                                    {lets.compiled, number}));
  let->setting.variables = let->bound.variables;
  let->setting.slots = surface.origin.size();
  const Node& root = *let->bound.root;
  if (Checks::gives_truth(root)) {
    let->checks.emplace(root, surface.bindings.strict);
  } else if (root.single) {
    let->choices = Choices::of_let(root, surface.bindings.strict);
  }
  return let;
}

}  // namespace

Result<std::uint32_t> compiled_let(std::size_t number, const Surface& surface, Arena& constants,
                                   LetsInSight lets) {
  auto& compiled = lets.compiled;
  const auto found = std::find_if(compiled.begin(), compiled.end(),
                                  [&](const auto& let) { return let->number == number; });
  if (found != compiled.end()) return static_cast<std::uint32_t>(found - compiled.begin());
  auto made = compile_let(number, surface, constants, lets);
  if (!made) {
    return usage_error("--let {}: {}", surface.bindings.lets[number].first, made.error().message);
  }
  compiled.push_back(*std::move(made));
  return static_cast<std::uint32_t>(compiled.size() - 1);
}

void become_let(Node& node, const Let& let, std::uint32_t index) {
  node.kind = NodeKind::kLet;
  node.let = index;
  node.place = static_cast<std::uint32_t>(let.number);
  node.meaning = let.bound.root.get();
  node.single = true;
}

bool is_trifle(const Node& node) {
  constexpr std::size_t kMost = 12;
  return node.single && is_test(node) && nodes_of(node) <= kMost;
}

NodePtr clone_trifle(const Node& node, Span span) {
  NodePtr twin = clone(node);
  const auto fill = [span](const auto& self, Node& to, const Node& from) -> void {
    to.span = span;
    to.constant = from.constant;  // its texts live as long as the program
    to.path = from.path;
    to.slot = from.slot;
    to.parents = from.parents;
    to.builtin = from.builtin;
    to.single = from.single;
    to.raw = from.raw;
    for (std::size_t i = 0; i < to.children.size(); ++i)
      self(self, *to.children[i], *from.children[i]);
  };
  fill(fill, *twin, node);
  return twin;
}

}  // namespace nd::expr
