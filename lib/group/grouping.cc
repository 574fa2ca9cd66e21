#include "group/grouping.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/hex.h"
#include "base/simd.h"
#include "columns/shown.h"
#include "expr/parser.h"
#include "group/group_shape.h"
#include "json/tree.h"

namespace nd::group {
namespace {

tl::unexpected<Error> not_a_number(const agg::Column& column, const json::Value& value) {
  return input_error("{}", columns::not_a_number(column.canonical, value));
}

}  // namespace

std::string identity_hash(std::string_view text) {
  std::string out;
  append_hex(out, hash64(text) >> 32, 8);
  return out;
}

json::FieldPath key_path_of(const columns::KeyColumns& keys, std::size_t column) {
  return keys.has_name(column) ? keys.path(column)
                               : json::FieldPath{{agg::default_name(keys.text(column))}};
}

Status start_grouping(std::vector<GroupingSpec>& specs, std::string_view name) {
  if (name.empty()) return usage_error("a grouping needs a name");
  GroupingSpec& last = specs.back();
  if (last.name.empty()) {
    const bool unused = last.where.empty() && last.keys.empty() && last.aggregates.empty();
    if (!unused) return usage_error("-w, -g and -a before the first --grouping belong to none");
    last.name = name;
    return {};
  }
  specs.emplace_back().name = name;
  return {};
}

Result<std::unique_ptr<Grouping>> Grouping::compile(const GroupingSpec& spec, json::Schema& schema,
                                                    const Bindings& bindings) {
  std::unique_ptr<Grouping> grouping(new Grouping);
  if (auto status = grouping->bind(spec, schema, bindings); !status)
    return tl::unexpected<Error>(status.error());
  return grouping;
}

Status Grouping::bind(const GroupingSpec& spec, json::Schema& schema, const Bindings& bindings) {
  name_ = spec.name;
  if (!spec.where.empty()) {
    where_.emplace(
        ND_TRY(expr::Program::compile(spec.where, schema, bindings, expr::Use::kCondition)));
    where_evaluator_.emplace(*where_);
  }
  keys_.emplace(
      ND_TRY(columns::KeyColumns::compile(spec.keys, columns::Marks::kNone, schema, bindings)));
  if (bindings.strict) keys_->watch_kinds();
  only_key_ = keys_->only_field();
  for (std::size_t i = 0; i < keys_->size(); ++i) {
    group_keys_.add(key_path_of(*keys_, i), keys_->gives_one(i) ? Values::kOne : Values::kSeveral);
  }
  if (spec.aggregates.empty()) ND_TRY(clauses_.add("n=count", schema, bindings));
  for (const std::string& aggregate : spec.aggregates)
    ND_TRY(clauses_.add(aggregate, schema, bindings));
  ND_TRY(check_paths(group_keys_.paths(), clauses_));
  layout_.emplace(clauses_);
  set_identity(schema, bindings);
  bind_columns(bindings.strict);
  return {};
}

void Grouping::set_identity(const json::Schema& schema, const Bindings& bindings) {
  std::string what = fmt::format("{}\n", name_);
  if (where_) {
    surroundings_.note(*where_);
    spec_.where = where_->canonical();
    what += spec_.where;
  }
  for (const agg::Column& column : clauses_.columns()) {
    for (const expr::Program& program : column.arguments)
      surroundings_.note(program);
  }
  for (const agg::Output& output : clauses_.outputs()) {
    spec_.aggregates.emplace_back(output.name, output.canonical);
    what += fmt::format("\n{}={}", output.name, output.canonical);
  }
  std::string keys;
  for (std::size_t i = 0; i < keys_->size(); ++i) {
    if (keys_->program(i) != nullptr) surroundings_.note(*keys_->program(i));
    spec_.keys.emplace_back(group_keys_.name(i), keys_->canonical(i, schema));
    keys += fmt::format("{}={}\n", spec_.keys.back().first, spec_.keys.back().second);
  }
  what += surroundings_.text(bindings);
  for (const auto& [name, json] : surroundings_.bound(bindings))
    spec_.bound.emplace_back(name, bound_text(json));
  if (surroundings_.uses_zone()) spec_.zone = bindings.zone;
  identity_ = fmt::format("{}:{}:{}", kPartialVersion, identity_hash(what), identity_hash(keys));
}

void Grouping::add_period_lets(expr::PeriodLets& out) const {
  if (where_) where_->add_period_lets(out);
  for (std::size_t i = 0; i < keys_->size(); ++i) {
    if (keys_->program(i) != nullptr) keys_->program(i)->add_period_lets(out);
  }
  for (const agg::Column& column : clauses_.columns()) {
    for (const expr::Program& program : column.arguments)
      program.add_period_lets(out);
  }
}

void Grouping::add_conditions(ConditionSwitch& out) const {
  out.add(where_evaluator_ ? &*where_evaluator_ : nullptr);
  for (const Column& column : columns_) {
    if (column.condition) out.add(&*column.condition);
  }
}

std::optional<Grouping::Course> Grouping::course(ConditionSwitch::Entries entries) const {
  using Entry = expr::Evaluator::Entry;
  if (entries[0] == Entry::kFalse) return std::nullopt;
  Course course;
  course.entry = entries[0];
  std::size_t next = 1;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Entry entry = columns_[i].condition ? entries[next++] : Entry::kTrue;
    if (entry != Entry::kFalse) course.steps.push_back({static_cast<std::uint32_t>(i), entry});
  }
  if (keys_->size() > 1 && !group_keys_.any_several()) course.memo.emplace(keys_->size());
  return course;
}

void Grouping::set_block(std::string_view block) {
  if (where_evaluator_) where_evaluator_->set_block(block);
  keys_->set_block(block);
  for (Column& column : columns_) {
    if (column.condition) column.condition->set_block(block);
    for (Argument& argument : column.arguments) {
      if (argument.evaluator) argument.evaluator->set_block(block);
    }
  }
}

void Grouping::bind_columns(bool strict) {
  for (std::size_t i = 0; i < clauses_.columns().size(); ++i) {
    const agg::Column& call = clauses_.columns()[i];
    const bool counts = call.aggregate->form == agg::Form::kCount;
    Column column{counts ? nullptr : call.aggregate->functions->add,
                  layout_->offset(i),
                  &call,
                  std::nullopt,
                  {}};
    if (counts && !call.arguments.empty()) {
      column.condition.emplace(call.arguments[0]);
    } else {
      bind_arguments(column, strict);
    }
    reads_values_ = reads_values_ || !call.arguments.empty();
    conditioned_ += column.condition ? 1 : 0;
    columns_.push_back(std::move(column));
  }
}

void Grouping::bind_arguments(Column& column, bool strict) {
  const std::vector<expr::Program>& programs = column.call->arguments;
  // Of two arguments the second one is read, and may fail, whatever the first one has.
  const bool apart = programs.size() == 1 && programs[0].selects();
  if (apart) column.condition.emplace(programs[0], expr::Extent::kCondition);
  for (const expr::Program& program : programs) {
    Argument& argument = column.arguments.emplace_back();
    if (strict) argument.kinds.emplace();
    argument.slot = apart ? program.selected_slot() : program.plain_slot();
    if (strict) argument.slot = nullptr;
    argument.gives_one = apart || program.gives_one();
    if (apart) {
      argument.evaluator.emplace(program, expr::Extent::kValue);
    } else if (argument.slot == nullptr) {
      argument.evaluator.emplace(program);
    }
  }
}

void Reading::hold() {
  if (!is_short && key.data() != buffer.data()) {
    buffer.clear();
    char* const to = buffer.reserve(key.size());
    // Keys have room behind them, as the buffer has.
    for (std::size_t i = 0; i < key.size(); i += simd::Bytes::kSize)
      simd::Bytes::load(key.data() + i).store(to + i);
    buffer.advance(key.size());
    key = buffer.padded();
  }
  const auto hold = [&](Values& values) {
    if (values.view.empty()) return;
    if (values.own.empty()) values.own.assign(values.view.begin(), values.view.end());
    for (json::Value& value : values.own)
      value = json::deep_copy(value, scratch);
    values.view = values.own;
  };
  for (std::size_t i = 0; i < count; ++i) {
    hold(inputs[i].x);
    hold(inputs[i].y);
  }
}

Reading Grouping::reading() const {
  Reading reading(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i)
    reading.inputs[i].column = static_cast<std::uint32_t>(i);
  reading.count = columns_.size();
  if (group_keys_.any_several()) reading.several = std::make_unique<KeyProduct>();
  return reading;
}

// Of several columns, of an expression, or too long for a ShortKey.
Status Grouping::read_key(const stream::Record& record, Course& course, Reading& out) {
  out.repeats = false;
  if (course.memo) {
    ND_TRY(course.memo->make(*keys_, record, out.repeats));
    out.key = course.memo->key();
    return {};
  }
  out.buffer.clear();
  if (group_keys_.any_several()) [[unlikely]] {
    ND_TRY(read_several_keys(record, out));
  } else if (only_key_ != nullptr || keys_->size() != 1) {
    ND_TRY(keys_->append(out.buffer, record));
  } else {
    const auto value = keys_->place(0, record);
    if (!value) [[unlikely]]
      return tl::unexpected<Error>(value.error());
    out.is_short = key::encode_short(**value, out.short_key);
    if (out.is_short) [[likely]] {
      out.repeats = out.short_key == course.last_short;
      course.last_short = out.short_key;
      return {};
    }
    course.last_short = {};
    ND_TRY(keys_->append(out.buffer, **value, 0));
  }
  out.key = out.buffer.padded();
  return {};
}

Status Grouping::read_several_keys(const stream::Record& record, Reading& out) {
  struct Key {
    columns::KeyColumns* keys;
    std::size_t i;
    Reading* reading;
    bool single;

    Status take(const json::Value& value) const {
      key::KeyBuffer& bytes = reading->several->bytes();
      ND_TRY(keys->append(bytes, value, i));
      reading->several->end_value();
      return single ? keys->append(reading->buffer, value, i) : Status();
    }
  };
  out.several->clear();
  out.buffer.push_back(kTotalMark);
  for (std::size_t i = 0; i < keys_->size(); ++i) {
    const Key key{&*keys_, i, &out, !group_keys_.is_several(i)};
    // One captured pointer, so that the function needs no memory of its own.
    ND_TRY(keys_->each(i, record, [&key](const json::Value& value) { return key.take(value); }));
    out.several->end_key();
  }
  return {};
}

void Grouping::add_lacked(json::SlotSet& out) const {
  if (where_evaluator_) where_evaluator_->add_lacked(out);
  if (!selected_any_) return;
  keys_->add_lacked(out);
  for (const Column& column : columns_) {
    for (const Argument& argument : column.arguments) {
      if (argument.evaluator) {
        argument.evaluator->add_lacked(out);
      } else {
        out.add(*argument.slot);
      }
    }
    if (column.condition) column.condition->add_lacked(out);
  }
}

Status Grouping::read_values(const stream::Record& record, const Course& course, Reading& out) {
  using Entry = expr::Evaluator::Entry;
  out.scratch.reset();
  out.count = 0;
  for (const Course::Step& step : course.steps) {
    Column& column = columns_[step.column];
    if (step.entry != Entry::kTrue) {
      const auto met = column.condition->test(record.row, record.block->file, step.entry);
      if (!met) [[unlikely]]
        return tl::unexpected<Error>(met.error());
      if (!*met) continue;
    }
    Reading::Inputs& inputs = out.inputs[out.count];
    inputs.column = step.column;
    inputs.x.view = {};
    inputs.y.view = {};
    if (!column.arguments.empty()) {
      if (auto status = read_column(column, record, out, inputs); !status) [[unlikely]]
        return status;
      if (inputs.x.view.empty()) continue;
    }
    ++out.count;
  }
  return {};
}

// Leaves no values of the first argument where there are none of the second one.
Status Grouping::read_column(Column& column, const stream::Record& record, Reading& reading,
                             Reading::Inputs& inputs) {
  const agg::Aggregate& aggregate = *column.call->aggregate;
  ND_TRY(read_argument(column.arguments[0], record,
                       {&column, aggregate.domain, &reading, &inputs.x, &column.arguments[0]}));
  if (column.arguments.size() < 2) return {};
  ND_TRY(read_argument(column.arguments[1], record,
                       {&column, agg::Domain::kAny, &reading, &inputs.y, &column.arguments[1]}));
  if (inputs.y.view.empty()) inputs.x.view = {};
  return {};
}

Status Grouping::read_argument(Argument& argument, const stream::Record& record,
                               const Destination& to) {
  to.values->own.clear();
  if (argument.slot != nullptr) {
    const json::Value& field = json::at(record.row, *argument.slot);
    // What is null may stand in what has no fields.
    if (!argument.evaluator || !field.is_null()) [[likely]]
      return take(field, to);
  }
  if (argument.gives_one) {
    // It lies there until the evaluator's next record.
    const auto value = argument.evaluator->one(record.row, record.block->file);
    if (!value) [[unlikely]]
      return tl::unexpected<Error>(value.error());
    return take(**value, to);
  }
  // One captured pointer, so that the function needs no memory of its own.
  auto status =
      argument.evaluator->each(record.row, record.block->file, [&to](const json::Value& value) {
        // A value lives until the next one; what it refers to must last until add().
        return keep(json::deep_copy(value, to.reading->scratch), to);
      });
  to.values->view = to.values->own;
  return status;
}

// A value where it lies.
Status Grouping::take(const json::Value& value, const Destination& to) {
  if (value.is_null()) return {};
  const bool as_it_stands = value.kind() == json::Kind::kInt ||
                            (to.domain == agg::Domain::kAny && !value.is_nested() &&
                             !to.column->call->in_quotient && value.kind() != json::Kind::kDouble);
  if (as_it_stands && !to.argument->kinds) [[likely]] {
    to.values->view = {&value, 1};
    return {};
  }
  ND_TRY(keep(value, to));
  to.values->view = to.values->own;
  return {};
}

Status Grouping::keep(json::Value value, const Destination& to) {
  if (value.is_null()) return {};
  if (value.kind() == json::Kind::kDouble && !std::isfinite(value.double_value())) return {};
  if (to.domain == agg::Domain::kNumbers) {
    if (!value.is_number()) [[unlikely]]
      return not_a_number(*to.column->call, value);
  } else if (to.argument->kinds) [[unlikely]] {
    ND_TRY(to.argument->kinds->check(value, to.column->call->canonical));
  }
  if (value.is_nested() && value.is_raw()) {
    value = ND_TRY(json::expand(value, to.reading->scratch));
  }
  const bool calculates = to.domain == agg::Domain::kNumbers || to.column->call->in_quotient;
  if (calculates && value.kind() == json::Kind::kNumberText) ND_TRY(agg::check_range(value));
  to.values->own.push_back(value);
  return {};
}

}  // namespace nd::group
