#include "ops/edit_plan.h"

#include <algorithm>
#include <utility>

#include "json/field_path.h"
#include "json/object_layout.h"
#include "ops/edit_text.h"

namespace nd::ops {
namespace {

using json::FieldEdit;
using json::FieldPath;
using json::related;
using Action = FieldEdit::Action;
using Others = json::Patcher::Others;

class Planner {
 public:
  Planner(json::Schema& schema, const Bindings& bindings)
      : first_schema_(schema), bindings_(bindings) {
    stages_.push_back(std::make_unique<EditPlan::Stage>());
  }

  Status set(std::string_view text) {
    auto [path, expression] = ND_TRY(read_assignment(text, "NAME=EXPR"));
    // What it reads is known once it is compiled; a trial schema takes the slots.
    json::Schema trial;
    const auto reads =
        ND_TRY(expr::Program::compile(expression, trial, bindings_, expr::Use::kField)).reads();
    open_stage(Others::kStay, {path}, reads);
    EditPlan::Step step;
    step.value = std::make_unique<expr::Program>(ND_TRY(expr::Program::compile(
        expression, schema(), bindings_, expr::Use::kOutputs, &first_schema_)));
    add(std::move(step), {{Action::kSet, std::move(path), {}}});
    return {};
  }

  Status drop(std::string_view list) {
    for (FieldPath& path : ND_TRY(read_fields(list))) {
      name(path);
      open_stage(Others::kStay, {path}, {});
      add({}, {{Action::kDrop, std::move(path), {}}});
    }
    return {};
  }

  // The lists of all --keep.
  Status keep(const std::vector<std::string_view>& lists) {
    std::vector<FieldPath> paths;
    for (const std::string_view list : lists) {
      for (FieldPath& path : ND_TRY(read_fields(list))) {
        name(path);
        // A field within one that is kept stays with it.
        const bool covered = std::any_of(paths.begin(), paths.end(), [&](const FieldPath& kept) {
          return kept.segments.size() <= path.segments.size() && related(kept, path);
        });
        if (covered) continue;
        std::erase_if(paths, [&](const FieldPath& kept) { return related(kept, path); });
        paths.push_back(std::move(path));
      }
    }
    open_stage(Others::kGo, paths, {});
    for (FieldPath& path : paths)
      add({}, {{Action::kKeep, std::move(path), {}}});
    return {};
  }

  // All renames of a list are one stage: each moves what was there before any of them.
  Status rename(std::string_view list) {
    std::vector<Rename> renames = ND_TRY(read_renames(list));
    std::vector<FieldPath> from;
    std::vector<FieldPath> touched;
    for (const Rename& rename : renames) {
      name(rename.from);
      from.push_back(rename.from);
      touched.push_back(rename.from);
      touched.push_back(rename.to);
    }
    if (renames.empty()) return {};
    open_stage(Others::kStay, touched, from);
    for (Rename& rename : renames)
      move(std::move(rename), from);
    return {};
  }

  std::vector<json::FieldPath> take_named() { return std::move(named_); }
  std::vector<std::unique_ptr<EditPlan::Stage>> stages() && { return std::move(stages_); }

 private:
  [[nodiscard]] json::Schema& schema() {
    return stages_.size() == 1 ? first_schema_ : stages_.back()->schema;
  }

  // Notes a field that an edit names and that can only come with the record: one that no edit
  // before made or took away.
  void name(const FieldPath& path) {
    for (const auto& stage : stages_) {
      if (stage->others == Others::kGo) return;
      for (const FieldEdit& edit : stage->edits) {
        const bool made = edit.action == Action::kRename && moved_to(edit, path);
        if (made || related(edit.path, path)) return;
      }
    }
    named_.push_back(path);
  }

  static bool moved_to(const FieldEdit& edit, const FieldPath& path) {
    FieldPath to = edit.path;
    to.segments.back() = edit.name;
    return related(to, path);
  }

  // One rename of a list whose fields are `all`; it takes the place of a field that is not itself
  // moved.
  void move(Rename rename, const std::vector<FieldPath>& all) {
    EditPlan::Step step;
    step.moves = true;
    step.from = schema().add(rename.from);
    std::vector<FieldEdit> edits;
    if (stays_in_object(rename)) {
      edits.push_back({Action::kRename, std::move(rename.from), rename.to.segments.back()});
      if (std::find(all.begin(), all.end(), rename.to) == all.end())
        edits.push_back({Action::kDrop, std::move(rename.to), {}});
    } else {
      step.copies = true;
      edits.push_back({Action::kSet, std::move(rename.to), {}});
      edits.push_back({Action::kDrop, std::move(rename.from), {}});
    }
    add(std::move(step), std::move(edits));
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
  const Bindings& bindings_;
  std::vector<std::unique_ptr<EditPlan::Stage>> stages_;
  std::vector<json::FieldPath> named_;
};

}  // namespace

Result<EditPlan> EditPlan::make(const std::vector<EditRequest>& requests, json::Schema& schema,
                                const Bindings& bindings) {
  Planner planner(schema, bindings);
  std::vector<std::string_view> kept;
  for (const EditRequest& request : requests) {
    if (request.kind == EditRequest::Kind::kKeep) kept.emplace_back(request.text);
  }
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
        if (!kept.empty()) ND_TRY(planner.keep(std::exchange(kept, {})));
        break;
    }
  }
  EditPlan plan;
  plan.named_ = planner.take_named();
  plan.stages_ = std::move(planner).stages();
  return plan;
}

}  // namespace nd::ops
