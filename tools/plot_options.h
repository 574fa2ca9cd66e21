// The options of ndplot: how each gets into a PlotRequest.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "plot/chart_format.h"
#include "show/plot_request.h"

namespace nd::tools::plot {

using format::NumberStyle;

inline cli::Binding words(auto& out, const auto& names) {
  cli::Binding binding = cli::value(out);
  for (const auto& name : names)
    binding.choices.emplace_back(name);
  return binding;
}

// One of several flags, of which a command has one.
inline cli::Binding number_style(std::optional<NumberStyle>& out, NumberStyle style) {
  return {.set = [&out, style](cli::Typed) -> nd::Status {
    if (out && *out != style) return nd::usage_error("only one of --int, --pct, --si and --cjk");
    out = style;
    return {};
  }};
}

// NOLINTNEXTLINE(readability-function-size): a list
inline std::vector<cli::Option> options_of(nd::show::PlotRequest& r) {
  std::vector<std::string_view> formats;
  for (const auto& format : nd::plot::chart_formats())
    formats.push_back(format.name);
  std::vector<cli::Option> all = {
      {"-x", "FIELD",
       "the places: periods, numbers or names. Any expression: `-x 'month=(.time_ms|ms|month)'`.",
       cli::list(r.x)},
      {"-y", "FIELD,…", "the values. Each field is a series.", cli::list(r.y)},
      {"-g, --group", "KEY,…", "a series for each group.", cli::list(r.groups)},
      {"--kind", "KIND",
       "the kind of chart, see below. Without it, line over periods and numbers, else bar.",
       words(r.kind, nd::plot::kind_names())},
      {"--format", "FORMAT", "draw in this format. Without it, text, whatever the name of -o.",
       words(r.format, formats)},
      {"--title", "TEXT", "write this above the chart. It says best what is to be seen.",
       cli::value(r.title)},
      {"--description", "TEXT", "describe it for those who cannot see it.",
       cli::value(r.description)},
      {"--unit", "TEXT", "say what the values are counted in. `user|users` tells one from several.",
       cli::value(r.unit)},
      {"--ghost", "FIELD", "draw these values pale behind the others, as those of the year before.",
       cli::list(r.ghost)},
      {"--mark", "FIELD,…",
       "mark a value or a day: `target=100`, `launch=2024-07-31`, or a field that has the same "
       "value in all records. A number is on the axis of values (hist: of -x), a period on that of "
       "time.",
       cli::list(r.marks)},
      {"--highlight", "FIELD", "draw the points for which it is true in the strong colour.",
       cli::list(r.highlight)},
      {"--flag", "FIELD",
       "the field that says what a value lacks: `break`, `provisional`, `incomplete`, "
       "`suppressed`, `low-base`, or an array of these.",
       cli::list(r.flag)},
      {"--log", "",
       "make the axis logarithmic. Goes with line, dumbbell, slope and, for its values, hist.",
       cli::flag(r.log)},
      {"--top", "N", "draw the N largest, and say how many more there are.", cli::value(r.top)},
      {"--order", "ORDER",
       "how places that are names are ordered: by `value`, the largest first; by `name`; as in the "
       "`input`.",
       cli::choice(r.order, {{"value", nd::show::Order::kValue},
                             {"input", nd::show::Order::kInput},
                             {"name", nd::show::Order::kName}})},
      {"--whole", "N", "say what the parts of a share bar are parts of. Without it, their sum.",
       cli::value(r.whole)},
      {"--bins", "N", "make about N bins. Their bounds are round numbers.", cli::value(r.bins)},
      {"--int", "", "show numbers as whole ones with separators.",
       number_style(r.style, NumberStyle::kGrouped)},
      {"--pct", "", "show numbers as percentages: 0.123 is 12.3%.",
       number_style(r.style, NumberStyle::kPercent)},
      {"--si", "", "show numbers with K, M, B and T.", number_style(r.style, NumberStyle::kSi)},
      {"--cjk", "", "show numbers with 万, 亿 and 万亿.", number_style(r.style, NumberStyle::kCjk)},
      {"--digits", "N", "show N digits after the point.", cli::value(r.digits)},
      {"--lang", "LANGUAGE", "the language of the words that are added.",
       cli::choice(r.language,
                   {{"en", nd::plot::Language::kEnglish}, {"zh", nd::plot::Language::kChinese}})},
      {"--size", "WxH",
       "be so large: pixels, or columns and rows of text. `720x` leaves the height to the chart.",
       cli::value(r.size)},
      {"--ascii", "", "draw with ASCII characters. Texts of the data stay as they are.",
       cli::flag(r.ascii)}};
  all[0].names_fields = all[1].names_fields = true;
  return all;
}

}  // namespace nd::tools::plot
