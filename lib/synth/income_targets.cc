// The targets of incomes. All of them are quotients, so that a profile's copies change none.
#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/figure_targets.h"

namespace nd::synth {
namespace {

// How many creators have a year's income for which it is true, of the records that are `wanted`;
// growth from 2023 to 2024.
template <class Wanted, class Test>
Quotient growth(const Incomes& incomes, const Wanted& wanted, const Test& test) {
  std::vector<std::array<Fen, 2>> sums(incomes.earners().size());
  for (const auto& [day, record] : incomes.records().rows()) {
    if (wanted(record)) sums[record.earner][record.month / 12] += record.fen;
  }
  std::array<std::int64_t, 2> creators{};
  for (const std::array<Fen, 2>& sum : sums) {
    for (const std::size_t year : {0U, 1U})
      creators[year] += test(sum[year]) ? 1 : 0;
  }
  return {creators[1] - creators[0], creators[0]};
}

bool counts(const IncomeRecord& record) {
  return record.counts();
}
bool is_above(Fen fen) {
  return fen > kYearLine;
}

// The months from `first` to `last` of each year in which somebody earns more than 10,000 yuan;
// each creator once where `once`.
Quotient growth_of_months(const Incomes& incomes, std::size_t first, std::size_t last, bool once) {
  std::array<std::int64_t, 2> found{};
  for (const Earner& earner : incomes.earners()) {
    for (const std::size_t year : {0U, 1U}) {
      const auto begin = earner.net.begin() + static_cast<std::ptrdiff_t>(year * 12);
      const std::int64_t months = std::count_if(begin + static_cast<std::ptrdiff_t>(first),
                                                begin + static_cast<std::ptrdiff_t>(last) + 1,
                                                [](Fen fen) { return fen > kMonthLine; });
      found[year] += once ? std::min<std::int64_t>(months, 1) : months;
    }
  }
  return {found[1] - found[0], found[0]};
}

void append_above_the_line(const Incomes& incomes, TargetWriter& writer) {
  const auto with = [&](std::string_view name, std::string_view what, const auto& wanted) {
    writer.quotient(Kind::kTrap, name, growth(incomes, wanted, is_above), what);
  };
  writer.quotient(Kind::kTruth, "F17", growth(incomes, counts, is_above),
                  "growth of creators with more than 120,000 yuan in the year, 2024 on 2023");
  writer.quotient(Kind::kTruth, "F17_any", growth_of_months(incomes, 0, 11, true),
                  "of those with more than 10,000 yuan in any month");
  writer.quotient(Kind::kTruth, "F17_months", growth_of_months(incomes, 0, 11, false),
                  "the mean of the months' numbers");
  writer.quotient(Kind::kTruth, "F17_december", growth_of_months(incomes, 11, 11, false),
                  "of those of December");
  writer.quotient(Kind::kTrap, "F17_at_the_line",
                  growth(incomes, counts, [](Fen fen) { return fen >= kYearLine; }),
                  "with exactly 120,000 yuan");
  with("F17_gross", "without reversals", [](const IncomeRecord& record) {
    return record.counts() && record.kind != IncomeKind::kReversed;
  });
  with("F17_pending", "with what is not yet settled", [](const IncomeRecord& record) {
    return record.counts() || record.kind == IncomeKind::kPending;
  });
  with("F17_foreign", "other currencies as if they were yuan", [](const IncomeRecord& record) {
    return record.counts() || record.kind == IncomeKind::kForeign;
  });
  with("F17_late", "with a reversal that came after the cut of its year",
       [](const IncomeRecord& record) { return record.counts() || record.is_late; });
}

// What the creators of a field earn in a year, of those who earn anything, the least first.
std::vector<Fen> incomes_of(const Incomes& incomes, FieldId field, std::size_t year) {
  std::vector<Fen> sums;
  for (const Earner& earner : incomes.earners()) {
    if (earner.field == field && earner.year(year) > 0) sums.push_back(earner.year(year));
  }
  std::sort(sums.begin(), sums.end());
  return sums;
}

Fen sum(const std::vector<Fen>& incomes) {
  Fen sum = 0;
  for (const Fen fen : incomes)
    sum += fen;
  return sum;
}

// Twice the median. The same for any number of copies of an even number of incomes.
Fen twice_median(const std::vector<Fen>& incomes) {
  return incomes[(incomes.size() - 1) / 2] + incomes[incomes.size() / 2];
}

std::int64_t creators_of(FieldId id) {
  return std::find_if(fields().begin(), fields().end(),
                      [&](const Field& field) { return field.id == id; })
      ->creators;
}

void append_knowledge_targets(const Incomes& incomes, TargetWriter& writer) {
  constexpr std::int64_t kFenOfMonths = 1'200;  // of a yuan a month
  const std::vector<Fen> earned = incomes_of(incomes, FieldId::kKnowledge, 1);
  const auto n = static_cast<std::int64_t>(earned.size());
  writer.quotient(Kind::kTruth, "F18", {sum(earned), kFenOfMonths * n},
                  "mean monthly income of knowledge creators with any, yuan, 2024");
  writer.quotient(Kind::kTrap, "F18_of_all",
                  {sum(earned), kFenOfMonths * creators_of(FieldId::kKnowledge)},
                  "with those without income");
  writer.quotient(Kind::kTrap, "F18_median", {twice_median(earned), 2 * kFenOfMonths},
                  "the median");
  const std::int64_t known = n - Incomes::kUnknownCities;
  const std::int64_t low = Incomes::kLowCities;
  Fen low_income = 0;
  Fen known_income = 0;
  for (const Earner& earner : incomes.earners()) {
    if (earner.field != FieldId::kKnowledge) continue;
    const Incomes::City city = Incomes::city_of(earner.row);
    if (city == Incomes::City::kUnknown) continue;
    known_income += earner.year(1);
    if (city != Incomes::City::kHigh) low_income += earner.year(1);
  }
  writer.quotient(Kind::kTruth, "F19", {low, known},
                  "share of them in cities of the third tier and below, 31 December 2024");
  writer.quotient(Kind::kTrap, "F19_of_all", {low, n}, "with those whose city is unknown");
  writer.quotient(Kind::kTrap, "F19_at_start", {low - Incomes::kMovedOut, known},
                  "the city at the start of the year");
  writer.quotient(Kind::kTrap, "F19_today", {low - Incomes::kMovesIn, known},
                  "the last city known, of after the year");
  writer.quotient(Kind::kTrap, "F19_of_income", {low_income, known_income},
                  "the share of their income");
}

void append_heritage_incomes(const Incomes& incomes, TargetWriter& writer) {
  const std::vector<Fen> prev = incomes_of(incomes, FieldId::kHeritage, 0);
  const std::vector<Fen> cur = incomes_of(incomes, FieldId::kHeritage, 1);
  const auto n_prev = static_cast<std::int64_t>(prev.size());
  const auto n_cur = static_cast<std::int64_t>(cur.size());
  Fen panel_prev = 0;
  Fen panel_cur = 0;
  for (const Earner& earner : incomes.earners()) {
    if (earner.field != FieldId::kHeritage || earner.year(0) == 0 || earner.year(1) == 0) continue;
    panel_prev += earner.year(0);
    panel_cur += earner.year(1);
  }
  const auto grown = [&](std::string_view name, std::int64_t after, std::int64_t before,
                         std::string_view what) {
    writer.quotient(Kind::kTruth, name, {after - before, before}, what);
  };
  grown("F20", sum(cur) * n_prev, sum(prev) * n_cur,
        "growth of the mean income of heritage creators with any, 2024 on 2023");
  grown("F20_total", sum(cur), sum(prev), "of their total income");
  grown("F20_panel", panel_cur, panel_prev, "of the income of those who earn in both years");
  grown("F20_median", twice_median(cur), twice_median(prev), "of their median income");
}

void append_other_incomes(const Incomes& incomes, TargetWriter& writer) {
  writer.quotient(
      Kind::kTruth, "F21",
      {std::ssize(incomes_of(incomes, FieldId::kFarming, 1)), creators_of(FieldId::kFarming)},
      "share of farming creators with income, 2024");
  Fen all = 0;
  Fen incentive = 0;
  for (const auto& [day, record] : incomes.records().rows()) {
    if (record.month < 12 || !record.counts()) continue;
    all += record.fen;
    if (record.kind == IncomeKind::kIncentive) incentive += record.fen;
  }
  writer.quotient(Kind::kTruth, "F25", {incentive, all}, "share of incentives in income, 2024");
}

}  // namespace

void append_income_targets(const Incomes& incomes, TargetWriter& writer) {
  append_above_the_line(incomes, writer);
  append_knowledge_targets(incomes, writer);
  append_heritage_incomes(incomes, writer);
  append_other_incomes(incomes, writer);
}

}  // namespace nd::synth
