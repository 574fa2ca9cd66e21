#include "ops/edit_plan.h"

#include <algorithm>
#include <utility>

#include "json/field_path.h"
#include "json/object_layout.h"

namespace nd::ops {
namespace {

using json::FieldEdit;
using json::FieldPath;
using json::related;
using Action = FieldEdit::Action;
using Others = json::Patcher::Others;

Result<FieldPath> field(std::string_view text) {
  FieldPath path = ND_TRY(FieldPath::parse(text));
  if (path.segments.empty()) return usage_error("'.' is the whole record, a field is needed here");
  return path;
}

// NAME=EXPR at the first '=' outside quotes.
struct Assignment {
  FieldPath path;
  std::string_view text;
};

Result<Assignment> assignment(std::string_view text, std::string_view wanted) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted && text[i] == '\\') ++i;
    if (quoted || i >= text.size() || text[i] != '=') continue;
    if (i == 0 || text.substr(i).starts_with("==")) break;
    std::string_view name = text.substr(0, i);
    while (!name.empty() && name.front() == ' ')
      name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ')
      name.remove_suffix(1);
    return Assignment{ND_TRY(field(name)), text.substr(i + 1)};
  }
  return usage_error("'" + std::string(text.substr(0, 100)) + "' is not " + std::string(wanted));
}

class Planner {
 public:
  Planner(json::Schema& schema, const expr::Bindings& bindings)
      : first_schema_(schema), bindings_(bindings) {
    stages_.push_back(std::make_unique<EditPlan::Stage>());
  }

  Status set(std::string_view text) {
    auto [path, expression] = ND_TRY(assignment(text, "NAME=EXPR"));
    // What it reads is known once it is compiled; a trial schema takes the slots.
    json::Schema trial;
    const auto reads =
        ND_TRY(expr::Program::compile(expression, trial, bindings_, expr::Use::kField)).reads();
    open_stage(Others::kStay, {path}, reads);
    EditPlan::Step step;
    step.value = std::make_unique<expr::Program>(
        ND_TRY(expr::Program::compile(expression, schema(), bindings_)));
    add(std::move(step), {{Action::kSet, std::move(path), {}}});
    return {};
  }

  Status drop(std::string_view list) {
    for (const std::string_view item : ND_TRY(json::split_list(list))) {
      FieldPath path = ND_TRY(field(item));
      open_stage(Others::kStay, {path}, {});
      add({}, {{Action::kDrop, std::move(path), {}}});
    }
    return {};
  }

  Status keep(std::string_view list) {
    std::vector<FieldPath> paths;
    for (const std::string_view item : ND_TRY(json::split_list(list))) {
      FieldPath path = ND_TRY(field(item));
      // A field within one that is kept stays with it.
      const bool covered = std::any_of(paths.begin(), paths.end(), [&](const FieldPath& kept) {
        return kept.segments.size() <= path.segments.size() && related(kept, path);
      });
      if (covered) continue;
      std::erase_if(paths, [&](const FieldPath& kept) { return related(kept, path); });
      paths.push_back(std::move(path));
    }
    open_stage(Others::kGo, paths, {});
    for (FieldPath& path : paths)
      add({}, {{Action::kKeep, std::move(path), {}}});
    return {};
  }

  Status rename(std::string_view list) {
    for (const std::string_view item : ND_TRY(json::split_list(list))) {
      auto [to, from_text] = ND_TRY(assignment(item, "NEW=OLD"));
      FieldPath from = ND_TRY(field(from_text));
      if (to == from) continue;
      if (related(to, from)) {
        return usage_error("a field cannot be renamed into itself: " + std::string(item));
      }
      open_stage(Others::kStay, {to, from}, {from});
      EditPlan::Step step;
      step.moves = true;
      step.from = schema().add(from);
      const bool same_object =
          to.segments.size() == from.segments.size() &&
          std::equal(to.segments.begin(), to.segments.end() - 1, from.segments.begin());
      if (same_object) {
        add(std::move(step),
            {{Action::kRename, std::move(from), to.segments.back()}, {Action::kDrop, to, {}}});
      } else {
        step.copies = true;
        add(std::move(step),
            {{Action::kSet, std::move(to), {}}, {Action::kDrop, std::move(from), {}}});
      }
    }
    return {};
  }

  std::vector<std::unique_ptr<EditPlan::Stage>> take() { return std::move(stages_); }

 private:
  [[nodiscard]] json::Schema& schema() {
    return stages_.size() == 1 ? first_schema_ : stages_.back()->schema;
  }

  // Begins a stage if the last one writes what is written or read now, or treats others otherwise.
  void open_stage(Others others, const std::vector<FieldPath>& writes,
                  const std::vector<FieldPath>& reads) {
    EditPlan::Stage& last = *stages_.back();
    if (last.edits.empty()) {
      last.others = others;
      return;
    }
    const auto touched = [&](const FieldPath& path) {
      return std::any_of(last.edits.begin(), last.edits.end(),
                         [&](const FieldEdit& edit) { return related(edit.path, path); });
    };
    const bool apart = others == Others::kStay && last.others == Others::kStay &&
                       std::none_of(writes.begin(), writes.end(), touched) &&
                       std::none_of(reads.begin(), reads.end(), touched);
    if (apart) return;
    stages_.push_back(std::make_unique<EditPlan::Stage>());
    stages_.back()->others = others;
  }

  void add(EditPlan::Step step, std::vector<FieldEdit> edits) {
    EditPlan::Stage& stage = *stages_.back();
    step.first = static_cast<std::uint32_t>(stage.edits.size());
    step.count = static_cast<std::uint32_t>(edits.size());
    for (FieldEdit& edit : edits)
      stage.edits.push_back(std::move(edit));
    stage.steps.push_back(std::move(step));
  }

  json::Schema& first_schema_;
  const expr::Bindings& bindings_;
  std::vector<std::unique_ptr<EditPlan::Stage>> stages_;
};

}  // namespace

Result<EditPlan> EditPlan::make(const std::vector<EditRequest>& requests, json::Schema& schema,
                                const expr::Bindings& bindings) {
  Planner planner(schema, bindings);
  for (const EditRequest& request : requests) {
    switch (request.kind) {
      case EditRequest::Kind::kSet:
        ND_TRY(planner.set(request.text));
        break;
      case EditRequest::Kind::kDrop:
        ND_TRY(planner.drop(request.text));
        break;
      case EditRequest::Kind::kRename:
        ND_TRY(planner.rename(request.text));
        break;
      case EditRequest::Kind::kKeep:
        ND_TRY(planner.keep(request.text));
        break;
    }
  }
  EditPlan plan;
  plan.stages_ = planner.take();
  return plan;
}

}  // namespace nd::ops
