#include "expr/variables.h"

#include <algorithm>
#include <utility>

#include "expr/slots.h"
#include "expr/span.h"
#include "json/tree.h"

namespace nd::expr {

using json::Member;
using json::Value;

std::uint32_t Variables::open(std::string name, std::optional<json::FieldPath> path) {
  const auto place = static_cast<std::uint32_t>(places_++);
  scopes_.push_back({std::move(name), place, std::move(path)});
  return place;
}

bool Variables::is_local(std::string_view name) const {
  return std::any_of(scopes_.begin(), scopes_.end(),
                     [&](const Scope& scope) { return scope.name == name; });
}

Status Variables::bind(Node& node) {
  const auto found = std::find_if(scopes_.rbegin(), scopes_.rend(),
                                  [&](const Scope& scope) { return scope.name == node.text; });
  node.single = true;
  if (found != scopes_.rend()) {
    if (found->path) {
      become_slot(node, *found->path);
    } else {
      node.variable = found->place;
    }
    return {};
  }
  node.kind = NodeKind::kConstant;
  if (node.text == "ENV") {
    node.constant = environment_value();
    ++whole_environments_;
    return {};
  }
  const auto& bindings = bindings_.arguments;
  const auto bound = std::find_if(bindings.rbegin(), bindings.rend(), [&](const auto& argument) {
    return argument.first == node.text;
  });
  if (bound == bindings.rend()) {
    return syntax_error(text_, node.span,
                        fmt::format("'${0}' is not bound: --arg {0} TEXT, --argjson {0} JSON, "
                                    "--let {0}=EXPR or --table {0}=FILE:KEY binds it",
                                    node.text));
  }
  auto parsed = json::parse(constants_.copy(bound->second), constants_);
  if (!parsed) {
    return syntax_error(text_, node.span,
                        "the value of $" + node.text + " is not JSON: " + parsed.error().message);
  }
  node.constant = *parsed;
  arguments_.insert(node.text);
  return {};
}

Value Variables::environment_value() {
  const auto members = constants_.array<Member>(bindings_.environment.size());
  std::size_t i = 0;
  for (const auto& [name, text] : bindings_.environment)
    members[i++] = Member{constants_.copy(name), Value::string(constants_.copy(text))};
  return Value::object(members);
}

}  // namespace nd::expr
