// The records are kept as cells of group and bin. At the end the rows are gone through in the order
// of the groups, each of them from its first bin to its last, so nothing depends on the order of
// the records. Cost: linear in the records, and in groups times bins.
#include "compare/trend.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/number.h"
#include "base/wording.h"
#include "compare/record_values.h"
#include "compare/trend_notes.h"
#include "json/writer.h"
#include "stats/false_discovery.h"

namespace nd::compare {

using stats::Link;
using time::Period;

namespace {

constexpr std::string_view kBurstFields[] = {"start", "end",      "peak", "peak_value",
                                             "total", "expected", "score"};
constexpr std::string_view kSeriesFields[] = {"period", "value", "expected", "score", "burst"};
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();
// Sums of counts up to here are exact, in any order.
constexpr std::uint64_t kMostCounted = std::uint64_t{1} << 53;

// The value as a whole number from 0 to kMostCounted.
Result<std::uint64_t> whole_number(const json::Value& value, std::string_view name) {
  if (value.kind() == json::Kind::kInt && value.int_value() >= 0 &&
      value.int_value() <= static_cast<std::int64_t>(kMostCounted)) [[likely]] {
    return static_cast<std::uint64_t>(value.int_value());
  }
  std::string scratch;
  std::string shown;
  json::append_canonical_number(shown, value);
  const double number = value.to_double();
  if (number < 0) return input_error("{} is {}: no count is below 0", in_quotes(name), shown);
  const bool is_whole = value.kind() == json::Kind::kNumberText
                            ? decimal_of(value.text(), scratch).is_integer()
                            : std::trunc(number) == number;
  if (!is_whole) {
    return input_error("{} is {}: bursts are found in counts, which are whole numbers",
                       in_quotes(name), shown);
  }
  if (number > static_cast<double>(kMostCounted) || value.kind() == json::Kind::kInt) {
    return input_error("{} is {}: counts above 2^53 ({}) are too large", in_quotes(name), shown,
                       kMostCounted);
  }
  return static_cast<std::uint64_t>(number);
}

void append_period(std::string& out, std::string_view name, Period period) {
  json::append_key(out, name);
  out.push_back('"');
  period.append(out);
  out.push_back('"');
}

void append_number(std::string& out, std::string_view name, double number) {
  json::append_key(out, name);
  append_double(out, number);
}

// To six digits: more say nothing, and the last ones may differ between machines.
double to_six_digits(double number) {
  return std::isnan(number) ? number : to_double(fmt::format("{:.5e}", number));
}

}  // namespace

Result<Trend> Trend::make(const TrendOptions& options, TrendColumns columns) {
  ND_TRY(check(options));
  if (columns.time.size() != 1) return usage_error("-t takes one value only");
  if (columns.value.size() != 1) return usage_error("-v takes one value only");
  if (columns.total.size() > 1) return usage_error("--total takes one value only");
  const bool compares = options.method == stats::Method::kKleinberg;
  if (compares && columns.groups.size() == 0 && columns.total.size() == 0) {
    return usage_error(
        "kleinberg compares with the total of a period: name groups with -g, or a field that holds "
        "the total with --total; or say --method poisson");
  }
  columns::KeyFields fields =
      ND_TRY(options.series ? columns::KeyFields::make(columns.groups, kSeriesFields)
                            : columns::KeyFields::make(columns.groups, kBurstFields));
  return Trend(options, std::move(columns), std::move(fields));
}

Result<std::uint64_t> Trend::count_of(columns::KeyColumns& column, const stream::Record& record) {
  // Where it lies: copying a value just written stalls on store forwarding.
  const json::Value& value = *ND_TRY(column.place(0, record));
  if (value.is_number() && !columns::counts_as_null(value)) [[likely]]
    return whole_number(value, column.text(0));
  if (columns::counts_as_null(value)) return CountTable::kUnknown;
  ND_TRY(check_number(value, column.text(0)));
  return CountTable::kUnknown;
}

Status Trend::consume(const stream::Record& record, io::Output& /*out*/) {
  const json::Value* const time = ND_TRY(columns_.time.place(0, record));
  std::uint32_t bin = bins_.find(*time);
  Period period{};
  if (bin == BinTable::kUnmet) period = ND_TRY(bins_.read(*time, columns_.time.text(0)));
  const std::uint64_t count = ND_TRY(count_of(columns_.value, record));
  std::uint64_t total = 0;
  if (has_totals()) {
    total = ND_TRY(count_of(columns_.total, record));
    if (total == CountTable::kUnknown) {
      return input_error("the record has no total of its period in {}",
                         in_quotes(columns_.total.text(0)));
    }
  }
  if (!bins_.kind()) ND_TRY(finder_options(options_, period.kind()));
  const std::size_t from = waiting_keys_.size();
  if (auto status = columns_.groups.append(waiting_keys_, record); !status) {
    waiting_keys_.truncate(from);
    return status;
  }
  if (bin == BinTable::kUnmet) bin = bins_.add(period);
  if (has_totals()) bins_.note_total(bin, total);
  const PaddedView key = waiting_keys_.padded().substr(from, waiting_keys_.size() - from);
  const std::uint64_t hash = group_ids_.probe(key).hash();
  group_ids_.prefetch(hash);
  waiting_.push_back({waiting_keys_.size(), hash, bin, count});
  constexpr std::size_t kTogether = 64;
  if (waiting_.size() >= kTogether) add_waiting();
  return {};
}

void Trend::add_waiting() {
  std::size_t start = 0;
  for (const Waiting& waiting : waiting_) {
    const PaddedView key = waiting_keys_.padded().substr(start, waiting.end - start);
    const auto found = group_ids_.find_or_insert(group_ids_.probe(key, waiting.hash));
    cells_.add({found.id, waiting.bin, waiting.count});
    start = waiting.end;
  }
  waiting_.clear();
  waiting_keys_.clear();
}

Trend Trend::fork() const {
  TrendColumns columns{columns_.time.fork(), columns_.value.fork(), columns_.groups.fork(),
                       columns_.total.fork()};
  return {options_, std::move(columns), group_fields_.fork()};
}

Status Trend::absorb(Trend&& other) {
  other.add_waiting();
  add_waiting();
  std::vector<std::uint32_t> bins = ND_TRY(bins_.absorb(other.bins_));
  std::vector<std::uint32_t> groups;
  groups.reserve(other.group_ids_.size());
  for (const std::string_view key : other.group_ids_.keys())
    groups.push_back(group_ids_.find_or_insert(key).id);
  cells_.absorb(std::move(other.cells_), std::move(groups), std::move(bins));
  return {};
}

// A bin has data if any group has a count in it, or if its total is known.
Result<Trend::Calendar> Trend::calendar() {
  constexpr std::uint64_t kNoData = std::numeric_limits<std::uint64_t>::max();
  std::vector<std::uint64_t> sums(bins_.size(), kNoData);
  std::uint64_t counted = 0;
  bool is_too_much = false;
  cells_.each([&](const CountTable::Cell& cell) {
    if (cell.count == CountTable::kUnknown || is_too_much) return;
    counted += cell.count;
    is_too_much = counted > kMostCounted;
    std::uint64_t& sum = sums[cell.bin];
    sum = sum == kNoData ? cell.count : sum + cell.count;
  });
  if (is_too_much) {
    return input_error("the counts add up to more than 2^53 ({}), which is too large",
                       kMostCounted);
  }
  Calendar made;
  made.places.assign(bins_.size(), kNowhere);
  std::vector<std::uint64_t> sums_in_order;
  for (const std::uint32_t id : bins_.in_order()) {
    if (sums[id] == kNoData && !has_totals()) continue;
    const Period period = bins_.period(id);
    const bool follows = !made.periods.empty() && made.periods.back().next() == period;
    made.links.push_back(follows ? Link::kNext : Link::kFirst);
    made.places[id] = static_cast<std::uint32_t>(made.periods.size());
    made.periods.push_back(period);
    sums_in_order.push_back(has_totals() ? ND_TRY(bins_.total(id)) : sums[id]);
  }
  ND_TRY(set_totals(made, std::move(sums_in_order)));
  return made;
}

Status Trend::set_totals(Calendar& calendar, std::vector<std::uint64_t> sums) const {
  if (!has_totals() && options_.method == stats::Method::kPoisson)
    sums.assign(sums.size(), 1);  // counts stand for themselves
  std::uint64_t all = 0;
  for (const std::uint64_t sum : sums) {
    all += sum;
    if (all > kMostCounted) {
      return input_error("the totals add up to more than 2^53 ({}), which is too large",
                         kMostCounted);
    }
    calendar.totals.push_back(static_cast<double>(sum));
  }
  return {};
}

stats::BurstFinder Trend::finder(const stats::FinderOptions& options,
                                 const Calendar& calendar) const {
  if (options_.season == Season::kNone)
    return stats::BurstFinder(options, calendar.totals, std::nullopt);
  std::vector<std::uint8_t> weekdays;
  for (const Period period : calendar.periods)
    weekdays.push_back(static_cast<std::uint8_t>(time::iso_weekday(period.first_day()) - 1));
  return stats::BurstFinder(options, calendar.totals, weekdays);
}

std::string Trend::shown(std::string_view key) {
  if (columns_.groups.size() == 0) return {};
  std::string text = " and the group ";
  group_fields_.append(text, key);
  return text + "}";
}

Status Trend::fill(Row& row, const Calendar& calendar, const CountTable::Rows& rows,
                   std::uint32_t group) {
  constexpr double kAbsent = -1;
  row.counts.assign(calendar.periods.size(), kAbsent);
  row.links = calendar.links;
  row.known = calendar.periods.size();
  row.sum = 0;
  std::uint32_t twice = kNowhere;
  bool any = false;
  rows.each_of(group, [&](std::uint32_t bin, std::uint64_t count) {
    const std::uint32_t place = calendar.places[bin];
    if (place == kNowhere) return;
    if (row.counts[place] != kAbsent) twice = std::min(twice, place);
    row.counts[place] = 0;
    if (count == CountTable::kUnknown) {
      row.links[place] = Link::kMissing;
      --row.known;
    } else {
      any = true;
      row.counts[place] = static_cast<double>(count);
      row.sum += static_cast<double>(count);
    }
  });
  if (!any) row.known = 0;
  if (twice != kNowhere) {
    // Which of them says the count, and whether it is missing or 0 where there is one alone, would
    // be a guess.
    const bool may_be_totals = has_totals() && columns_.groups.size() == 0;
    return input_error("there are two records of the period {}{}: put them together with ndgroup{}",
                       calendar.periods[twice].text(), shown(row.key),
                       may_be_totals ? "; a further file of totals needs -g" : "");
  }
  std::replace(row.counts.begin(), row.counts.end(), kAbsent, 0.0);
  return has_totals() ? check_totals(row, calendar) : Status();
}

Status Trend::check_totals(const Row& row, const Calendar& calendar) {
  for (std::size_t i = 0; i < row.counts.size(); ++i) {
    if (row.counts[i] <= calendar.totals[i]) continue;
    return input_error("the period {}{} has a count of {}, but a total of {}",
                       calendar.periods[i].text(), shown(row.key), row.counts[i],
                       calendar.totals[i]);
  }
  return {};
}

void Trend::control(std::vector<Found>& found, std::size_t tests) const {
  if (!options_.fdr) return;
  std::vector<double> best;  // of each group
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i == 0 || found[i].group != found[i - 1].group) best.push_back(0);
    best.back() = std::max(best.back(), found[i].corrected);
  }
  const double least = stats::least_discovery(std::move(best), tests, options_.fdr->of_one);
  std::erase_if(found, [least](const Found& burst) { return burst.corrected < least; });
}

Status Trend::write_burst(io::Output& out, const Calendar& calendar, std::string_view key,
                          const stats::Burst& burst) {
  std::string& text = out.buffer();
  group_fields_.append(text, key);
  append_period(text, "start", calendar.periods[burst.bins.first]);
  append_period(text, "end", calendar.periods[burst.bins.last]);
  append_period(text, "peak", calendar.periods[burst.peak]);
  append_number(text, "peak_value", burst.peak_value);
  append_number(text, "total", burst.total);
  append_number(text, "expected", to_six_digits(burst.expected));
  append_number(text, "score", burst.score);
  text.push_back('}');
  return out.end_record();
}

// Periods without data between the first and the last are written too: a line that is drawn through
// the records breaks there. A group of which nothing is known (that of a file of totals) has none.
Status Trend::write_series(io::Output& out, const Calendar& calendar, const Row& row,
                           const stats::BurstFinder& finder, std::span<const Found> bursts) {
  if (row.known == 0) return {};
  std::string group;
  group_fields_.append(group, row.key);
  Period period = calendar.periods.front();
  for (std::size_t i = 0; i < row.counts.size(); period = period.next()) {
    const bool is_known = period == calendar.periods[i] && row.links[i] != Link::kMissing;
    const bool is_burst = std::any_of(bursts.begin(), bursts.end(), [&](const Found& found) {
      return is_known && found.burst.bins.first <= i && i <= found.burst.bins.last;
    });
    std::string& text = out.buffer();
    text += group;
    append_period(text, "period", period);
    append_number(text, "value", is_known ? row.counts[i] : kUnknown);
    append_number(text, "expected", is_known ? to_six_digits(finder.expected(i)) : kUnknown);
    append_number(text, "score", is_known ? finder.score(i) : kUnknown);
    json::append_key(text, "burst");
    text += is_burst ? "true}" : "false}";
    ND_TRY(out.end_record());
    if (period == calendar.periods[i]) ++i;
  }
  return {};
}

Status Trend::write_all_series(io::Output& out, const Keys& keys, const Calendar& calendar,
                               const CountTable::Rows& rows, stats::BurstFinder& finder,
                               std::span<const Found> found) {
  Row row;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    row.key = keys.key(i);
    ND_TRY(fill(row, calendar, rows, keys.id(i)));
    finder.judge(row.counts, row.links);
    std::size_t own = 0;
    while (own < found.size() && found[own].group == i)
      ++own;
    ND_TRY(write_series(out, calendar, row, finder, found.first(own)));
    found = found.subspan(own);
  }
  return {};
}

// By number, which is how the counts lie, not by key: the order is put right at the end.
Result<std::vector<Trend::Found>> Trend::find_all(const Keys& keys, const Calendar& calendar,
                                                  const CountTable::Rows& rows,
                                                  stats::BurstFinder& finder) {
  std::vector<std::size_t> order(keys.size());  // of a group's number
  for (std::size_t i = 0; i < keys.size(); ++i)
    order[keys.id(i)] = i;
  std::vector<Found> found;
  std::size_t tests = 0;
  std::size_t most_known = 0;
  std::optional<Failure> failure;
  Row row;
  for (std::uint32_t group = 0; group < order.size(); ++group) {
    const std::size_t place = order[group];
    row.key = keys.key(place);
    if (auto filled = fill(row, calendar, rows, group); !filled) [[unlikely]] {
      if (!failure || place < failure->group) failure = {place, std::move(filled).error()};
      continue;
    }
    most_known = std::max(most_known, row.known);
    if (row.sum > 0 && row.sum >= static_cast<double>(options_.least_count)) ++tests;
    for (const stats::Burst& burst : finder.find(row.counts, row.links))
      found.push_back({place, burst, stats::BurstFinder::corrected(burst.score, row.known)});
  }
  if (failure) return tl::unexpected(std::move(failure->error));
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.group < b.group; });
  control(found, tests);
  notes_ = trend_notes(options_, calendar.periods, most_known);
  return found;
}

Status Trend::finish(io::Output& out) {
  if (!bins_.kind()) return {};
  add_waiting();
  const Calendar calendar = ND_TRY(this->calendar());
  const Keys keys = group_ids_.sort();
  const bool compares = options_.method == stats::Method::kKleinberg && !has_totals();
  if (compares && keys.size() == 1 && calendar.periods.size() > 1) {
    return input_error(
        "all records are of one group, which is its own total: name a field that holds the total "
        "of the period with --total, or say --method poisson");
  }
  stats::BurstFinder finder =
      this->finder(ND_TRY(finder_options(options_, *bins_.kind())), calendar);
  const CountTable::Rows rows = cells_.take_rows(keys.size());
  const std::vector<Found> found = ND_TRY(find_all(keys, calendar, rows, finder));
  if (options_.series) return write_all_series(out, keys, calendar, rows, finder, found);
  for (const Found& burst : found)
    ND_TRY(write_burst(out, calendar, keys.key(burst.group), burst.burst));
  return {};
}

}  // namespace nd::compare
