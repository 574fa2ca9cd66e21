#include "agg/clause.h"

#include <algorithm>

#include "agg/registry.h"
#include "base/ascii.h"
#include "base/nesting.h"
#include "base/wording.h"
#include "expr/constant_text.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::agg {
namespace {

// The level of confidence of an interval that was given none.
constexpr double kLevel = 0.95;

// Where results are calculated with.
constexpr std::string_view kElsewhere =
    "calculate with results in ndmap; ratio(AGG; AGG) divides one by another";

// How many arguments a form takes at most.
std::size_t argument_count(Form form) {
  switch (form) {
    case Form::kCount:
    case Form::kValue:
    case Form::kShare:
      return 1;
    default:
      return 2;
  }
}

}  // namespace

// `name(argument; ...)` taken apart.
struct Clauses::Call {
  const Aggregate* aggregate = nullptr;
  std::string_view text;
  std::vector<std::string_view> arguments;

  static Result<Call> parse(std::string_view text) {
    text = trimmed(text);
    const std::size_t open = std::min(text.find('('), text.size());
    const std::string_view name = trimmed(text.substr(0, open));
    if (name.empty() && text.empty()) return usage_error("an aggregate is missing");
    if (name.empty())
      return usage_error("{} is no aggregate such as sum(.x); {}", in_quotes(text), kElsewhere);
    Call call{find_aggregate(name), text, {}};
    if (call.aggregate == nullptr) return tl::unexpected<Error>(no_such_aggregate(name));
    if (open < text.size()) {
      if (const auto rest = trimmed(ND_TRY(after_call(text))); !rest.empty()) {
        return usage_error("in {}: an aggregate stands alone, and {} follows it; {}",
                           in_quotes(text), in_quotes(rest), kElsewhere);
      }
      call.arguments = split_outside(text.substr(open + 1, text.size() - open - 2), ';');
    }
    ND_TRY(call.check_foreign());
    ND_TRY(call.check());
    return call;
  }

  // What SQL writes.
  [[nodiscard]] Status check_foreign() const {
    if (aggregate->form != Form::kCount || arguments.size() != 1) return {};
    const std::string_view argument = arguments.front();
    if (argument == "*")
      return usage_error("'count(*)' is written count; count(COND) is of records with COND");
    const std::string_view word = argument.substr(0, argument.find_first_of(" ("));
    if (word == "distinct" || word == "DISTINCT")
      return usage_error("{} is written distinct(X): how many different values", in_quotes(text));
    return {};
  }

  [[nodiscard]] Status check() const {
    const std::size_t most = argument_count(aggregate->form);
    const std::size_t least = aggregate->form == Form::kCount      ? 0
                              : aggregate->form == Form::kInterval ? 1
                                                                   : most;
    const bool fits = least <= arguments.size() && arguments.size() <= most;
    const bool full = std::none_of(arguments.begin(), arguments.end(),
                                   [](std::string_view a) { return a.empty(); });
    if (fits && full) return {};
    return usage_error("{} is not of the form {}", in_quotes(text), aggregate->signature);
  }
};

Result<std::size_t> Clauses::share_column(Column column) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].canonical == column.canonical) return i;
  }
  columns_.push_back(std::move(column));
  return columns_.size() - 1;
}

Result<std::size_t> Clauses::add_column(const Call& call, json::Schema& schema,
                                        const Bindings& bindings) {
  Column column{.aggregate = call.aggregate};
  const bool has_parameter = call.aggregate->form == Form::kValueParameter;
  const std::size_t programs = call.arguments.size() - (has_parameter ? 1 : 0);
  column.canonical = std::string(call.aggregate->name);
  for (std::size_t i = 0; i < programs; ++i) {
    const bool condition = call.aggregate->form == Form::kCount;
    column.arguments.push_back(
        ND_TRY(expr::Program::compile(call.arguments[i], schema, bindings,
                                      condition ? expr::Use::kCondition : expr::Use::kArgument)));
    if (!condition) {
      ND_TRY(
          expr::check_not_constant(column.arguments.back(), "in " + in_quotes(call.text) + ": "));
    }
    column.canonical += (i == 0 ? "(" : "; ") + column.arguments.back().canonical();
  }
  if (has_parameter) {
    Arena arena;
    const auto parsed = json::parse(call.arguments[1], arena);
    if (!parsed || !parsed->is_number()) {
      return usage_error("in {}: {} is not a number", in_quotes(call.text),
                         in_quotes(call.arguments[1]));
    }
    column.parameter = parsed->kind() == json::Kind::kNumberText
                           ? json::Value::number_text(keep(parsed->text()))
                           : *parsed;
    if (auto status = call.aggregate->check_parameter(column.parameter); !status) {
      return usage_error("in {}: {}", in_quotes(call.text), status.error().message);
    }
    column.canonical += fmt::format("; {}", call.arguments[1]);
  }
  if (programs > 0) column.canonical += ")";
  return share_column(std::move(column));
}

Result<std::size_t> Clauses::add_nested(std::string_view text, json::Schema& schema,
                                        const Bindings& bindings) {
  const Call call = ND_TRY(Call::parse(text));
  if (is_quotient(call.aggregate->form)) {
    return usage_error("{} cannot stand inside a ratio", in_quotes(text));
  }
  return add_column(call, schema, bindings);
}

Status Clauses::fill_quotient(const Call& call, Output& output, json::Schema& schema,
                              const Bindings& bindings) {
  if (call.aggregate->form == Form::kShare) {
    const Aggregate* const count = find_aggregate("count");
    output.column = ND_TRY(add_column({count, call.text, call.arguments}, schema, bindings));
    output.base = ND_TRY(add_column({count, call.text, {}}, schema, bindings));
    output.canonical =
        fmt::format("share{}", columns_[output.column].canonical.substr(count->name.size()));
    return {};
  }
  output.column = ND_TRY(add_nested(call.arguments[0], schema, bindings));
  output.base = ND_TRY(add_nested(call.arguments[1], schema, bindings));
  columns_[output.column].in_quotient = true;
  columns_[output.base].in_quotient = true;
  output.canonical = fmt::format("ratio({}; {})", columns_[output.column].canonical,
                                 columns_[output.base].canonical);
  return {};
}

Status Clauses::fill_interval(const Call& call, Output& output, json::Schema& schema,
                              const Bindings& bindings) {
  double level = kLevel;
  if (call.arguments.size() > 1) {
    Arena arena;
    const auto parsed = json::parse(call.arguments[1], arena);
    if (auto status = call.aggregate->check_parameter(parsed.value_or(json::Value())); !status)
      return usage_error("in {}: {}", in_quotes(call.text), status.error().message);
    level = parsed->to_double();
  }
  const Call proportion = ND_TRY(Call::parse(call.arguments[0]));
  const bool is_share = proportion.aggregate->form == Form::kShare;
  bool fits = is_share || proportion.aggregate->form == Form::kRatio;
  if (fits) ND_TRY(fill_quotient(proportion, output, schema, bindings));
  for (const std::size_t column : {output.column, output.base})
    fits = fits && columns_[column].aggregate->form == Form::kCount;
  if (!fits) {
    return usage_error(
        "{}: an interval is of a share or of a ratio of two counts: ci(share(COND)), "
        "ci(ratio(count(A); count(B)))",
        in_quotes(call.text));
  }
  output.parameter = json::Value::real(level);
  std::string text;
  json::append_value(text, output.parameter);
  output.canonical = fmt::format("ci({}; {})", output.canonical, text);
  return {};
}

Status Clauses::add(std::string_view text, json::Schema& schema, const Bindings& bindings) {
  const json::Named named = json::split_name(text);
  const Call call = ND_TRY(Call::parse(named.text));
  json::FieldPath path{{default_name(call.text)}};
  if (!named.name.empty()) path = ND_TRY(json::FieldPath::parse(named.name));
  Output output{.path = path, .name = path.text(), .aggregate = call.aggregate};
  if (call.aggregate->form == Form::kInterval) {
    ND_TRY(fill_interval(call, output, schema, bindings));
  } else if (is_quotient(call.aggregate->form)) {
    ND_TRY(fill_quotient(call, output, schema, bindings));
  } else {
    output.column = ND_TRY(add_column(call, schema, bindings));
    output.canonical = columns_[output.column].canonical;
  }
  outputs_.push_back(std::move(output));
  return {};
}

void Clauses::add_read(const json::FieldPath& path, const Aggregate& aggregate, Column column,
                       Column* base, const Parameter& parameter) {
  Output output{.path = path,
                .name = path.text(),
                .aggregate = &aggregate,
                .column = columns_.size(),
                .parameter = parameter,
                .canonical = column.canonical};
  columns_.push_back(std::move(column));
  if (base != nullptr) {
    output.base = columns_.size();
    columns_.push_back(std::move(*base));
  }
  outputs_.push_back(std::move(output));
}

std::string_view Clauses::keep(std::string_view text) {
  return texts_.emplace_back(text);
}

std::string default_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool letter = is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      name.push_back(c);
    } else if (!name.empty() && name.back() != '_') {
      name.push_back('_');
    }
  }
  while (!name.empty() && name.back() == '_')
    name.pop_back();
  return name;
}

}  // namespace nd::agg
