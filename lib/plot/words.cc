#include "plot/words.h"

#include <cstddef>

#include "base/number.h"

namespace nd::plot {
namespace {

struct Translation {
  std::string_view english;
  std::string_view chinese;

  [[nodiscard]] std::string_view in(Language language) const {
    return language == Language::kChinese ? chinese : english;
  }
};

// In the order of the enum.
constexpr Translation kWords[] = {{"break in series", "口径变化"},
                                  {"provisional", "初步数据"},
                                  {"incomplete", "数据不全"},
                                  {"suppressed", "不予公布"},
                                  {"low base", "基数过小"},
                                  {"no data", "无数据"},
                                  {"mean", "平均数"},
                                  {"median", "中位数"},
                                  {"total", "合计"},
                                  {"rest", "其余"},
                                  {"no data", "无数据"},
                                  {"Data", "数据"},
                                  {"note", "说明"},
                                  {"count", "数量"},
                                  {"increase", "增加"},
                                  {"decrease", "减少"},
                                  {"The axis does not begin at 0.", "纵轴不从 0 开始。"},
                                  {"Each row has a scale of its own.", "各行比例尺不同。"},
                                  {"At the right, the largest value.", "右侧为最大值。"}};
static_assert(std::size(kWords) == static_cast<std::size_t>(Word::kLargest) + 1);

constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

constexpr Translation kWeekdays[] = {{"Mon", "一"}, {"Tue", "二"}, {"Wed", "三"}, {"Thu", "四"},
                                     {"Fri", "五"}, {"Sat", "六"}, {"Sun", "日"}};

// In the order of the enum.
constexpr Translation kKinds[] = {{"Line chart", "折线图"},     {"Bar chart", "条形图"},
                                  {"Dumbbell chart", "哑铃图"}, {"Slope chart", "斜率图"},
                                  {"Share bar", "占比图"},      {"Histogram", "直方图"},
                                  {"Heat map", "热力图"},       {"Strips", "条带图"},
                                  {"Sparklines", "走势图"},     {"Waterfall chart", "瀑布图"}};
static_assert(std::size(kKinds) == static_cast<std::size_t>(Kind::kWaterfall) + 1);

}  // namespace

std::string_view word(Word word, Language language) {
  return kWords[static_cast<std::size_t>(word)].in(language);
}

Word word_of(Flag flag) {
  switch (flag) {
    case Flag::kBreak:
      return Word::kBreak;
    case Flag::kProvisional:
      return Word::kProvisional;
    case Flag::kIncomplete:
      return Word::kIncomplete;
    case Flag::kSuppressed:
      return Word::kSuppressed;
    case Flag::kLowBase:
      break;
  }
  return Word::kLowBase;
}

std::string_view kind_word(Kind kind, Language language) {
  return kKinds[static_cast<std::size_t>(kind)].in(language);
}

std::string_view list_comma(Language language) {
  return language == Language::kChinese ? "；" : ", ";
}

std::string month_name(int month, Language language) {
  if (language == Language::kEnglish) return std::string(kMonths[month - 1]);
  std::string text;
  append_int(text, month);
  return text + "月";
}

std::string day_name(const time::Date& date, Language language) {
  std::string text = month_name(date.month, language);
  if (language == Language::kEnglish) text += ' ';
  append_int(text, date.day);
  if (language == Language::kChinese) text += "日";
  return text;
}

std::string_view weekday_name(int weekday, Language language) {
  return kWeekdays[weekday - 1].in(language);
}

}  // namespace nd::plot
