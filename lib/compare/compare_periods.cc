// The entries are kept by group. At the end, for each group and compared period, those of both
// sides are merged as states; quotients and differences are of exact fractions and are rounded
// once, so nothing depends on the order of the records.
#include "compare/compare_periods.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "base/number.h"
#include "base/wording.h"
#include "key/key_encoder.h"

namespace nd::compare {

using time::Period;

namespace {

constexpr Share kLeastCoverage = {0.9};

std::optional<std::size_t> key_named(const columns::KeyColumns& keys, std::string_view name) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys.has_name(i) && keys.name(i) == name) return i;
  }
  return std::nullopt;
}

// The encoded key without one of its values.
std::string without_value(std::string_view key, std::size_t value) {
  std::string kept;
  for (std::size_t i = 0; !key.empty(); ++i) {
    const std::size_t bytes = key::first_value_bytes(key);
    if (i != value) kept += key.substr(0, bytes);
    key.remove_prefix(bytes);
  }
  return kept;
}

// The entries of the same periods as those that were chosen of the whole.
Chosen of_the_same_periods(const Entries& entries, const Chosen& whole) {
  Chosen found;
  for (const Entry* entry : whole) {
    const auto at =
        std::lower_bound(entries.begin(), entries.end(), entry->period,
                         [](const Entry& other, Period period) { return other.period < period; });
    if (at != entries.end() && at->period == entry->period) found.push_back(&*at);
  }
  return found;
}

// The series of SideMerger: of the whole, part 0, then of each segment, both sides.
std::size_t current_of(std::size_t part) {
  return 2 * part;
}
std::size_t previous_of(std::size_t part) {
  return 2 * part + 1;
}

Status check(CompareOptions& options, const ValueList& values) {
  for (std::string& sum : options.sums) {
    const auto path = json::FieldPath::parse(sum);
    const auto is_it = [&](const ValueList::Item& item) { return path && item.path == *path; };
    if (std::none_of(values.items().begin(), values.items().end(), is_it))
      return usage_error("--sum {} is none of the values of -v", sum);
    sum = path->text();
  }
  if (options.by_segment && options.mix.empty())
    return usage_error("--by-segment is about the segments of --mix");
  return {};
}

// The values with the fields that they are made of.
std::vector<Breaks::Metric> metrics_of(const ValueList& values, const json::Schema& schema) {
  std::vector<Breaks::Metric> metrics;
  for (const ValueList::Item& item : values.items()) {
    Breaks::Metric& metric = metrics.emplace_back(
        Breaks::Metric{item.path.name(), values.columns().reads(item.top, schema)});
    if (!item.base) continue;
    for (json::FieldPath& path : values.columns().reads(*item.base, schema))
      metric.reads.push_back(std::move(path));
  }
  return metrics;
}

}  // namespace

Result<ComparePeriods> ComparePeriods::make(CompareOptions given, PeriodColumns columns,
                                            Breaks breaks, const json::Schema& schema,
                                            const io::Limits& limits) {
  if (columns.time.size() != 1) return usage_error("-t takes one field");
  auto options = std::make_unique<CompareOptions>(std::move(given));
  ND_TRY(check(*options, columns.values));
  std::optional<std::size_t> segment;
  if (!options->mix.empty()) {
    const auto path = json::FieldPath::parse(options->mix);
    segment = key_named(columns.groups, path ? path->text() : options->mix);
    if (!segment) return usage_error("--mix {} is none of the keys of -g", in_quotes(options->mix));
    options->mix = columns.groups.name(*segment);
  }
  ChangeWriter whole = ND_TRY(ChangeWriter::make(columns.groups, *options, segment));
  ChangeWriter each = ND_TRY(ChangeWriter::make(columns.groups, *options, std::nullopt));
  std::vector<Breaks::Metric> metrics = metrics_of(columns.values, schema);
  auto input = std::make_unique<PeriodInput>(*options, std::move(columns), schema);
  ComparePeriods compare(std::move(options), std::move(input), std::move(breaks), std::move(whole),
                         std::move(each), segment, {limits.memory, limits.temporary});
  compare.metrics_ = std::move(metrics);
  return compare;
}

std::vector<ComparePeriods::Family> ComparePeriods::families() {
  std::vector<Family> families;
  if (!segment_key_) {
    for (const PeriodInput::Group& group : input_->sorted_groups())
      families.push_back({std::string(group.key), {group}, {}});
    return families;
  }
  std::map<std::string, std::vector<PeriodInput::Group>> by_key;
  for (const PeriodInput::Group& group : input_->sorted_groups())
    by_key[without_value(group.key, *segment_key_)].push_back(group);
  for (auto& [key, segments] : by_key) {
    Family& family = families.emplace_back(Family{key, std::move(segments), {}});
    if (family.segments.size() == 1) continue;
    std::vector<const Entries*> entries;
    for (const PeriodInput::Group& group : family.segments)
      entries.push_back(group.entries);
    family.together = input_->merged(entries);
  }
  return families;
}

template <class Use>
Status ComparePeriods::each(const Family& family, Use&& use) {
  const PeriodPairing& pairing = input_->pairing();
  for (const Period period : compared_periods(family.whole(), pairing, input_->last_period())) {
    const Sides sides = sides_of(family.whole(), period, pairing);
    for (std::size_t metric = 0; metric < input_->metrics().size(); ++metric) {
      Comparison comparison{period, metric, sides, {}};
      if (basis_of(metric) == Basis::kMatched) match(comparison.sides, metric, pairing);
      comparison.breaks = breaks_between(family, comparison.sides, metric);
      ND_TRY(use(comparison));
      merger_->clear();
    }
  }
  return {};
}

// The days are those of the data: where a side has none nothing is compared.
std::vector<const Breaks::Break*> ComparePeriods::breaks_between(const Family& family,
                                                                 const Sides& sides,
                                                                 std::size_t metric) const {
  if (breaks_.empty()) return {};
  std::optional<time::Day> first;
  std::optional<time::Day> last;
  for (const Chosen* side : {&sides.current, &sides.previous}) {
    bool any = false;
    for (const Entry* entry : *side) {
      if (!entry->has_data[metric]) continue;
      any = true;
      const time::Day begin = entry->period.first_day();
      const time::Day end = entry->period.last_day();
      if (!first || begin < *first) first = begin;
      if (!last || *last < end) last = end;
    }
    if (!any) return {};
  }
  return breaks_.between(*first, *last, metrics_[metric], family.key, segment_key_);
}

Status ComparePeriods::check_breaks(const Family& family) {
  return each(family, [&](const Comparison& comparison) -> Status {
    if (comparison.breaks.empty()) return {};
    const Breaks::Break& found = *comparison.breaks[0];
    whole_.set_group(family.key);
    const std::string group = whole_.group();
    const std::string& name = metrics_[comparison.metric].name;
    const bool is_of_part = !found.metric.empty() && found.metric != name;
    return input_error(
        "{} of {}{} and what it is compared with lie on different sides of the break of {}{}{}; "
        "--across-breaks compares them nevertheless",
        in_quotes(name), comparison.period.text(), group.empty() ? "" : " in " + group,
        is_of_part ? in_quotes(found.metric) + " on " : "",
        Period::of(found.date, time::PeriodKind::kDay).text(),
        found.note.empty() ? "" : " (" + found.note + ")");
  });
}

Basis ComparePeriods::basis_of(std::size_t metric) const {
  const Basis basis = options_->basis.value_or(Basis::kDaily);
  const bool whole = input_->metrics().kind(metric) == Metrics::Kind::kWhole;
  return basis == Basis::kDaily && whole ? Basis::kTotal : basis;
}

Result<std::optional<agg::Rational>> ComparePeriods::measure(const Side& side, std::size_t metric) {
  if (side.days == 0 || side.suppressed) return std::optional<agg::Rational>();
  scratch_.reset();
  auto value = ND_TRY(input_->metrics().value(metric, side.states, scratch_, side.ranked));
  const bool divides =
      input_->metrics().kind(metric) == Metrics::Kind::kAmount && basis_of(metric) != Basis::kTotal;
  if (value && divides) value->denominator = value->denominator * agg::BigInteger::of(side.days);
  return value;
}

// A difference in points needs no base, so an earlier share of 0 is as good as any other.
bool ComparePeriods::is_small_base(const agg::Rational& previous) const {
  if (!options_->points && !previous.is_positive()) return true;
  return options_->least_base && nearest_double(previous) < *options_->least_base;
}

Status ComparePeriods::check_share(const Comparison& comparison, bool earlier,
                                   const std::optional<agg::Rational>& value) {
  if (!options_->points || !value) return {};
  const double number = agg::nearest_double(*value);
  if (is_share(number)) return {};
  const std::string group = whole_.group();
  std::string shown;
  append_double(shown, number);
  return input_error("{}{} of {}{} is {}; {}", earlier ? "the earlier side of " : "",
                     in_quotes(input_->metrics().path(comparison.metric).name()),
                     comparison.period.text(), group.empty() ? "" : " in " + group, shown,
                     kSharesOnly);
}

Result<Change> ComparePeriods::change_of(const Comparison& comparison, const Sides& sides,
                                         std::size_t part) {
  const std::size_t metric = comparison.metric;
  const Side now = merger_->merge(sides.current, metric, sides.expected_current, current_of(part));
  const Side before =
      merger_->merge(sides.previous, metric, sides.expected_previous, previous_of(part));
  const Basis basis = basis_of(metric);
  Change change;
  change.period = comparison.period;
  change.metric = input_->metrics().path(metric).name();
  change.current = ND_TRY(measure(now, metric));
  change.previous = ND_TRY(measure(before, metric));
  ND_TRY(check_share(comparison, false, change.current));
  ND_TRY(check_share(comparison, true, change.previous));
  change.basis = word_of(basis);
  change.current_days = {now.days, now.expected};
  change.previous_days = {before.days, before.expected};
  change.breaks = comparison.breaks;
  stats::ChangeFacts facts{change.current_days, change.previous_days};
  facts.suppressed = now.suppressed || before.suppressed;
  // A quotient over a base of 0 has days, but nothing to compare.
  if (!change.current && !now.suppressed) facts.current.days = 0;
  if (!change.previous && !before.suppressed) facts.previous.days = 0;
  facts.least_coverage =
      options_->least_coverage.value_or(basis == Basis::kMatched ? Share{0} : kLeastCoverage)
          .of_one;
  facts.small_base = change.previous && is_small_base(*change.previous);
  change.state = stats::judge(facts);
  if (change.current && change.previous) change.delta = *change.current - *change.previous;
  if (change.state == stats::ChangeState::kOk)
    change.pct = options_->points ? change.delta : *change.delta / *change.previous;
  return change;
}

Status ComparePeriods::write(const Family& family, const Comparison& comparison,
                             sort::FinalOutput& out) {
  Change change = ND_TRY(change_of(comparison, comparison.sides, 0));
  const bool one_sided =
      change.state == stats::ChangeState::kNew || change.state == stats::ChangeState::kGone;
  if (options_->both_sides_only && one_sided) return {};
  if (segment_key_) return write_mix(family, comparison, std::move(change), out);
  return whole_.write(change, true, out);
}

std::vector<Sides> ComparePeriods::sides_of_segments(const Family& family, const Sides& whole) {
  std::vector<Sides> all;
  for (const PeriodInput::Group& group : family.segments) {
    Sides& of = all.emplace_back(whole);
    of.current = of_the_same_periods(*group.entries, whole.current);
    of.previous = of_the_same_periods(*group.entries, whole.previous);
  }
  return all;
}

Status ComparePeriods::write_mix(const Family& family, const Comparison& comparison, Change whole,
                                 sort::FinalOutput& out) {
  const Metrics& metrics = input_->metrics();
  const auto fraction_of = [&](const Chosen& entries, std::size_t series) -> agg::Fraction {
    const Side side = merger_->merge(entries, comparison.metric, 0, series);
    if (side.states == nullptr) return {{}, {}};
    return metrics.fraction(comparison.metric, side.states).value_or(agg::Fraction());
  };
  const std::vector<Sides> sides = sides_of_segments(family, comparison.sides);
  std::vector<SegmentChange> segments;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    segments.push_back({fraction_of(sides[i].current, current_of(i + 1)),
                        fraction_of(sides[i].previous, previous_of(i + 1))});
  }
  const SegmentChange total = total_of(segments);
  if (whole.delta) {
    whole.terms = mix_of(segments);
    whole.reversed = is_reversed(segments, total);
  }
  ND_TRY(whole_.write(whole, true, out));
  if (!options_->by_segment) return {};
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (sides[i].current.empty() && sides[i].previous.empty()) continue;
    Change change = ND_TRY(change_of(comparison, sides[i], i + 1));
    if (whole.delta) change.terms = part_of_mix(segments[i], total);
    segment_.set_group(family.segments[i].key);
    ND_TRY(segment_.write(change, false, out));
  }
  return {};
}

std::string ComparePeriods::remarks() const {
  if (!input_->has_data()) return {};
  std::string lines = input_->remark();
  std::vector<std::string_view> groups;
  for (const PeriodInput::Group& group : input_->sorted_groups())
    groups.push_back(group.key);
  const std::vector<const Breaks::Break*> unmet = breaks_.unmet(metrics_, groups);
  if (unmet.empty()) return lines;
  if (!lines.empty()) lines += '\n';
  lines += unmet.size() == 1 ? "a line of --breaks is about "
                             : std::to_string(unmet.size()) + " lines of --breaks are about ";
  constexpr std::size_t kMostShown = 8;
  const std::size_t shown = std::min(unmet.size(), kMostShown);
  lines += "a value or group that no compared record has: ";
  lines += joined(std::span(unmet).first(shown), [](const auto* of) { return of->text; });
  if (shown < unmet.size()) lines += fmt::format(" and {} more", unmet.size() - shown);
  return lines;
}

Status ComparePeriods::finish(io::Output& out) {
  ND_TRY(input_->finish());
  if (!input_->has_data()) return {};
  // Of matched days each comparison has its own: whether one counts depends on its partner.
  const bool moves = options_->pairing.moving.days > 0 &&
                     options_->basis.value_or(Basis::kDaily) != Basis::kMatched;
  merger_ = std::make_unique<SideMerger>(
      input_->metrics(), moves ? SideMerger::Days::kMoving : SideMerger::Days::kOfPeriods);
  const std::vector<Family> all = families();
  if (!breaks_.empty() && !options_->across_breaks) {
    for (const Family& family : all)
      ND_TRY(check_breaks(family));
  }
  // What is no number, no proportion or no share is found as it is measured.
  sort::FinalOutput changes(out, sort::FinalOutput::Leave::kInTheEnd, room_);
  for (const Family& family : all) {
    whole_.set_group(family.key);
    ND_TRY(each(family,
                [&](const Comparison& comparison) { return write(family, comparison, changes); }));
  }
  return changes.finish();
}

}  // namespace nd::compare
