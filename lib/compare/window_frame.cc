#include "compare/window_frame.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::compare {
namespace {

constexpr std::size_t kLeastGarbage = std::size_t{1} << 20;

// Calls each(key) for every encoded value of a record.
template <class Each>
void for_each_key(std::string_view keys, Each&& each) {
  while (!keys.empty()) {
    const std::string_view key = keys.substr(0, key::first_value_bytes(keys));
    each(key);
    keys.remove_prefix(key.size());
  }
}

}  // namespace

Result<std::unique_ptr<WindowFrame>> WindowFrame::compile(
    columns::Window extent, const std::vector<std::string>& aggregates, json::Schema& schema,
    const Bindings& bindings) {
  group::GroupingSpec spec;
  spec.aggregates = aggregates;
  auto grouping = ND_TRY(group::Grouping::compile(spec, schema, bindings));
  return std::unique_ptr<WindowFrame>(new WindowFrame(extent, std::move(grouping)));
}

WindowFrame::WindowFrame(columns::Window extent, std::unique_ptr<group::Grouping> grouping)
    : extent_(extent),
      width_(columns::Moment{extent.seconds} * columns::kNanosOfSecond),
      grouping_(std::move(grouping)),
      layout_(grouping_->layout()),
      reading_(grouping_->reading()),
      inputs_(layout_.clauses().columns().size()),
      element_(layout_.bytes()),
      answer_(layout_.bytes()),
      values_(layout_.clauses().columns().size()),
      memory_(std::make_unique<agg::Memory>()),
      collect_at_(kLeastGarbage) {
  group::ConditionSwitch conditions;
  grouping_->add_conditions(conditions);
  conditions.complete();
  course_ = *grouping_->course(conditions.entries(group::ConditionSwitch::kAnyOther));
  const auto& columns = layout_.clauses().columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const agg::RankedFunctions* const ranked = columns[i].aggregate->functions->ranked;
    if (ranked != nullptr) {
      ranked_.push_back({i, ranked});
    } else {
      merged_.push_back(i);
    }
  }
}

Status WindowFrame::read(const stream::Record& record) {
  ND_TRY(grouping_->read(record, course_, reading_));
  std::fill(inputs_.begin(), inputs_.end(), nullptr);
  for (std::size_t i = 0; i < reading_.count; ++i)
    inputs_[reading_.inputs[i].column] = &reading_.inputs[i];
  return {};
}

void WindowFrame::add_group() {
  Group& group = groups_.emplace_back(layout_.bytes());
  group.moving.reserve(ranked_.size());
  for (const Ranked& ranked : ranked_)
    group.moving.push_back({agg::RankedValues(ranked.functions->asked), {}});
  if (is_running()) running_.resize(running_.size() + layout_.bytes());
}

// Adds the record to states, but for the ranked columns.
void WindowFrame::add(char* states) {
  for (const std::size_t i : merged_) {
    const agg::Column& column = layout_.clauses().columns()[i];
    if (inputs_[i] == nullptr) continue;
    const group::Reading::Inputs& read = *inputs_[i];
    char* const state = states + layout_.offset(i);
    if (column.aggregate->form == agg::Form::kCount) {
      agg::add_to_count(state);
    } else {
      column.aggregate->functions->add(state, {read.x.view, read.y.view}, column.parameter,
                                       *memory_);
    }
  }
  memory_->flush();
}

void WindowFrame::add_ranked(Group& group) {
  for (std::size_t i = 0; i < ranked_.size(); ++i) {
    const agg::Column& column = layout_.clauses().columns()[ranked_[i].column];
    const group::Reading::Inputs* const read = inputs_[ranked_[i].column];
    key_.clear();
    if (read != nullptr)
      ranked_[i].functions->encode({read->x.view, read->y.view}, column.parameter, key_);
    Moving& moving = group.moving[i];
    for_each_key(key_.view(), [&](std::string_view key) { moving.values.add(key); });
    if (!is_running()) moving.records.push().assign(key_.view());
  }
}

bool WindowFrame::is_left_behind(Group& group, columns::Moment now) {
  if (group.size == 0) return false;
  if (extent_.kind == columns::Window::Kind::kRecords)
    return group.size == static_cast<std::uint64_t>(extent_.records);
  return group.times.front() <= now - width_;
}

void WindowFrame::drop_oldest(Group& group) {
  --group.size;
  --states_;
  if (extent_.kind == columns::Window::Kind::kTime) group.times.pop();
  if (!merged_.empty()) {
    group.states.pop([&](char* into, const char* other) { layout_.merge(into, other, *memory_); });
  }
  for (Moving& moving : group.moving) {
    for_each_key(moving.records.front(), [&](std::string_view key) { moving.values.remove(key); });
    moving.records.pop();
  }
}

void WindowFrame::take(GroupId id, columns::Moment now) {
  if (id == groups_.size()) add_group();
  Group& group = groups_[id];
  last_ = id;
  if (is_running()) {
    add(running(id));
    add_ranked(group);
    return;
  }
  while (is_left_behind(group, now))
    drop_oldest(group);
  ++group.size;
  ++states_;
  if (extent_.kind == columns::Window::Kind::kTime) group.times.push() = now;
  add_ranked(group);
  if (merged_.empty()) return;
  std::fill(element_.begin(), element_.end(), 0);
  add(element_.data());
  group.states.push(element_.data(),
                    [&](char* into, const char* other) { layout_.merge(into, other, *memory_); });
  scratch_.reset();
  std::fill(answer_.begin(), answer_.end(), 0);
  group.states.add_to(answer_.data(),
                      [&](char* into, const char* other) { layout_.merge(into, other, scratch_); });
  if (memory_->bytes() > collect_at_) collect();
}

// States give nothing back when they are dropped. What is still of use moves to a new memory once
// the old one holds as much again, so that moving costs less than what was made since.
void WindowFrame::collect() {
  auto fresh = std::make_unique<agg::Memory>();
  for (Group& group : groups_) {
    group.states.copy([&](char* into, const char* other) { layout_.merge(into, other, *fresh); });
  }
  memory_ = std::move(fresh);
  collect_at_ = std::max(kLeastGarbage, 2 * memory_->bytes() + states_ * layout_.bytes());
}

void WindowFrame::append(std::size_t aggregate, std::string& out) {
  text_.reset();
  for (std::size_t i = 0; i < ranked_.size(); ++i)
    values_[ranked_[i].column] = &groups_[last_].moving[i].values;
  json::append_value(
      out, layout_.finish(layout_.clauses().outputs()[aggregate], answer(), text_, values_));
}

}  // namespace nd::compare
