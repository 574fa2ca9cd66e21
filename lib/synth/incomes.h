// Incomes: who earned how much in which month (F17 to F21), and the records that say so.
//
// Everything is planned in the numbers of the nano platform: a row is a creator there, and as many
// creators as the profile has copies. Amounts are exact by construction: a group's sum is a quota,
// shared out by a log-normal curve, and a year's income is shared out among its months. What a row
// earns does not change with the seed; which creator it is, does.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "synth/catalog.h"
#include "synth/day_table.h"

namespace nd::synth {

using Fen = std::int64_t;

// 10,000 yuan a month, of a year and of a month: above it, not at it, a creator counts for F17.
inline constexpr Fen kYearLine = 12'000'000;
inline constexpr Fen kMonthLine = 1'000'000;

inline constexpr std::size_t kMonths = 24;  // from January 2023 on

struct EarningGroup {
  FieldId field;
  std::uint32_t rows;  // that earn in either year
};
[[nodiscard]] std::span<const EarningGroup> earning_groups();

struct Earner {
  FieldId field = FieldId::kGeneral;
  std::uint32_t row = 0;           // within its field
  std::array<Fen, kMonths> net{};  // settled less what was reversed, of each month
  // Of the year 2023 (0) or 2024 (1).
  [[nodiscard]] Fen year(std::size_t year) const;
};

// What stands in a record beside its amount.
enum class IncomeKind : std::uint8_t {
  kGift,
  kAd,
  kEcommerce,
  kSubscription,
  kIncentive,
  kReversed,
  kPending,  // not yet settled: does not count
  kForeign   // in another currency: does not count
};

struct IncomeRecord {
  std::uint32_t earner;  // its index
  std::uint8_t month;    // that it settles, 0 .. kMonths - 1
  IncomeKind kind;
  bool is_late;  // received after the report's cut of its year: does not count
  Fen fen;
  [[nodiscard]] bool counts() const {
    return kind != IncomeKind::kPending && kind != IncomeKind::kForeign && !is_late;
  }
};

class Incomes {
 public:
  Incomes();

  // Every row that earns in one of the years.
  [[nodiscard]] const std::vector<Earner>& earners() const { return earners_; }
  [[nodiscard]] const DayTable<IncomeRecord>& records() const { return records_; }

  // Where the knowledge creators of a row live, as dim_creator_city has it.
  enum class City : std::uint8_t {
    kUnknown,
    kMovedOut,  // from a higher tier to one of the third or below, on 1 July 2024
    kMovesIn,   // in a city of the third tier or below, and moves to a higher one after the year
    kLow,
    kHigh
  };
  [[nodiscard]] static City city_of(std::uint32_t row);
  static constexpr std::uint32_t kUnknownCities = 40;
  static constexpr std::uint32_t kMovedOut = 12;
  static constexpr std::uint32_t kMovesIn = 10;
  static constexpr std::uint32_t kLowCities = 297;  // at the end of 2024, with both who move
  static constexpr std::uint32_t kKnowledgeEarners = 540;

 private:
  std::vector<Earner> earners_;
  DayTable<IncomeRecord> records_;
};

// Which creator is which row, both ways.
class EarnerIdentity {
 public:
  EarnerIdentity(const Catalog& catalog, const EarningGroup& group, std::uint64_t seed);

  // The creator of copy `copy` of a row.
  [[nodiscard]] AuthorNumber author(std::uint32_t row, std::uint32_t copy) const {
    return first_ + walk_.at(std::uint64_t{copy} * rows_ + row);
  }
  // The place of a creator of the field: copy * rows + row, or more for one who never earns.
  [[nodiscard]] std::uint32_t place_of(AuthorNumber author) const {
    return walk_.place_of(author - first_);
  }

 private:
  AuthorNumber first_;
  std::uint32_t rows_;
  Walk walk_;
};

// The settled, reversed and pending incomes of all creators.
class IncomeStream final : public EventStream {
 public:
  // `counts` are those of the records with the factor. The incomes outlive the stream.
  IncomeStream(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Catalog& catalog,
               const Incomes& incomes, std::uint32_t factor);

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const Incomes& incomes_;
  std::uint32_t factor_;
  std::vector<EarnerIdentity> identities_;  // by FieldId
};

}  // namespace nd::synth
