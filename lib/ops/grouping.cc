#include "ops/grouping.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/hash.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::ops {
namespace {

bool is_reserved(std::string_view name) { return name == "grouping" || name.substr(0, 1) == "$"; }

// "sum(.x): "abc" is a string, not a number".
tl::unexpected<Error> not_a_number(const agg::Column& column, const json::Value& value) {
  std::string text;
  json::append_value(text, value);
  constexpr std::size_t kLongest = 80;
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return input_error(column.canonical + ": " + text + " is of type " + std::string(json::type_name(value)) +
                     ", not a number");
}

}  // namespace

std::string identity_hash(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const std::uint64_t hash = hash64(text);
  std::string out;
  for (int shift = 60; shift >= 32; shift -= 4) out.push_back(kHex[hash >> shift & 15]);
  return out;
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
                                                    const expr::Bindings& bindings) {
  std::unique_ptr<Grouping> grouping(new Grouping);
  if (auto status = grouping->bind(spec, schema, bindings); !status) return tl::unexpected<Error>(status.error());
  return grouping;
}

Status Grouping::bind(const GroupingSpec& spec, json::Schema& schema, const expr::Bindings& bindings) {
  name_ = spec.name;
  if (!spec.where.empty()) {
    where_.emplace(ND_TRY(expr::Program::compile(spec.where, schema, bindings)));
    where_evaluator_.emplace(*where_);
  }
  keys_.emplace(ND_TRY(KeyColumns::compile(spec.keys, Marks::kNone, schema, bindings)));
  for (std::size_t i = 0; i < keys_->size(); ++i) {
    key_names_.push_back(keys_->name(i).empty() ? agg::default_name(keys_->text(i)) : keys_->name(i));
  }
  if (spec.aggregates.empty()) ND_TRY(clauses_.add("n=count", schema, bindings));
  for (const std::string& aggregate : spec.aggregates) ND_TRY(clauses_.add(aggregate, schema, bindings));
  ND_TRY(check_names());
  layout_.emplace(clauses_);
  set_identity(schema, bindings);
  bind_readers();
  return {};
}

Status Grouping::check_names() const {
  std::set<std::string_view> names;
  const auto check = [&](const std::string& name) -> Status {
    if (is_reserved(name)) {
      return usage_error("the name '" + name + "' cannot be given: 'grouping' and what starts with '$' are taken");
    }
    if (!names.insert(name).second) {
      return usage_error("the name '" + name + "' stands for two fields of the result; write NAME=... to tell them apart");
    }
    return {};
  };
  for (const std::string& name : key_names_) ND_TRY(check(name));
  for (const agg::Output& output : clauses_.outputs()) ND_TRY(check(output.name));
  return {};
}

void Grouping::set_identity(const json::Schema& schema, const expr::Bindings& bindings) {
  bool uses_zone = false;
  std::set<std::string> arguments;
  const auto note = [&](const expr::Program& program) {
    uses_zone = uses_zone || program.uses_zone();
    uses_now_ = uses_now_ || program.uses_now();
    arguments.insert(program.used_arguments().begin(), program.used_arguments().end());
  };
  std::string what = name_ + "\n";
  if (where_) {
    note(*where_);
    what += where_->canonical();
  }
  for (const agg::Column& column : clauses_.columns()) {
    for (const expr::Program& program : column.arguments) note(program);
  }
  for (const agg::Output& output : clauses_.outputs()) what += "\n" + output.name + "=" + output.canonical;
  std::string keys;
  for (std::size_t i = 0; i < keys_->size(); ++i) {
    if (keys_->program(i) != nullptr) note(*keys_->program(i));
    keys += key_names_[i] + "=" + keys_->canonical(i, schema) + "\n";
  }
  for (const auto& [name, json] : bindings.arguments) {
    if (arguments.count(name) != 0) what += "\n$" + name + "=" + json;
  }
  if (uses_zone) what += "\nzone " + bindings.zone;
  identity_ = std::string(kPartialVersion) + ":" + identity_hash(what) + ":" + identity_hash(keys);
}

void Grouping::bind_readers() {
  for (std::size_t i = 0; i < clauses_.columns().size(); ++i) {
    const agg::Column& column = clauses_.columns()[i];
    Reader reader{&column, layout_->offset(i), false, {}};
    for (const expr::Program& program : column.arguments) {
      Argument& argument = reader.arguments.emplace_back();
      argument.slot = program.plain_slot();
      const bool condition = column.aggregate->form == agg::Form::kCount;
      if (argument.slot == nullptr || condition) argument.evaluator.emplace(program);
    }
    readers_.push_back(std::move(reader));
  }
}

Status Grouping::read(const stream::Record& record) {
  if (where_evaluator_) {
    selected_ = ND_TRY(where_evaluator_->test(record.row, record.block->file));
    if (!selected_) return {};
  } else {
    selected_ = true;
  }
  key_.clear();
  if (auto status = keys_->append(key_, record); !status) return status;
  scratch_.reset();
  for (Reader& reader : readers_) {
    if (reader.arguments.empty()) continue;
    if (auto status = read_column(reader, record); !status) [[unlikely]] return status;
  }
  return {};
}

Status Grouping::read_column(Reader& reader, const stream::Record& record) {
  const agg::Aggregate& aggregate = *reader.column->aggregate;
  if (aggregate.form == agg::Form::kCount) {
    reader.skip = !ND_TRY(reader.arguments[0].evaluator->test(record.row, record.block->file));
    return {};
  }
  reader.skip = false;
  for (std::size_t i = 0; i < reader.arguments.size(); ++i) {
    Argument& argument = reader.arguments[i];
    argument.values.clear();
    ND_TRY(read_argument(reader, argument, i == 0 ? aggregate.domain : agg::Domain::kAny, record));
    reader.skip = reader.skip || argument.values.empty();
  }
  return {};
}

Status Grouping::read_argument(const Reader& reader, Argument& argument, agg::Domain domain,
                               const stream::Record& record) {
  if (argument.slot != nullptr) return take(reader, argument, domain, json::at(record.row, *argument.slot));
  struct {
    Grouping* self;
    const Reader* reader;
    Argument* argument;
    agg::Domain domain;
  } context{this, &reader, &argument, domain};
  // One captured pointer, so that the function needs no memory of its own.
  return argument.evaluator->each(record.row, record.block->file, [&context](const json::Value& value) {
    // A value lives until the next one; what it refers to must last until add().
    return context.self->take(*context.reader, *context.argument, context.domain,
                              json::deep_copy(value, context.self->scratch_));
  });
}

Status Grouping::take(const Reader& reader, Argument& argument, agg::Domain domain, json::Value value) {
  if (value.is_null()) return {};
  if (value.kind() == json::Kind::kDouble && !std::isfinite(value.double_value())) return {};
  if (domain == agg::Domain::kNumbers) {
    if (!value.is_number()) [[unlikely]] return not_a_number(*reader.column, value);
    if (value.kind() == json::Kind::kNumberText) ND_TRY(agg::check_range(value));
  } else if (value.is_nested() && value.is_raw()) {
    value = ND_TRY(json::expand(value, scratch_));
  }
  argument.values.push_back(value);
  return {};
}

void Grouping::add(char* states, agg::Memory& memory) const {
  for (const Reader& reader : readers_) {
    if (reader.skip) continue;
    agg::Inputs inputs;
    if (!reader.arguments.empty()) inputs.x = reader.arguments[0].values;
    if (reader.arguments.size() > 1) inputs.y = reader.arguments[1].values;
    reader.column->aggregate->functions->add(states + reader.offset, inputs, reader.column->parameter, memory);
  }
}

}  // namespace nd::ops
