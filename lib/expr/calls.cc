#include "expr/calls.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "expr/parser.h"
#include "expr/refusals.h"

namespace nd::expr {
namespace {

// The parameters' names of a signature.
std::vector<std::string_view> parameters_of(const Builtin& builtin) {
  std::vector<std::string_view> names;
  const std::size_t open = builtin.signature.find('(');
  if (open == std::string_view::npos) return names;
  std::string_view list = builtin.signature.substr(open + 1, builtin.signature.size() - open - 2);
  while (true) {
    const std::size_t end = list.find(';');
    names.push_back(list.substr(0, end));
    if (end == std::string_view::npos) return names;
    list.remove_prefix(end + 2);
  }
}

void substitute(NodePtr& node, const std::vector<std::string_view>& parameters, const Node& call) {
  const auto found = std::find(parameters.begin(), parameters.end(), node->text);
  if (node->kind == NodeKind::kCall && node->children.empty() && found != parameters.end()) {
    node = clone(*call.children[static_cast<std::size_t>(found - parameters.begin())]);
    return;
  }
  node->span = call.span;
  for (NodePtr& child : node->children)
    substitute(child, parameters, call);
}

// "range(END), range(FROM; END)"
std::string forms_of(std::string_view name) {
  std::string forms;
  for (const Family& family : builtins()) {
    for (const Builtin& builtin : family.builtins) {
      if (builtin.name == name) forms.append(forms.empty() ? "" : ", ").append(builtin.signature);
    }
  }
  return forms;
}

}  // namespace

Result<const Builtin*> look_up(const Node& call, std::string_view text) {
  if (const Builtin* const builtin = find_builtin(call.text, call.children.size())) return builtin;
  const auto fail = [&](const std::string& message) {
    return syntax_error(text, call.span, message);
  };
  if (call.text == "asof") {
    return fail(
        "asof looks up in a table with moments: --table t=FILE:KEY@FROM makes one, "
        "asof($t; KEY; AT) is its row");
  }
  if (const auto instead = refusal(call.text)) {
    return fail(fmt::format("'{}' is not part of the language: {}", call.text, *instead));
  }
  if (const Builtin* const other = find_builtin(call.text)) {
    if (other->special == Special::kNot)
      return fail("'not' takes no argument and stands behind what it denies: write .a | not");
    return fail(fmt::format("'{}' does not take {}{}; there is {}", call.text, call.children.size(),
                            call.children.size() == 1 ? " argument" : " arguments",
                            forms_of(call.text)));
  }
  if (const std::string_view closest = closest_builtin(call.text); !closest.empty()) {
    return fail(fmt::format("no such function '{}'; did you mean '{}'?{}", call.text, closest,
                            call.children.empty() ? " A field is written ." + call.text : ""));
  }
  return fail(fmt::format(
      "no such function '{}'; a field is written .{}, and ndexpr(7) lists the functions", call.text,
      call.text));
}

Result<NodePtr> expand_definition(const Builtin& builtin, const Node& call) {
  Parsed definition = ND_TRY(parse(builtin.definition));
  substitute(definition.root, parameters_of(builtin), call);
  return std::move(definition.root);
}

}  // namespace nd::expr
