#include "compare/record_values.h"

#include <string>

#include "base/wording.h"
#include "columns/number_time.h"
#include "columns/shown.h"
#include "json/tree.h"

namespace nd::compare {
namespace {

// A member of the record, whether it is projected or not; missing if it is no object.
json::Value member_of(PaddedView record, std::string_view name, Arena& scratch) {
  if (record.empty() || record[0] != '{') return {};
  const Result<json::Value> tree =
      json::expand(json::Value::raw(json::Kind::kObject, record.text()), scratch);
  return tree ? json::find(*tree, name) : json::Value();
}

// What to write where the field holds such values; empty where that is not known.
std::string way_to_period(const json::Value& value, std::string_view column) {
  const std::string expression = columns::period_expression(value, column);
  return expression.empty() ? expression : "; write -t '" + expression + "'";
}

}  // namespace

Result<time::Period> period_of(const json::Value& value, std::string_view column) {
  if (value.is_string()) {
    auto period = time::Period::parse(value.text());
    if (!period) period.error().message += way_to_period(value, column);
    return period;
  }
  // A year is often a number.
  if (const auto year = columns::year_of(value)) return *year;
  if (value.is_null()) return input_error("the record has no period in {}", in_quotes(column));
  constexpr std::size_t kShown = 40;
  return input_error("the period in {} is no text like 2024-07 but {}{}", in_quotes(column),
                     value.is_number() ? "the number " + columns::shown(value, kShown)
                                       : std::string(json::type_name(value)),
                     way_to_period(value, column));
}

Status check_one_kind(time::Period period, time::PeriodKind first) {
  if (period.kind() == first) return {};
  return tl::unexpected<Error>(Error{
      ErrorKind::kBroken,
      fmt::format("the period {} is a {}, the first record's was a {}", in_quotes(period.text()),
                  time::name_of(period.kind()), time::name_of(first))});
}

Status check_number(const json::Value& value, std::string_view name) {
  if (value.is_null() || value.is_number()) return {};
  if (value.is_object()) {
    return input_error(
        "{} is an object, perhaps a partial state: make final values of them first with ndmerge",
        in_quotes(name));
  }
  return input_error("{} is no number but {}", in_quotes(name), json::type_name(value));
}

bool says_suppressed(PaddedView record, Arena& scratch) {
  return member_of(record, "suppressed", scratch).kind() == json::Kind::kTrue;
}

bool is_partial(PaddedView record, Arena& scratch) {
  constexpr std::string_view kMark = "\"$nd\"";
  return record.text().find(kMark) != std::string_view::npos &&
         member_of(record, "$nd", scratch).is_string();
}

}  // namespace nd::compare
