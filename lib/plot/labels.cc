#include "plot/labels.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/display_width.h"
#include "base/number.h"
#include "format/number_format.h"
#include "plot/value_axis.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

using format::NumberFormat;
using format::NumberStyle;

std::string formatted(std::string_view json_number, NumberStyle style, std::optional<int> digits) {
  std::string text;
  format::append_number(text, json_number, {style, digits, false});
  return text;
}

// Digits after the point that say three figures of a number, and none more than it has.
std::optional<int> telling_digits(std::string_view json_number) {
  std::string scratch;
  const Decimal number = decimal_of(json_number, scratch);
  if (number.is_zero() || number.is_integer()) return std::nullopt;
  constexpr std::int64_t kFigures = 3;
  const std::int64_t has = static_cast<std::int64_t>(number.digits.size()) - number.point;
  const std::int64_t wanted = std::max<std::int64_t>(0, kFigures - number.point);
  constexpr std::int64_t kMost = 9;
  if (wanted >= has || wanted > kMost) return std::nullopt;
  return static_cast<int>(wanted);
}

void make_visible(std::string& text) {
  std::string out;
  append_visible(out, text);
  text = std::move(out);
}

// Whether a number is shown as it is, without rounding.
bool is_shown_whole(std::string_view json_number, const NumberFormat& number_format) {
  std::string digits;
  std::string scratch;
  const Decimal number = decimal_of(json_number, digits);
  const format::ShownNumber shown =
      format::shown_number(number, number_format, format::Rounding::kHalfEven, scratch);
  return compare_decimals(number, shown.number) == 0;
}

bool all_differ(const std::vector<std::string>& texts) {
  const std::set<std::string> different(texts.begin(), texts.end());
  return different.size() == texts.size();
}

}  // namespace

std::vector<std::string> x_names(const Chart& chart) {
  std::vector<std::string> names;
  for (const XValue& x : chart.x)
    names.push_back(x.label);
  return names;
}

std::vector<std::string> series_names(const Chart& chart) {
  std::vector<std::string> names;
  for (const Series& series : chart.series)
    names.push_back(series.name);
  return names;
}

std::string number_label(const Chart& chart, std::string_view json_number) {
  std::optional<int> digits = chart.look.digits;
  const NumberStyle style = chart.look.style;
  if (!digits && style == NumberStyle::kGrouped) digits = telling_digits(json_number);
  return formatted(json_number, style, digits);
}

std::string signed_label(const Chart& chart, std::string_view json_number) {
  std::string text = number_label(chart, json_number);
  const bool is_more = text[0] != '-' && text.find_first_of("123456789") != std::string::npos;
  return is_more ? "+" + text : text;
}

std::string table_label(const Chart& chart, std::string_view json_number) {
  if (chart.look.style == NumberStyle::kPercent) return number_label(chart, json_number);
  return formatted(json_number, NumberStyle::kGrouped, {});
}

std::string exact_label(const Chart& chart, std::string_view json_number) {
  std::string text = table_label(chart, json_number);
  if (chart.unit.empty() || chart.look.style == NumberStyle::kPercent) return text;
  const bool is_one = text == "1" || text == "-1";
  text += " " + (is_one && !chart.unit_of_one.empty() ? chart.unit_of_one : chart.unit);
  return text;
}

std::vector<std::string> tick_labels(const Chart& chart, const std::vector<Tick>& ticks) {
  constexpr int kMostDigits = 12;
  const NumberStyle style = chart.look.style;
  std::vector<std::string> texts;
  const bool has_unit = style == NumberStyle::kSi || style == NumberStyle::kCjk;
  const bool shows_all = style == NumberStyle::kPlain || style == NumberStyle::kGrouped;
  for (int digits = shows_all || has_unit ? -1 : 0; digits <= kMostDigits; ++digits) {
    texts.clear();
    for (const Tick& tick : ticks) {
      texts.push_back(
          formatted(tick.text, style, digits < 0 ? std::nullopt : std::optional(digits)));
    }
    const bool lose_nothing = std::all_of(ticks.begin(), ticks.end(), [&](const Tick& tick) {
      return is_shown_whole(tick.text,
                            {style, digits < 0 ? std::nullopt : std::optional(digits), false});
    });
    if (lose_nothing && all_differ(texts)) break;
  }
  return texts;
}

std::string x_label(const Chart& chart, std::string_view text) {
  if (chart.x_scale == XScale::kPeriod) return std::string(text);
  // Numbers that may be years have no separators.
  std::string scratch;
  const Decimal number = decimal_of(text, scratch);
  constexpr std::int64_t kYearDigits = 4;
  const bool may_be_year = number.point <= kYearDigits;
  return formatted(text, may_be_year ? NumberStyle::kPlain : NumberStyle::kGrouped,
                   telling_digits(text));
}

std::vector<std::string> x_tick_labels(const Chart& chart, const std::vector<Tick>& ticks) {
  double largest = 0;
  for (const Tick& tick : ticks)
    largest = std::max(largest, std::abs(tick.at));
  Chart look;
  look.look.style = largest < 10'000                       ? NumberStyle::kPlain
                    : chart.language == Language::kChinese ? NumberStyle::kCjk
                    : largest < 1'000'000                  ? NumberStyle::kGrouped
                                                           : NumberStyle::kSi;
  return tick_labels(look, ticks);
}

Chart visible_chart(Chart chart) {
  for (std::string* text :
       {&chart.title, &chart.description, &chart.unit, &chart.unit_of_one, &chart.x_name})
    make_visible(*text);
  for (XValue& x : chart.x)
    make_visible(x.label);
  for (Series& series : chart.series)
    make_visible(series.name);
  for (Mark& mark : chart.marks)
    make_visible(mark.name);
  for (std::string& note : chart.notes)
    make_visible(note);
  return chart;
}

void add_axis_notes(Chart& chart) {
  if (chart.kind == Kind::kStrip || chart.kind == Kind::kSpark) {
    std::string note;
    if (chart.kind == Kind::kStrip) note = word(Word::kLargest, chart.language);
    if (chart.series.size() > 1) {
      if (!note.empty() && chart.language == Language::kEnglish) note += ' ';
      note += word(Word::kOwnScale, chart.language);
    }
    if (!note.empty()) chart.notes.push_back(std::move(note));
    return;
  }
  if (chart.kind != Kind::kLine || chart.log || value_range(chart).empty) return;
  const std::vector<Tick> ticks = value_ticks(chart, Zero::kIfNear, 6);
  if (ticks.front().at > 0 || ticks.back().at < 0)
    chart.notes.emplace_back(word(Word::kNotFromZero, chart.language));
}

std::string summary_of(const Chart& chart) {
  std::string text(kind_word(chart.kind, chart.language));
  const bool is_chinese = chart.language == Language::kChinese;
  const std::string_view colon = is_chinese ? "：" : ": ";
  const std::string_view comma = is_chinese ? "；" : "; ";
  const char* separator = colon.data();
  if (!chart.x.empty()) {
    text += separator + chart.x.front().label;
    if (chart.x.size() > 1) text += (is_chinese ? " 至 " : " to ") + chart.x.back().label;
    separator = comma.data();
  }
  constexpr std::size_t kMostNamed = 8;
  for (std::size_t s = 0; s < std::min(chart.series.size(), kMostNamed); ++s) {
    const Series& series = chart.series[s];
    const Point* low = nullptr;
    const Point* high = nullptr;
    for (const Point& point : series.points) {
      if (point.missing) continue;
      if (low == nullptr || point.value < low->value) low = &point;
      if (high == nullptr || point.value > high->value) high = &point;
    }
    text += separator;
    separator = comma.data();
    if (!series.name.empty()) text += series.name + " ";
    if (low == nullptr) {
      text += word(Word::kNoData, chart.language);
      continue;
    }
    text += number_label(chart, low->text);
    if (high->value != low->value)
      text += (is_chinese ? " 至 " : " to ") + number_label(chart, high->text);
  }
  return text;
}

std::string told_label(const Chart& chart, const Point& point) {
  std::string flags = flags_label(point, chart.language);
  if (point.missing) return flags;
  const std::string number = number_label(chart, point.text);
  return flags.empty() ? number : number + " (" + flags + ")";
}

std::string flags_label(const Point& point, Language language) {
  std::string text;
  for (const Flag flag :
       {Flag::kBreak, Flag::kProvisional, Flag::kIncomplete, Flag::kSuppressed, Flag::kLowBase}) {
    if (!has(point.flags, flag)) continue;
    if (!text.empty()) text += ", ";
    text += word(word_of(flag), language);
  }
  if (text.empty() && point.missing) text = word(Word::kMissing, language);
  return text;
}

}  // namespace nd::plot
