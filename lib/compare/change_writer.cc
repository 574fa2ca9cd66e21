#include "compare/change_writer.h"

#include <iterator>
#include <utility>

#include "agg/exact_sum.h"
#include "base/number.h"
#include "json/writer.h"

namespace nd::compare {
namespace {

// The fields of every record, of --mix, and of --breaks.
constexpr std::string_view kFields[] = {"period",    "metric",       "cur",           "prev",
                                        "delta",     "pct",          "basis",         "days_cur",
                                        "days_prev", "expected_cur", "expected_prev", "state"};
constexpr std::string_view kMixFields[] = {"within", "mix", "interaction", "simpson"};
constexpr std::string_view kBreaksField = "breaks";
constexpr std::string_view kUnitField = "unit";  // of --points

std::vector<std::string_view> own_fields(const CompareOptions& options) {
  std::vector<std::string_view> names(std::begin(kFields), std::end(kFields));
  if (!options.mix.empty()) names.insert(names.end(), std::begin(kMixFields), std::end(kMixFields));
  if (options.across_breaks) names.push_back(kBreaksField);
  if (options.points) names.push_back(kUnitField);
  return names;
}

void append_field(std::string& out, std::string_view name, std::int64_t number) {
  json::append_key(out, name);
  append_int(out, number);
}

}  // namespace

Result<ChangeWriter> ChangeWriter::make(const columns::KeyColumns& keys,
                                        const CompareOptions& options,
                                        std::optional<std::size_t> without) {
  auto fields = ND_TRY(columns::KeyFields::make(keys, own_fields(options), without));
  return ChangeWriter(std::move(fields), !options.mix.empty(), options.points);
}

void ChangeWriter::set_group(std::string_view key) {
  group_text_.clear();
  fields_.append(group_text_, key);
}

std::string ChangeWriter::group() const {
  return fields_.empty() ? std::string() : group_text_ + "}";
}

void ChangeWriter::put(std::string& out, std::string_view name,
                       const std::optional<agg::Rational>& number) {
  scratch_.reset();
  json::append_key(out, name);
  json::append_value(out, number ? agg::number_of(*number, scratch_) : json::Value::null());
}

Status ChangeWriter::write(const Change& change, bool whole, sort::FinalOutput& out) {
  std::string& text = text_;
  text = group_text_;
  json::append_key(text, "period");
  text.push_back('"');
  change.period.append(text);
  text.push_back('"');
  json::append_key(text, "metric");
  json::append_string(text, change.metric);
  put(text, "cur", change.current);
  put(text, "prev", change.previous);
  put(text, "delta", change.delta);
  put(text, "pct", change.pct);
  if (points_) {
    json::append_key(text, kUnitField);
    json::append_string(text, "points");
  }
  json::append_key(text, "basis");
  json::append_string(text, change.basis);
  append_field(text, "days_cur", change.current_days.days);
  append_field(text, "days_prev", change.previous_days.days);
  append_field(text, "expected_cur", change.current_days.expected);
  append_field(text, "expected_prev", change.previous_days.expected);
  json::append_key(text, "state");
  json::append_string(text, stats::name_of(change.state));
  if (has_mix_) {
    const auto term = [&](agg::Rational MixTerms::*of) {
      return change.terms ? std::optional((*change.terms).*of) : std::nullopt;
    };
    put(text, kMixFields[0], term(&MixTerms::within));
    put(text, kMixFields[1], term(&MixTerms::mix));
    put(text, kMixFields[2], term(&MixTerms::interaction));
    if (whole) {
      json::append_key(text, kMixFields[3]);
      json::append_value(
          text, change.reversed ? json::Value::boolean(*change.reversed) : json::Value::null());
    }
  }
  if (!change.breaks.empty()) {
    json::append_key(text, kBreaksField);
    for (std::size_t i = 0; i < change.breaks.size(); ++i)
      text.append(i == 0 ? "[" : ",").append(change.breaks[i]->text);
    text.push_back(']');
  }
  text.push_back('}');
  return out.add(text);
}

}  // namespace nd::compare
