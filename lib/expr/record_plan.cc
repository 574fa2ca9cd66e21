#include "expr/record_plan.h"

#include <algorithm>
#include <utility>

#include "json/object_layout.h"

namespace nd::expr {
namespace {

using json::FieldEdit;
using json::FieldPath;

// `.a.b`: names only, and at least one.
std::optional<FieldPath> field_path(const Node& node) {
  if (node.kind != NodeKind::kIndex || node.optional) return std::nullopt;
  const Node& term = *node.children[0];
  const Node& key = *node.children[1];
  if (key.kind != NodeKind::kConstant || !key.constant.is_string()) return std::nullopt;
  FieldPath path;
  if (term.kind != NodeKind::kIdentity) {
    auto holder = field_path(term);
    if (!holder) return std::nullopt;
    path = *std::move(holder);
  }
  path.segments.emplace_back(key.constant.text());
  return path;
}

bool lies_within(const FieldPath& path, const FieldPath& holder) {
  return path.segments.size() >= holder.segments.size() && json::related(path, holder);
}

class Planner {
 public:
  Planner(std::string_view text, const Surface& surface, Arena& constants)
      : text_(text), surface_(surface), constants_(constants) {
    plan_.schema = surface.schema;
  }

  bool stage(const Node& node, bool first) {
    const std::size_t from = plan_.steps.size();
    first_ = first;
    const bool known = node.kind == NodeKind::kAssign       ? assignment(node)
                       : node.kind == NodeKind::kCall       ? deletion(node)
                       : node.kind == NodeKind::kArithmetic ? merge(node)
                                                            : false;
    if (!known || plan_.steps.size() == from) return false;
    for (std::size_t i = from; i + 1 < plan_.steps.size(); ++i)
      plan_.steps[i].ends_stage = false;
    stage_end_ = plan_.steps.size();
    return true;
  }

  RecordPlan finished() && {
    const auto& paths = plan_.schema.paths();
    for (std::size_t i = 0; reads_later_ && i < plan_.steps.size(); ++i) {
      RecordPlan::Step& step = plan_.steps[i];
      const FieldPath& written = plan_.edits[i].path;
      for (std::uint32_t slot = 0; slot < paths.size(); ++slot) {
        const bool sees =
            step.op == Op::kNone ? lies_within(paths[slot], written) : paths[slot] == written;
        if (sees) step.slots.push_back(slot);
      }
    }
    return std::move(plan_);
  }

 private:
  // .a = E, .a |= E, .a += E, .a //= E
  bool assignment(const Node& node) {
    const auto path = field_path(*node.children[0]);
    if (!path) return false;
    RecordPlan::Step step;
    step.op = node.op;
    if (node.op == Op::kUpdate) {
      auto pipe = std::make_unique<Node>(NodeKind::kPipe, node.span);
      pipe->children.push_back(clone(*node.children[0]));
      pipe->children.push_back(clone(*node.children[1]));
      step.value = std::move(pipe);
    } else {
      step.value = clone(*node.children[1]);
      step.told = first_;
      if (node.op != Op::kSet) step.old = clone(*node.children[0]);
    }
    return add(std::move(step), *path);
  }

  // . + {name: E, …}
  bool merge(const Node& node) {
    const Node& fields = *node.children[1];
    if (node.op != Op::kAdd || node.children[0]->kind != NodeKind::kIdentity ||
        fields.kind != NodeKind::kObject) {
      return false;
    }
    for (std::size_t i = 0; i < fields.children.size(); i += 2) {
      const Node& key = *fields.children[i];
      if (key.kind != NodeKind::kConstant || !key.constant.is_string()) return false;
      RecordPlan::Step step;
      step.op = Op::kSet;
      step.value = clone(*fields.children[i + 1]);
      step.told = first_;
      if (!add(std::move(step), {{std::string(key.constant.text())}})) return false;
    }
    return true;
  }

  // del(.a, .b.c)
  bool deletion(const Node& node) {
    if (node.text != "del" || node.children.size() != 1) return false;
    const Node& what = *node.children[0];
    if (what.kind != NodeKind::kComma) return deletion_of(what);
    return std::all_of(what.children.begin(), what.children.end(),
                       [&](const NodePtr& child) { return deletion_of(*child); });
  }
  bool deletion_of(const Node& node) {
    const auto path = field_path(node);
    return path && add({}, *path);
  }

  bool add(RecordPlan::Step step, const FieldPath& path) {
    for (const FieldEdit& edit : plan_.edits) {
      if (json::related(edit.path, path)) return false;
    }
    if (!bind(step.value) || !bind(step.old)) return false;
    using Action = FieldEdit::Action;
    plan_.edits.push_back({step.op == Op::kNone ? Action::kDrop : Action::kSet, path, {}});
    plan_.steps.push_back(std::move(step));
    return true;
  }

  // Whether the part has one value, and no stage before it sets what holds, or lies within, a field
  // that it reads.
  bool bind(NodePtr& part) {
    if (part == nullptr) return true;
    auto bound =
        expr::bind(std::move(part), text_, {plan_.schema, surface_.origin, surface_.bindings},
                   constants_, plan_.lets);
    if (!bound || !bound->root->single) return false;
    plan_.variables = std::max(plan_.variables, bound->variables);
    for (const FieldPath& read : bound->reads) {
      for (std::size_t i = 0; i < stage_end_; ++i) {
        const FieldPath& written = plan_.edits[i].path;
        if (!json::related(read, written) || read == written) continue;
        if (plan_.steps[i].op != Op::kNone || !lies_within(read, written)) return false;
      }
      reads_later_ = reads_later_ || stage_end_ > 0;
    }
    part = std::move(bound->root);
    return true;
  }

  std::string_view text_;
  Surface surface_;
  Arena& constants_;
  RecordPlan plan_;
  bool first_ = true;          // the stage at hand works on the record as it came
  std::size_t stage_end_ = 0;  // steps of the stages before it
  bool reads_later_ = false;   // a stage behind the first reads fields
};

}  // namespace

std::optional<RecordPlan> plan_record(const Node& root, std::string_view text,
                                      const Surface& surface, Arena& constants) {
  Planner planner(text, surface, constants);
  if (root.kind != NodeKind::kPipe) {
    if (!planner.stage(root, true)) return std::nullopt;
    return std::move(planner).finished();
  }
  for (const NodePtr& stage : root.children) {
    if (!planner.stage(*stage, stage == root.children.front())) return std::nullopt;
  }
  return std::move(planner).finished();
}

}  // namespace nd::expr
