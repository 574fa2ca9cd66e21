// One pass from the root down, which knows what `.` is: a path of the record, or a value not known
// yet. Names become slots on the way down, constants fold on the way up.
#include "expr/binder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "expr/builtin.h"
#include "expr/calls.h"
#include "expr/constants.h"
#include "expr/lets.h"
#include "expr/lookups.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/paths.h"
#include "expr/slots.h"
#include "expr/variables.h"
#include "table/tables.h"

namespace nd::expr {
namespace {

using json::FieldPath;
using json::Value;

// What `.` is.
struct Context {
  std::optional<FieldPath> path;  // of the record; nullopt: a value that is not known yet
};

bool all_single(const Node& node) {
  return std::all_of(node.children.begin(), node.children.end(),
                     [](const NodePtr& child) { return child->single; });
}

class Binder {
 public:
  Binder(std::string_view text, const Surface& surface, Arena& constants, LetsInSight lets)
      : text_(text),
        surface_(surface),
        bindings_(surface.bindings),
        constants_(constants),
        lets_(lets),
        variables_(text, surface.bindings, constants) {}

  Result<Bound> bind(NodePtr root) {
    setting_ = ND_TRY(setting_of(text_, bindings_));
    ND_TRY(value(root, Context{FieldPath{}}));
    Bound bound = std::move(used_);
    place_slots(*root, surface_.schema, bound.reads);
    if (&surface_.origin == &surface_.schema) place_rows(*root, surface_.schema, bindings_);
    bound.root = std::move(root);
    bound.variables = variables_.places();
    add_names(variables_.arguments(), bound.arguments);
    add_names(variables_.environment(), bound.environment);
    bound.uses_environment = bound.uses_environment || variables_.whole_environments() > 0;
    return bound;
  }

 private:
  [[nodiscard]] tl::unexpected<Error> fail(const Node& node, const std::string& message) const {
    return syntax_error(text_, node.span, message);
  }

  // --- values ---

  Status value(NodePtr& node, const Context& here) {
    switch (node->kind) {
      case NodeKind::kIdentity:
        if (here.path) become_slot(*node, *here.path);
        node->single = true;
        return {};
      case NodeKind::kLet:
      case NodeKind::kConstant:
      case NodeKind::kSlot:
        node->single = !node->optional;
        return {};
      case NodeKind::kVariable:
        return variable(node);
      case NodeKind::kIndex:
        if (table::Lookup* const table = table_of(*node)) return lookup(*node, *table, here);
        return index(node, here);
      case NodeKind::kPipe:
        return pipe(node, here);
      case NodeKind::kBind:
        return binding(*node, here);
      case NodeKind::kTry:
        return attempt(*node, here);
      case NodeKind::kAssign:
        return assignment(*node, here);
      case NodeKind::kCall:
        return call(node, here);
      case NodeKind::kFormat:
        read_input(*node, here.path);
        node->single = true;
        return {};
      default:
        break;
    }
    if (node->kind == NodeKind::kObject) {
      ND_TRY(object(*node, here));
    } else {
      for (NodePtr& child : node->children)
        ND_TRY(value(child, here));
    }
    note_presence(*node);
    const bool many = node->kind == NodeKind::kComma || node->kind == NodeKind::kIterate;
    node->single =
        node->kind == NodeKind::kArray || (!many && !node->optional && all_single(*node));
    fold(node, Value::null());
    return {};
  }

  // Binds the keys and values of an object. A key written as a constant is a string.
  Status object(Node& node, const Context& here) {
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      NodePtr& child = node.children[i];
      const bool written = child->kind == NodeKind::kConstant || child->kind == NodeKind::kArray ||
                           child->kind == NodeKind::kObject;
      ND_TRY(value(child, here));
      const bool key = i % 2 == 0;
      if (key && written && child->kind == NodeKind::kConstant && !child->constant.is_string()) {
        return fail(*child, "a key is a string, not " + described(child->constant));
      }
    }
    return {};
  }

  Status index(NodePtr& node, const Context& here) {
    const std::size_t environments = variables_.whole_environments();
    const bool variable = node->children[0]->kind == NodeKind::kVariable;
    for (NodePtr& child : node->children)
      ND_TRY(value(child, here));
    Node& term = *node->children[0];
    const Node& key = *node->children[1];
    const bool named = key.kind == NodeKind::kConstant && key.constant.is_string();
    // $ENV.NAME is one of the environment, not all of it.
    if (variable && named && variables_.whole_environments() > environments)
      variables_.narrow_environment(key.constant.text());
    if (term.kind == NodeKind::kSlot && !term.optional && named) {
      FieldPath path = term.path;
      path.segments.emplace_back(key.constant.text());
      become_slot(*node, std::move(path));
      node->single = !node->optional;
      node->children.clear();
      return {};
    }
    if (narrow_lookup(term, *node)) {
      node = std::move(node->children[0]);
      return {};
    }
    node->single = !node->optional && all_single(*node);
    fold(node, Value::null());
    return {};
  }

  Status pipe(NodePtr& node, const Context& here) {
    Context at = here;
    auto& stages = node->children;
    for (std::size_t i = 0; i < stages.size(); ++i) {
      ND_TRY(value(stages[i], at));
      at = output_of(*stages[i], at);
      // A record that passes through select is not looked at but through its slots.
      if (i + 1 < stages.size() && at.path && stages[i]->kind == NodeKind::kCall)
        stages[i]->raw = true;
    }
    for (std::size_t i = 0; i + 1 < stages.size();) {
      if (absorbed(*stages[i], stages[i + 1])) {
        stages.erase(stages.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
    if (stages.size() == 1) {
      NodePtr only = std::move(stages[0]);
      only->span = node->span;
      node = std::move(only);
      return {};
    }
    node->single = all_single(*node);
    return {};
  }

  // What `.` is behind the node.
  static Context output_of(const Node& node, const Context& here) {
    if (node.kind == NodeKind::kSlot) return {node.path};
    if (node.kind == NodeKind::kIdentity) return here;
    if (node.kind == NodeKind::kCall && node.builtin->passes_input && node.slot == kPendingSlot)
      return {node.path};
    return {};
  }

  // Whether the second stage does the work of both: it reads the slot itself, takes the unit of an
  // epoch number, or is folded with a constant.
  bool absorbed(const Node& first, NodePtr& second) {
    if (first.kind == NodeKind::kIdentity) return true;
    if (first.kind == NodeKind::kSlot) {
      if (first.optional) return false;
      return (second->kind == NodeKind::kSlot && leads_on(second->path, first.path)) ||
             (second->kind == NodeKind::kCall && second->slot == kPendingSlot &&
              second->path == first.path);
    }
    if (first.kind == NodeKind::kConstant) return fold(second, first.constant);
    if (first.kind == NodeKind::kCall && second->kind == NodeKind::kCall &&
        second->builtin->takes_unit && first.children.empty()) {
      if (!first.builtin->unit) return false;
      second->unit = *first.builtin->unit;
      second->path = first.path;
      second->slot = first.slot;
      return true;
    }
    return false;
  }

  Status attempt(Node& node, const Context& here) {
    ND_TRY(value(node.children[0], here));
    if (node.children.size() > 1) ND_TRY(value(node.children[1], Context{}));
    node.single = node.children.size() > 1 && all_single(node);
    return {};
  }

  // --- variables ---

  Status binding(Node& node, const Context& here) {
    ND_TRY(value(node.children[0], here));
    Node& source = *node.children[0];
    std::optional<FieldPath> stands_for;
    if (source.kind == NodeKind::kSlot && !source.optional) {
      // It stands for the field; the source is still evaluated, for its errors, but not looked
      // into.
      stands_for = source.path;
      source.raw = true;
    }
    node.variable = variables_.open(node.text, std::move(stands_for));
    ND_TRY(value(node.children[1], here));
    variables_.close();
    node.single = all_single(node);
    return {};
  }

  Status variable(NodePtr& node) {
    if (variables_.is_local(node->text) || node->text == "ENV") return variables_.bind(*node);
    if (const table::Lookup* const table = find_table(node->text))
      return table_is_no_value(*node, *table, text_);
    const auto& lets = bindings_.lets;
    const auto found = std::find_if(lets.begin(), lets.end(),
                                    [&](const auto& let) { return let.first == node->text; });
    if (found == lets.end()) return variables_.bind(*node);
    const auto number = static_cast<std::size_t>(found - lets.begin());
    if (number < lets_.count) return use_let(node, number);
    return fail(
        *node,
        fmt::format("${} is the value of a --let that does not stand before this one", node->text));
  }

  Status use_let(NodePtr& node, std::size_t number) {
    const std::uint32_t index = ND_TRY(compiled_let(number, surface_, constants_, lets_));
    const Let& let = *lets_.compiled[index];
    used_.add(let.bound);
    used_.let_names.insert(node->text);
    // What costs nothing is written out, unless it is about another record than the program.
    const bool same_record = &surface_.origin == &surface_.schema;
    if (let.bound.root->kind == NodeKind::kConstant ||
        (same_record && is_trifle(*let.bound.root))) {
      node = clone_trifle(*let.bound.root, node->span);
      if (node->kind == NodeKind::kSlot) become_slot(*node, let.bound.root->path);
      return {};
    }
    surface_.origin.reserve_found(bindings_.lets.size());
    become_let(*node, let, index);
    return {};
  }

  // --- tables ---

  [[nodiscard]] table::Lookup* find_table(std::string_view name) const {
    return bindings_.tables == nullptr ? nullptr : bindings_.tables->find(name);
  }
  // The table that a node looks something up in; nullptr if it does not.
  [[nodiscard]] table::Lookup* table_of(const Node& node) const {
    const Node* const name = looked_up_in(node);
    return name == nullptr || variables_.is_local(name->text) ? nullptr : find_table(name->text);
  }

  Status lookup(Node& node, table::Lookup& table, const Context& here) {
    ND_TRY(become_lookup(node, table, text_));
    used_.tables.insert(table.source().name);
    for (NodePtr& child : node.children)
      ND_TRY(value(child, here));
    ND_TRY(check_keys(node, text_));
    node.single = !node.optional && all_single(node);
    return {};
  }

  // --- calls ---

  Status call(NodePtr& node, const Context& here) {
    if (table::Lookup* const table = table_of(*node)) return lookup(*node, *table, here);
    const Builtin* const builtin = ND_TRY(look_up(*node, text_));
    if (!builtin->definition.empty()) {
      node = ND_TRY(expand_definition(*builtin, *node));
      return value(node, here);
    }
    node->builtin = builtin;
    for (std::size_t i = 0; i < node->children.size(); ++i) {
      switch (builtin->scopes[i]) {
        case Scope::kInput:
          ND_TRY(value(node->children[i], here));
          break;
        case Scope::kOther:
          ND_TRY(value(node->children[i], Context{}));
          break;
        case Scope::kPath:
          ND_TRY(path(node->children[i]));
          break;
      }
    }
    if (!builtin->ignores_input) read_input(*node, here.path);
    used_.uses_zone = used_.uses_zone || builtin->depends_on == DependsOn::kZone;
    used_.uses_now = used_.uses_now || builtin->depends_on == DependsOn::kNow;
    ND_TRY(prepare(*node));
    node->single = builtin->whole != nullptr ||
                   (builtin->function != nullptr && all_single(*node)) ||
                   (builtin->one_from_one && all_single(*node));
    if (builtin->ignores_input) fold(node, Value::null());
    return {};
  }

  Status prepare(Node& node) {
    if (node.builtin->prepare == nullptr) return {};
    std::vector<Value> arguments;
    for (const NodePtr& child : node.children)
      arguments.push_back(child->kind == NodeKind::kConstant ? child->constant : Value());
    auto prepared = node.builtin->prepare(arguments);
    if (!prepared) return fail(node, prepared.error().message);
    node.prepared = *std::move(prepared);
    return {};
  }

  // --- assignments and paths ---

  Status assignment(Node& node, const Context& here) {
    ND_TRY(path(node.children[0]));
    ND_TRY(value(node.children[1], node.op == Op::kUpdate ? Context{} : here));
    read_input(node, here.path);
    node.single = node.op == Op::kUpdate || node.children[1]->single;
    return {};
  }

  Status path(NodePtr& node) {
    const auto elsewhere = [this](NodePtr& child) { return value(child, Context{}); };
    return bind_path(node, {text_, variables_, elsewhere});
  }

  bool fold(NodePtr& node, const Value& input) {
    return fold_constant(node, input, setting_, constants_);
  }

  std::string_view text_;
  Surface surface_;
  const Bindings& bindings_;
  Arena& constants_;
  LetsInSight lets_;
  Setting setting_;
  Variables variables_;
  Bound used_;  // what was met so far
};

}  // namespace

Result<Bound> bind_in_sight(NodePtr root, std::string_view text, const Surface& surface,
                            Arena& constants, LetsInSight lets) {
  return Binder(text, surface, constants, lets).bind(std::move(root));
}

Result<Bound> bind(NodePtr part, std::string_view text, const Surface& surface, Arena& constants,
                   std::vector<std::unique_ptr<Let>>& lets) {
  Bound bound = ND_TRY(bind_in_sight(std::move(part), text, surface, constants,
                                     {lets, surface.bindings.lets.size()}));
  mark_outputs(*bound.root);
  return bound;
}

Result<Bound> bind(NodePtr root, std::string_view text, const Surface& surface, Arena& constants) {
  std::vector<std::unique_ptr<Let>> lets;
  Bound bound = ND_TRY(bind(std::move(root), text, surface, constants, lets));
  bound.lets = std::move(lets);
  return bound;
}

}  // namespace nd::expr
