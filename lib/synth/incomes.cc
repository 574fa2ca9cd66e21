#include "synth/incomes.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/number.h"

namespace nd::synth {
namespace {

constexpr std::array<EarningGroup, 4> kGroups = {{{FieldId::kHeritage, 340},
                                                  {FieldId::kFarming, 104},
                                                  {FieldId::kKnowledge, Incomes::kKnowledgeEarners},
                                                  {FieldId::kGeneral, 460}}};

// Creators above the line in 2023 and in 2024 (F17).
constexpr std::array<std::uint32_t, 2> kAbove = {500, 570};

// Dice of which creator is which row, apart from those of other entities (closeness.cc).
constexpr std::uint64_t kIdentityDice = std::uint64_t{7} << 40;

// exp(1.1 z) in thousandths, where z is the normal quantile of (k + 1/2) / 64: a log-normal curve
// as integers, so that every machine has the same.
constexpr std::array<Fen, 64> kCurve = {
    70,   112,  144,  172,  198,  223,  247,  270,  294,  317,  341,  365,  389,
    413,  438,  463,  489,  515,  542,  570,  598,  628,  658,  688,  720,  753,
    788,  823,  860,  898,  937,  979,  1022, 1067, 1114, 1163, 1215, 1270, 1327,
    1388, 1452, 1521, 1594, 1671, 1754, 1844, 1940, 2044, 2158, 2282, 2419, 2571,
    2741, 2932, 3150, 3403, 3699, 4055, 4494, 5057, 5819, 6944, 8901, 14286};

// The curve at place `place` of `count`, a straight line between its points.
Fen curve_at(std::uint32_t place, std::uint32_t count) {
  const Fen at = (2 * Fen{place} + 1) * Fen{kCurve.size()} - Fen{count};  // over 2 * count
  const Fen unit = 2 * Fen{count};
  if (at < 0) return kCurve.front();
  const auto point = static_cast<std::size_t>(at / unit);
  if (point + 1 >= kCurve.size()) return kCurve.back();
  return kCurve[point] + (kCurve[point + 1] - kCurve[point]) * (at % unit) / unit;
}

// Parts of `total` in proportion to the weights, which are not all zero; they add up to it.
std::vector<Fen> shared_out(Fen total, const std::vector<Fen>& weights) {
  Fen whole = 0;
  for (const Fen weight : weights)
    whole += weight;
  ND_CHECK(whole > 0);
  std::vector<Fen> parts;
  Fen passed = 0;
  for (const Fen weight : weights) {
    const Fen before = total * passed / whole;
    passed += weight;
    parts.push_back(total * passed / whole - before);
  }
  return parts;
}

// The rows of the group that earn in the year, from `first` on, and what they earn together.
struct YearQuota {
  FieldId field;
  std::size_t year;
  std::uint32_t first;
  std::uint32_t rows;
  Fen total;
  std::uint32_t start;  // of the walk that says who of them earns how much
  Fen base;             // added to the curve, in its unit: the more, the more equal they are
};
constexpr Fen kYuan = 100;
constexpr std::array<YearQuota, 6> kQuotas = {{
    // F20: the mean grows by 55 %, from 40,000 to 62,000 yuan; 120 earn in both years.
    {FieldId::kHeritage, 0, 0, 200, Fen{200} * 40'000 * kYuan, 0, 600},
    {FieldId::kHeritage, 1, 80, 260, Fen{260} * 62'000 * kYuan, 0, 0},
    {FieldId::kFarming, 0, 0, 90, Fen{90} * 41'000 * kYuan, 0, 0},
    {FieldId::kFarming, 1, 0, 104, Fen{104} * 47'000 * kYuan, 0, 0},
    // F18: 13,000 yuan a month.
    {FieldId::kKnowledge, 0, 0, 500, Fen{500} * 12 * 11'600 * kYuan, 0, 0},
    {FieldId::kKnowledge, 1, 0, 540, Fen{540} * 12 * 13'000 * kYuan, 40, 0},
}};

// General creators around the line, by row. The others are high above it or well below.
enum GeneralRow : std::uint32_t {
  kAtTheLine = 0,
  kReversedFirst = 1,  // above it before reversals
  kReversedLast = 3,
  kPendingFirst = 4,  // above it with what is pending
  kPendingLast = 5,
  kLateRow = 6,     // of 2023: below it with a reversal that came too late to count
  kForeignRow = 7,  // above it if dollars were yuan
};
constexpr std::array<std::uint32_t, 2> kFirstHigh = {30, 10};
constexpr Fen kReversal = 500'000;
constexpr Fen kPending = 1'000'000;
constexpr Fen kLateReversal = 2'000'000;
constexpr Fen kDollars = 900'000;

Fen general_income(std::size_t year, std::uint32_t row, std::uint32_t high, std::uint32_t rows) {
  if (year == 0 && row == kLateRow) return kYearLine + kYuan * 10'000;
  if (year == 1) {
    if (row == kAtTheLine) return kYearLine;
    if (row >= kReversedFirst && row <= kReversedLast) return kYearLine - kYuan * 2'000;
    if (row >= kPendingFirst && row <= kPendingLast) return kYearLine - kYuan * 1'000;
    if (row == kForeignRow) return kYearLine - kYuan * 3'000;
  }
  if (row >= kFirstHigh[year] && row < kFirstHigh[year] + high) {
    const std::uint32_t place = walked(row, rows, static_cast<std::uint32_t>(year) * 100);
    return kYearLine + kYuan * 500 + curve_at(place, rows) * 4'000;
  }
  return kYuan * 15'000 + kYuan * 200 * walked(row, rows, static_cast<std::uint32_t>(year) * 31);
}

// The months of a year, some better than others.
void fill_months(std::uint32_t earner, std::size_t year, Fen total, Earner& into) {
  std::vector<Fen> weights;
  for (std::size_t month = year * 12; month < (year + 1) * 12; ++month) {
    weights.push_back(60 + static_cast<Fen>(mix(earner * kMonths + month + 1) % 80));
  }
  const std::vector<Fen> months = shared_out(total, weights);
  std::copy(months.begin(), months.end(),
            into.net.begin() + static_cast<std::ptrdiff_t>(year) * 12);
}

void fill_quota(const YearQuota& quota, std::vector<Earner>& earners) {
  std::vector<Fen> weights;
  for (std::uint32_t i = 0; i < quota.rows; ++i) {
    weights.push_back(quota.base + curve_at(walked(i, quota.rows, quota.start), quota.rows));
  }
  const std::vector<Fen> incomes = shared_out(quota.total, weights);
  for (std::uint32_t earner = 0; earner < earners.size(); ++earner) {
    const std::uint32_t row = earners[earner].row;
    if (earners[earner].field != quota.field || row < quota.first) continue;
    if (row - quota.first >= quota.rows) continue;
    fill_months(earner, quota.year, incomes[row - quota.first], earners[earner]);
  }
}

// The general creators, so many of them above the line as the quota of all leaves.
void fill_general(std::size_t year, std::vector<Earner>& earners) {
  std::uint32_t above = year == 0 ? 1 : 0;  // kLateRow
  for (const Earner& earner : earners)
    above += earner.year(year) > kYearLine ? 1 : 0;
  ND_CHECK(above < kAbove[year]);
  const std::uint32_t high = kAbove[year] - above;
  const std::uint32_t rows = kGroups.back().rows;
  ND_CHECK(kFirstHigh[year] + high <= rows);
  for (std::uint32_t earner = 0; earner < earners.size(); ++earner) {
    if (earners[earner].field != FieldId::kGeneral) continue;
    fill_months(earner, year, general_income(year, earners[earner].row, high, rows),
                earners[earner]);
  }
}

std::vector<Earner> list_earners() {
  std::vector<Earner> earners;
  for (const EarningGroup& group : kGroups) {
    for (std::uint32_t row = 0; row < group.rows; ++row)
      earners.push_back({group.field, row});
  }
  for (const YearQuota& quota : kQuotas)
    fill_quota(quota, earners);
  for (const std::size_t year : {0U, 1U})
    fill_general(year, earners);
  return earners;
}

using DatedRecord = std::pair<Day, IncomeRecord>;

// A month is settled on its 28th; what is reversed of it, on the third day of the next one, but in
// December at once.
Day settled_on(std::size_t month) {
  return day_of(2023 + static_cast<int>(month / 12), static_cast<unsigned>(month % 12) + 1, 28);
}
Day reversed_on(std::size_t month) {
  return month % 12 == 11 ? settled_on(month) : settled_on(month + 1) - 25;
}

// What is reversed of a month's income: of one in twenty a tenth, and what the table asks for.
Fen reversal_of(const Earner& earner, std::uint32_t index, std::size_t month) {
  constexpr std::size_t kMonthOfReversal = 17;  // May 2024
  if (earner.field == FieldId::kGeneral && earner.row >= kReversedFirst &&
      earner.row <= kReversedLast && month == kMonthOfReversal) {
    return kReversal;
  }
  return mix(index * kMonths + month + 1) % 20 == 7 ? earner.net[month] / 10 + 1 : 0;
}

void list_month(const Earner& earner, std::uint32_t index, std::size_t month,
                std::vector<DatedRecord>& records) {
  constexpr std::array<IncomeKind, 4> kStreams = {
      IncomeKind::kGift, IncomeKind::kAd, IncomeKind::kEcommerce, IncomeKind::kSubscription};
  if (earner.net[month] == 0) return;
  const Fen reversed = reversal_of(earner, index, month);
  Fen settled = earner.net[month] + reversed;
  const auto add = [&](Day day, IncomeKind kind, Fen fen) {
    records.push_back({day, {index, static_cast<std::uint8_t>(month), kind, false, fen}});
  };
  const bool is_supported =
      earner.field == FieldId::kFarming || earner.field == FieldId::kKnowledge;
  if (is_supported && month % 3 == 0) {
    add(settled_on(month), IncomeKind::kIncentive, settled / 10);
    settled -= settled / 10;
  }
  add(settled_on(month), kStreams[(mix(index) + month) % kStreams.size()], settled);
  if (reversed > 0) add(reversed_on(month), IncomeKind::kReversed, -reversed);
}

std::vector<DatedRecord> list_records(const std::vector<Earner>& earners) {
  constexpr std::uint8_t kDecember2023 = 11;
  constexpr std::uint8_t kNovember2024 = 22;
  std::vector<DatedRecord> records;
  for (std::uint32_t index = 0; index < earners.size(); ++index) {
    const Earner& earner = earners[index];
    for (std::size_t month = 0; month < kMonths; ++month)
      list_month(earner, index, month, records);
    if (earner.field != FieldId::kGeneral) continue;
    const Day november = settled_on(kNovember2024);
    if (earner.row >= kPendingFirst && earner.row <= kPendingLast) {
      records.push_back({november, {index, kNovember2024, IncomeKind::kPending, false, kPending}});
    }
    if (earner.row == kForeignRow) {
      records.push_back({november, {index, kNovember2024, IncomeKind::kForeign, false, kDollars}});
    }
    if (earner.row == kLateRow) {
      records.push_back({day_of(2024, 2, 29),
                         {index, kDecember2023, IncomeKind::kReversed, true, -kLateReversal}});
    }
  }
  return records;
}

struct Labels {
  std::string_view stream;
  std::string_view status;
  std::string_view currency;
};
constexpr std::array<Labels, 8> kLabels = {{{"gift", "settled", "CNY"},
                                            {"ad", "settled", "CNY"},
                                            {"ecommerce", "settled", "CNY"},
                                            {"subscription", "settled", "CNY"},
                                            {"incentive", "settled", "CNY"},
                                            {"adjust", "reversed", "CNY"},
                                            {"ad", "pending", "CNY"},
                                            {"ad", "settled", "USD"}}};

// Appends 2024-07, the month of 28 July.
void append_month(std::string& out, std::size_t month) {
  append_date(out, settled_on(month));
  out.resize(out.size() - 3);
}

}  // namespace

std::span<const EarningGroup> earning_groups() {
  return kGroups;
}

Fen Earner::year(std::size_t year) const {
  Fen sum = 0;
  for (std::size_t month = year * 12; month < (year + 1) * 12; ++month)
    sum += net[month];
  return sum;
}

Incomes::Incomes() : earners_(list_earners()), records_(list_records(earners_)) {}

// The rows earn in another order than this one, so that income and city have nothing to do with
// each other.
Incomes::City Incomes::city_of(std::uint32_t row) {
  if (row < kUnknownCities) return City::kUnknown;
  row -= kUnknownCities;
  if (row < kMovedOut) return City::kMovedOut;
  if (row < kMovedOut + kMovesIn) return City::kMovesIn;
  return row < kLowCities ? City::kLow : City::kHigh;
}

EarnerIdentity::EarnerIdentity(const Catalog& catalog, const EarningGroup& group,
                               std::uint64_t seed)
    : first_(catalog.members(group.field).first_author),
      rows_(group.rows),
      walk_(catalog.members(group.field).creators,
            Dice(seed, kIdentityDice + static_cast<std::uint64_t>(group.field))
                .below(catalog.members(group.field).creators)) {}

IncomeStream::IncomeStream(std::uint64_t seed, std::uint16_t number, DayCounts counts,
                           const Catalog& catalog, const Incomes& incomes, std::uint32_t factor)
    : EventStream(seed, number, std::move(counts), 0), incomes_(incomes), factor_(factor) {
  for (const EarningGroup& group : kGroups)
    identities_.emplace_back(catalog, group, seed);
}

void IncomeStream::append(Place place, std::int64_t recv_ms, std::string& out) const {
  const auto [record, copy] = incomes_.records().at(place, factor_);
  const Earner& earner = incomes_.earners()[record->earner];
  const auto group = static_cast<std::size_t>(
      std::find_if(kGroups.begin(), kGroups.end(),
                   [&](const EarningGroup& known) { return known.field == earner.field; }) -
      kGroups.begin());
  const Labels& labels = kLabels[static_cast<std::size_t>(record->kind)];
  append_envelope(place, "income", recv_ms, out);
  append_numbered(R"(,"author_id":"a)", identities_[group].author(earner.row, copy), out);
  out += R"(,"amount_fen":)";
  append_int(out, record->fen);
  out += R"(,"currency":")";
  out += labels.currency;
  out += R"(","stream":")";
  out += labels.stream;
  out += R"(","settle_month":")";
  append_month(out, record->month);
  out += R"(","status":")";
  out += labels.status;
  out += "\"}";
}

}  // namespace nd::synth
