#include "compare/metrics.h"

#include <algorithm>
#include <utility>

#include "agg/registry.h"
#include "base/check.h"
#include "base/wording.h"

namespace nd::compare {
namespace {

using agg::Aggregate;
using agg::Column;

std::string list_of(const std::vector<agg::Output>& outputs) {
  return joined(outputs, [](const agg::Output& output) { return output.name; });
}

// The state that a column of -v names.
Result<std::size_t> output_of(const ValueList& values, std::size_t column,
                              const ValueList::Item& item, const json::Schema& schema,
                              const Metrics::Partials& partials) {
  const std::vector<agg::Output>& outputs = partials.layout.clauses().outputs();
  if (!values.columns().is_field(column)) {
    return usage_error(
        "the value {} is an expression, and states have no number yet: -v takes their names ({}) "
        "and "
        "quotients of them, NAME=A/B",
        in_quotes(item.text), list_of(outputs));
  }
  const json::FieldPath path = values.columns().reads(column, schema)[0];
  const auto found = std::find_if(outputs.begin(), outputs.end(),
                                  [&](const agg::Output& output) { return output.path == path; });
  if (found == outputs.end()) {
    const bool named = !partials.grouping.empty();
    return usage_error("{} no state {}, only {}{}",
                       named ? "grouping " + in_quotes(partials.grouping) + " has"
                             : std::string("the partials have"),
                       in_quotes(path.text()), list_of(outputs),
                       named ? "; --only chooses another grouping" : "");
  }
  return static_cast<std::size_t>(found - outputs.begin());
}

}  // namespace

Metrics Metrics::of_numbers(const ValueList& values, bool points) {
  Metrics made;
  made.own_clauses_ = std::make_unique<agg::Clauses>();
  const Aggregate& sum = *agg::find_aggregate("sum");
  for (const ValueList::Item& item : values.items()) {
    Column column{.aggregate = &sum};
    Column base{.aggregate = &sum};
    if (item.base) {
      made.own_clauses_->add_read(item.path, *agg::find_aggregate("ratio"), std::move(column),
                                  &base);
    } else {
      const Aggregate& single = points ? *agg::find_aggregate("mean") : sum;
      column.aggregate = &single;
      made.own_clauses_->add_read(item.path, single, std::move(column), nullptr);
    }
    const Kind kind = item.base ? Kind::kWhole : points ? Kind::kMeanOfRecords : Kind::kAmount;
    made.metrics_.push_back({item.path, made.metrics_.size(), {}, kind});
  }
  made.own_layout_ = std::make_unique<agg::StateLayout>(*made.own_clauses_);
  made.layout_ = made.own_layout_.get();
  return made;
}

Result<Metrics> Metrics::of_states(const ValueList& values, const json::Schema& schema,
                                   const Partials& partials, bool points) {
  Metrics made;
  const agg::StateLayout& layout = partials.layout;
  made.layout_ = &layout;
  const std::vector<agg::Output>& outputs = layout.clauses().outputs();
  for (const ValueList::Item& item : values.items()) {
    Metric metric{
        item.path, ND_TRY(output_of(values, item.top, item, schema, partials)), {}, Kind::kWhole};
    if (item.base) {
      metric.base = ND_TRY(output_of(values, *item.base, item, schema, partials));
    } else if (layout.adds_up(outputs[metric.top])) {
      metric.kind = Kind::kAmount;
    }
    const Aggregate& aggregate = *outputs[metric.top].aggregate;
    const bool is_quotient = metric.base || agg::is_quotient(aggregate.form);
    made.metrics_.push_back(std::move(metric));
    if (points && !is_quotient && !made.is_fraction(made.size() - 1)) {
      return usage_error("--points takes shares, and {} is made by {}", in_quotes(item.path.text()),
                         aggregate.name);
    }
  }
  return made;
}

void Metrics::add(std::size_t metric, const json::Value& number, const json::Value& base,
                  char* states, agg::Memory& memory) const {
  const agg::Output& of = output(metrics_[metric].top);
  const auto add_to = [&](std::size_t place, const json::Value& value) {
    const Column& column = layout_->clauses().columns()[place];
    column.aggregate->functions->add(states + layout_->offset(place), {{&value, 1}, {}},
                                     column.parameter, memory);
  };
  add_to(of.column, number);
  if (agg::is_quotient(of.aggregate->form)) add_to(of.base, base);
}

void Metrics::merge(std::size_t metric, char* states, const char* other,
                    agg::Memory& memory) const {
  layout_->merge(output(metrics_[metric].top), states, other, memory);
  if (metrics_[metric].base) layout_->merge(output(*metrics_[metric].base), states, other, memory);
}

std::vector<std::size_t> Metrics::columns(std::size_t metric) const {
  std::vector<std::size_t> columns;
  const auto note = [&](std::size_t column) {
    if (std::find(columns.begin(), columns.end(), column) == columns.end())
      columns.push_back(column);
  };
  const auto note_all = [&](const agg::Output& of) {
    note(of.column);
    if (agg::is_quotient(of.aggregate->form)) note(of.base);
  };
  note_all(output(metrics_[metric].top));
  if (metrics_[metric].base) note_all(output(*metrics_[metric].base));
  return columns;
}

Metrics::Moving Metrics::moving(std::size_t metric) const {
  Moving made(*layout_);
  for (const std::size_t column : columns(metric)) {
    const agg::RankedFunctions* const ranked =
        layout_->clauses().columns()[column].aggregate->functions->ranked;
    if (ranked == nullptr) {
      made.merged_.push_back(column);
    } else {
      // Many values come and go for each question.
      using Asked = agg::RankedValues::Asked;
      const Asked asked = ranked->asked == Asked::kCommonest ? Asked::kUnordered : ranked->asked;
      made.ranked_.push_back({column, agg::RankedValues(asked)});
    }
  }
  made.by_column_.resize(layout_->clauses().columns().size());
  for (const Moving::Ranked& ranked : made.ranked_)
    made.by_column_[ranked.column] = &ranked.values;
  return made;
}

void Metrics::Moving::merge(char* states, const char* other, agg::Memory& memory) const {
  for (const std::size_t column : merged_) {
    const std::size_t offset = layout_->offset(column);
    layout_->clauses().columns()[column].aggregate->functions->merge(states + offset,
                                                                     other + offset, memory);
  }
}

void Metrics::Moving::move(agg::RankedValues::Way way, const char* states) {
  for (Ranked& ranked : ranked_) {
    layout_->clauses().columns()[ranked.column].aggregate->functions->move_values(
        states + layout_->offset(ranked.column), way, ranked.values);
  }
}

bool Metrics::has_data(std::size_t metric, const char* states, Arena& text) const {
  const Metric& of = metrics_[metric];
  return layout_->has_data(output(of.top), states, text) &&
         (!of.base || layout_->has_data(output(*of.base), states, text));
}

Result<std::optional<agg::Rational>> Metrics::value(std::size_t metric, const char* states,
                                                    Arena& text, agg::RankedColumns ranked) const {
  const Metric& of = metrics_[metric];
  const auto exact = [&](std::size_t place) -> Result<std::optional<agg::Rational>> {
    ND_TRY(layout_->check_proportion(output(place), states, output(place).name));
    auto number = layout_->exact(output(place), states, text, ranked);
    if (number || agg::is_quotient(output(place).aggregate->form)) return number;
    const json::Value value = layout_->finish(output(place), states, text, ranked);
    if (value.is_null()) return number;
    return input_error("{} is no number but {}", in_quotes(output(place).name),
                       json::type_name(value));
  };
  std::optional<agg::Rational> top = ND_TRY(exact(of.top));
  if (!of.base) return top;
  const std::optional<agg::Rational> base = ND_TRY(exact(*of.base));
  if (!top || !base || base->is_zero()) return std::optional<agg::Rational>();
  return std::optional<agg::Rational>(*top / *base);
}

bool Metrics::is_fraction(std::size_t metric) const {
  const std::vector<std::uint64_t> none(bytes() / sizeof(std::uint64_t) + 1);
  return kind(metric) == Kind::kWhole &&
         fraction(metric, reinterpret_cast<const char*>(none.data())).has_value();
}

std::optional<agg::Fraction> Metrics::fraction(std::size_t metric, const char* states) const {
  const Metric& of = metrics_[metric];
  if (!of.base) return layout_->fraction(output(of.top), states);
  if (!layout_->adds_up(output(of.top)) || !layout_->adds_up(output(*of.base))) return std::nullopt;
  return agg::Fraction{layout_->total(output(of.top), states),
                       layout_->total(output(*of.base), states)};
}

}  // namespace nd::compare
