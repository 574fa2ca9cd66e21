// The records are kept by group. At the end, for each group and compared period, the entries of
// both sides are found by binary search among the group's sorted entries and summed exactly;
// quotients and differences are of exact fractions and are rounded once, so nothing depends on the
// order of the records. Cost: n log n for n records, times the days of --moving.
#include "compare/compare_periods.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "base/number.h"
#include "base/wording.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::compare {

using time::Period;
using time::PeriodKind;

namespace {

constexpr std::string_view kFields[] = {"period",    "metric",       "cur",           "prev",
                                        "delta",     "pct",          "basis",         "days_cur",
                                        "days_prev", "expected_cur", "expected_prev", "state"};
constexpr double kLeastCoverage = 0.9;

// Whether the record says that it is suppressed (ndgroup --min-group). It is looked at only where
// values are null.
bool says_suppressed(PaddedView record, Arena& scratch) {
  if (record.empty() || record[0] != '{') return false;
  const Result<json::Value> tree =
      json::expand(json::Value::raw(json::Kind::kObject, record.text()), scratch);
  return tree && json::find(*tree, "suppressed").kind() == json::Kind::kTrue;
}

void append_field(std::string& out, std::string_view name, std::int64_t number) {
  json::append_key(out, name);
  append_int(out, number);
}

Result<std::vector<std::string>> names_of(const columns::KeyColumns& values) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values.has_name(i))
      return usage_error("the value {} needs a name: NAME=EXPR", in_quotes(values.text(i)));
    const std::string name = values.name(i);
    if (std::find(names.begin(), names.end(), name) != names.end())
      return usage_error("two values are named {}", in_quotes(name));
    names.push_back(name);
  }
  return names;
}

}  // namespace

Spellings<Basis> basis_words() {
  return {{"daily", Basis::kDaily}, {"total", Basis::kTotal}, {"matched", Basis::kMatched}};
}

Result<ComparePeriods> ComparePeriods::make(CompareOptions options, columns::KeyColumns time,
                                            columns::KeyColumns values,
                                            columns::KeyColumns groups) {
  if (time.size() != 1) return usage_error("-t takes one field");
  columns::KeyFields group_fields = ND_TRY(columns::KeyFields::make(groups, kFields));
  const std::vector<std::string> names = ND_TRY(names_of(values));
  if (options.least_coverage && !(*options.least_coverage >= 0 && *options.least_coverage <= 1)) {
    return usage_error("--min-coverage is a share from 0 to 1");
  }
  for (std::string& sum : options.sums) {
    const auto path = json::FieldPath::parse(sum);
    if (!path || std::find(names.begin(), names.end(), path->text()) == names.end())
      return usage_error("--sum {} is none of the values of -v", sum);
    sum = path->text();
  }
  ComparePeriods made(std::move(options), std::move(time), std::move(values), std::move(groups),
                      std::move(group_fields));
  for (const auto& [word, basis] : basis_words()) {
    if (basis == made.options_.basis) made.basis_text_ = word;
  }
  return made;
}

Result<Period> ComparePeriods::period_of(const stream::Record& record) {
  const json::Value value = ND_TRY(time_.value(0, record));
  if (value.is_string()) return Period::parse(value.text());
  // A year is often a number.
  if (value.kind() == json::Kind::kInt && value.int_value() >= 1000 &&
      value.int_value() <= time::kMaxYear) {
    std::string text;
    append_int(text, value.int_value());
    return Period::parse(text);
  }
  if (value.is_null())
    return input_error("the record has no period in {}", in_quotes(time_.text(0)));
  return input_error("the period in {} is no text like 2024-07 but {}", in_quotes(time_.text(0)),
                     json::type_name(value));
}

Result<PeriodPairing> ComparePeriods::pairing_for(Period first) const {
  PeriodPairing pairing = ND_TRY(PeriodPairing::make(options_.pairing, first.kind()));
  if (options_.points && options_.basis == Basis::kTotal && pairing.puts_together()) {
    return usage_error("shares cannot be added up to a total: leave out --basis total or --points");
  }
  if (!pairing.coarsens()) return pairing;
  for (std::size_t i = 0; i < value_columns_.size(); ++i) {
    const std::string name = value_columns_.name(i);
    if (std::find(options_.sums.begin(), options_.sums.end(), name) == options_.sums.end()) {
      return usage_error(
          "records by {} compared by {}: name {} in --sum if it may be added up, else merge "
          "partial states first with ndmerge",
          time::name_of(pairing.input()), time::name_of(pairing.output()), in_quotes(name));
    }
  }
  return pairing;
}

Status ComparePeriods::read_values(const stream::Record& record) {
  row_.clear();
  for (std::size_t i = 0; i < value_columns_.size(); ++i) {
    const json::Value value = ND_TRY(value_columns_.value(i, record));
    const std::string name =
        value.is_null() || value.is_number() ? "" : in_quotes(value_columns_.name(i));
    if (value.is_object()) {
      return usage_error(
          "{} is an object, perhaps a partial state: make final values of them first with ndmerge",
          name);
    }
    if (!name.empty()) return input_error("{} is no number but {}", name, json::type_name(value));
    json::Value kept = json::Value::null();
    // A computed NaN or infinity is null, as in output.
    const bool finite = value.kind() != json::Kind::kDouble || std::isfinite(value.double_value());
    if (value.is_number() && finite) {
      // The term only proves that the number can be summed.
      agg::Term term;
      ND_TRY(agg::term_of(value, term));
      kept = json::deep_copy(value, texts_);
    }
    row_.push_back(kept);
  }
  return {};
}

void ComparePeriods::keep(std::uint32_t group, Period period, const stream::Record& record) {
  if (group == entries_.size()) entries_.emplace_back();
  Entry entry{period, false, values_.size()};
  const bool any_null =
      std::any_of(row_.begin(), row_.end(), [](const json::Value& v) { return v.is_null(); });
  if (any_null) [[unlikely]] {
    scratch_.reset();
    entry.suppressed = says_suppressed(record.text, scratch_);
  }
  values_.insert(values_.end(), row_.begin(), row_.end());
  entries_[group].push_back(entry);
  const Period compared = pairing_->period_of(period);
  if (!last_period_ || *last_period_ < compared) last_period_ = compared;
}

Status ComparePeriods::consume(const stream::Record& record, io::Output& /*out*/) {
  const Period period = ND_TRY(period_of(record));
  if (!pairing_) {
    // Not kept before the record has proved good.
    PeriodPairing pairing = ND_TRY(pairing_for(period));
    ND_TRY(read_values(record));
    pairing_ = pairing;
  } else {
    if (period.kind() != pairing_->input()) {
      return input_error("the period {} is a {}, the first record's was a {}",
                         in_quotes(period.text()), time::name_of(period.kind()),
                         time::name_of(pairing_->input()));
    }
    ND_TRY(read_values(record));
  }
  key_.clear();
  ND_TRY(groups_.append(key_, record));
  const std::size_t group_bytes = key_.size();
  key::KeyEncoder::append_string(key_, period.text());
  if (!seen_.find_or_insert(key_.view()).inserted) {
    return input_error("a second record for the period {}{}", period.text(),
                       groups_.size() > 0 ? " and the same group" : std::string());
  }
  keep(group_ids_.find_or_insert(key_.view().substr(0, group_bytes)).id, period, record);
  return {};
}

std::vector<Period> ComparePeriods::periods_of(const std::vector<Entry>& entries) const {
  std::vector<Period> periods;
  const auto add = [&](const std::optional<Period>& period) {
    if (!period || !pairing_->reports(*period)) return;
    if (!pairing_->ends_by_itself() && *last_period_ < *period) return;
    periods.push_back(*period);
  };
  for (const Entry& entry : entries) {
    if (!pairing_->counts(entry.period)) continue;
    add(pairing_->period_of(entry.period));
    add(pairing_->later_period_of(entry.period));
  }
  std::sort(periods.begin(), periods.end());
  periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
  return periods;
}

ComparePeriods::Entries ComparePeriods::within(const std::vector<Entry>& entries,
                                               const std::optional<DaySpan>& span,
                                               const PeriodPairing& pairing) {
  Entries found;
  if (!span) return found;
  const auto first = std::lower_bound(
      entries.begin(), entries.end(), span->first,
      [](const Entry& entry, time::Day day) { return entry.period.first_day() < day; });
  for (auto at = first; at != entries.end() && at->period.last_day() <= span->last; ++at) {
    if (pairing.counts(at->period)) found.push_back(&*at);
  }
  return found;
}

void ComparePeriods::match(Entries& current, Entries& previous, std::size_t metric) const {
  const auto day_number = [](Period key) { return key.first_day().since_epoch; };
  const auto has_data = [&](const Entry* entry) { return !value_of(*entry, metric).is_null(); };
  std::unordered_set<std::int32_t> earlier;
  std::unordered_set<std::int32_t> both;
  for (const Entry* entry : previous) {
    if (has_data(entry)) earlier.insert(day_number(pairing_->key_of_previous(entry->period)));
  }
  std::erase_if(current, [&](const Entry* entry) {
    const std::optional<Period> key = pairing_->key_of_current(entry->period);
    if (!key || !has_data(entry) || !earlier.contains(day_number(*key))) return !entry->suppressed;
    both.insert(day_number(*key));
    return false;
  });
  std::erase_if(previous, [&](const Entry* entry) {
    return !entry->suppressed &&
           !both.contains(day_number(pairing_->key_of_previous(entry->period)));
  });
}

Result<ComparePeriods::Side> ComparePeriods::side_of(const Entries& entries, std::size_t metric,
                                                     std::int64_t expected) {
  Side side;
  side.expected = expected;
  for (const Entry* entry : entries) {
    const json::Value& value = value_of(*entry, metric);
    if (value.is_null()) {
      side.suppressed |= entry->suppressed;
      continue;
    }
    ND_TRY(side.sum.add(value, scratch_));
    side.days += entry->period.days();
    ++side.periods;
  }
  return side;
}

agg::Rational ComparePeriods::measure(const Side& side) const {
  agg::Rational sum = side.sum.rational();
  if (options_.basis == Basis::kTotal) return sum;
  sum.denominator =
      sum.denominator * agg::BigInteger::of(options_.points ? side.periods : side.days);
  return sum;
}

// A difference in points needs no base, so an earlier share of 0 is as good as any other.
bool ComparePeriods::is_small_base(const agg::Rational& previous) const {
  if (!options_.points && !previous.is_positive()) return true;
  return options_.least_base && nearest_double(previous) < *options_.least_base;
}

Status ComparePeriods::write_change(io::Output& out, Period period, std::size_t metric,
                                    const Side& current, const Side& previous) {
  std::optional<agg::Rational> cur;
  std::optional<agg::Rational> prev;
  if (current.days > 0 && !current.suppressed) cur = measure(current);
  if (previous.days > 0 && !previous.suppressed) prev = measure(previous);
  stats::ChangeFacts facts{{current.days, current.expected}, {previous.days, previous.expected}};
  facts.least_coverage =
      options_.least_coverage.value_or(options_.basis == Basis::kMatched ? 0 : kLeastCoverage);
  facts.suppressed = current.suppressed || previous.suppressed;
  facts.small_base = prev && is_small_base(*prev);
  const stats::ChangeState state = stats::judge(facts);
  if (options_.both_sides_only &&
      (state == stats::ChangeState::kNew || state == stats::ChangeState::kGone))
    return {};

  std::optional<agg::Rational> delta;
  if (cur && prev) delta = *cur - *prev;
  std::string& text = out.buffer();
  const auto put = [&](std::string_view name, const std::optional<agg::Rational>& number) {
    json::append_key(text, name);
    json::append_value(text, number ? agg::number_of(*number, scratch_) : json::Value::null());
  };
  text += group_text_;
  json::append_key(text, "period");
  text.push_back('"');
  period.append(text);
  text.push_back('"');
  json::append_key(text, "metric");
  json::append_string(text, value_columns_.path(metric).name());
  put("cur", cur);
  put("prev", prev);
  put("delta", delta);
  std::optional<agg::Rational> pct;
  if (state == stats::ChangeState::kOk) pct = options_.points ? delta : *delta / *prev;
  put("pct", pct);
  json::append_key(text, "basis");
  json::append_string(text, basis_text_);
  append_field(text, "days_cur", current.days);
  append_field(text, "days_prev", previous.days);
  append_field(text, "expected_cur", current.expected);
  append_field(text, "expected_prev", previous.expected);
  json::append_key(text, "state");
  json::append_string(text, stats::name_of(state));
  text.push_back('}');
  return out.end_record();
}

Status ComparePeriods::write_group(io::Output& out, std::string_view key,
                                   std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.period < b.period; });
  group_text_.clear();
  group_fields_.append(group_text_, key);
  for (const Period period : periods_of(entries)) {
    const DaySpan current_days = pairing_->current_days(period);
    const std::optional<DaySpan> previous_days = pairing_->previous_days(period);
    const Entries current = within(entries, current_days, *pairing_);
    const Entries previous = within(entries, previous_days, *pairing_);
    const std::int64_t expected = pairing_->expected_days(current_days);
    const std::int64_t expected_before =
        previous_days ? pairing_->expected_days(*previous_days) : 0;
    for (std::size_t metric = 0; metric < value_columns_.size(); ++metric) {
      scratch_.reset();
      Entries now = current;
      Entries before = previous;
      if (options_.basis == Basis::kMatched) match(now, before, metric);
      const Side now_side = ND_TRY(side_of(now, metric, expected));
      const Side before_side = ND_TRY(side_of(before, metric, expected_before));
      ND_TRY(write_change(out, period, metric, now_side, before_side));
    }
  }
  return {};
}

Status ComparePeriods::finish(io::Output& out) {
  const std::vector<std::string_view> keys = group_ids_.keys();
  std::vector<std::uint32_t> order(keys.size());
  for (std::uint32_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  for (const std::uint32_t group : order)
    ND_TRY(write_group(out, keys[group], entries_[group]));
  return {};
}

}  // namespace nd::compare
