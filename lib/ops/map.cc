#include "ops/map.h"

#include "json/writer.h"

namespace nd::ops {
namespace {

// The outputs of one record wait until all of them are known to be good.
constexpr std::size_t kMaxOutputBytes = std::size_t{256} << 20;

}  // namespace

Status Map::consume(const stream::Record& record, io::Output& out) {
  if (writes_ &&
      ND_TRY(evaluator_.write(out.buffer(), record.text, record.row, record.block->file))) {
    return out.end_record();
  }
  outputs_.clear();
  ends_.clear();
  ND_TRY(
      evaluator_.each(record.row, record.block->file, [this](const json::Value& value) -> Status {
        if (form_ == TextForm::kRaw && value.is_string()) {
          outputs_.append(value.text());
        } else {
          json::append_value(outputs_, value);
        }
        ends_.push_back(outputs_.size());
        if (outputs_.size() > kMaxOutputBytes)
          return input_error("one record gives more than 256 MiB");
        return {};
      }));
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    ND_TRY(out.record(std::string_view(outputs_).substr(begin, end - begin)));
    begin = end;
  }
  return {};
}

Edit::Edit(const EditPlan& plan) : plan_(&plan) {
  for (const auto& stage : plan.stages()) {
    Stage made{std::nullopt, json::Patcher(stage->edits, stage->others), {}, {}};
    if (!stages_.empty()) made.projector.emplace(stage->schema);
    for (const EditPlan::Step& step : stage->steps) {
      auto& evaluator = made.evaluators.emplace_back();
      if (step.value != nullptr) evaluator.emplace(*step.value);
    }
    made.choices.resize(stage->edits.size());
    stages_.push_back(std::move(made));
  }
}

// What later stages read may have been made by those before them; what is renamed is among the
// fields that the plan names.
void Edit::add_lacked(json::SlotSet& out) const {
  for (const auto& evaluator : stages_.front().evaluators) {
    if (evaluator) evaluator->add_lacked(out);
  }
}

// What becomes of each edit of a stage for this record.
Status Edit::choose(std::size_t stage, json::Row row, const stream::Record& record) {
  const auto& steps = plan_->stages()[stage]->steps;
  Stage& made = stages_[stage];
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const EditPlan::Step& step = steps[i];
    json::EditChoice& first = made.choices[step.first];
    if (step.value != nullptr) {
      first.text.clear();
      json::append_value(first.text,
                         *ND_TRY(made.evaluators[i]->one(row, record.block->file, record.row)));
    }
    if (!step.moves) continue;
    const json::Value& from = json::at(row, step.from);
    for (std::uint32_t k = 0; k < step.count; ++k) {
      made.choices[step.first + k].active = !from.is_missing();
    }
    if (step.copies) {
      first.text.clear();
      json::append_value(first.text, from);
    }
  }
  return {};
}

Status Edit::consume(const stream::Record& record, io::Output& out) {
  PaddedView line = record.text;
  json::Row row = record.row;
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    Stage& stage = stages_[i];
    if (i > 0) {
      line_.swap(next_line_);
      const std::size_t size = line_.size();
      line_.append(1 + kPadding, '\n');
      line = PaddedView(line_.data(), size);
      if (!stage.projector->project(line)) {
        return input_error(stage.projector->error().message);
      }
      row = stage.projector->row();
    }
    ND_TRY(choose(i, row, record));
    const bool last = i + 1 == stages_.size();
    next_line_.clear();
    auto status = stage.patcher.apply(last ? out.buffer() : next_line_, line, stage.choices);
    if (!status) {
      if (last) out.drop_unfinished();
      return i == 0 ? status : input_error(status.error().message);
    }
  }
  return out.end_record();
}

}  // namespace nd::ops
