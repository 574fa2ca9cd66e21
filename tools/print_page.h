// What the manual page of ndprint says beside its options: the language of specifications, and
// examples.
#pragma once

#include <vector>

#include "cli/command.h"

namespace nd::tools::print {

// NOLINTNEXTLINE(readability-function-size): a list
inline std::vector<cli::Glossary> glossaries() {
  return {
      {"SPEC",
       "SPEC is `[[FILL]ALIGN][SIGN][0][WIDTH][,][.PRECISION][TYPE]`, then perhaps words. Every "
       "part "
       "may be left out.",
       {{"FILL ALIGN",
         "`<` left, `>` right, `^` in the middle, `=` with the fill between sign and digits; FILL "
         "is "
         "any character but a brace, else a blank. Numbers are right, texts left, unless told."},
        {"SIGN",
         "`+` is written before numbers greater than 0; a blank stands where a number has no "
         "minus; "
         "with `-`, as without SIGN, there is the minus alone."},
        {"0", "Zeros fill the width, behind the sign."},
        {"WIDTH", "At least so many columns, two for an East-Asian character; at most 1000."},
        {",  _", "Separates thousands by a comma or an underscore."},
        {".PRECISION",
         "Digits after the point with `f`, `e`, `%`, `p` and `pp`; digits in all with `g`, without "
         "a "
         "type, and with a unit. Of a text, columns that are kept of it."},
        {"d", "A whole number. 2.5 is an error; `.0f` rounds it."},
        {"f", "Digits after the point, 6 unless told."},
        {"e  E", "1.5e+06: digits after the point, 6 unless told."},
        {"g  G",
         "Digits in all, 6 unless told, without zeros at the end; as `e` where the "
         "exponent is below -4 or not below the precision."},
        {"%",
         "A share as a percentage: 0.124 is 12.4% with `.1%`. 6 digits unless told, as in "
         "Python."},
        {"p",
         "A share as a percentage without the sign, for words of one's own: 12.4 with `.1p`. 1 "
         "digit unless told."},
        {"pp",
         "A difference of shares in words: 12.4 percentage points, 12.4个百分点. 1 digit unless "
         "told."},
        {"s", "As text, also of a number."}}},
      {"Units",
       "Three digits in all unless told, and no zeros at the end: 379,600,000,000 is 380 billion, "
       "and "
       "999,950 is 1 million. With `f` before the unit the precision counts the digits after the "
       "point, zeros too: `.1f~` is 379.6 billion.",
       {{"~",
         "million, billion, trillion, and in full below a million (430,000); with --lang zh as "
         "万."},
        {"万", "万, 亿, 万亿 in any language: 3800亿, 1.1亿, 43万."},
        {"K", "K, M, B, T: 380B, 1.1M."}}},
      {"Words that depend on the number",
       R"(They follow a blank, as in `{plays:~ claim}` or, without any SPEC before them, `{days:plural day|days}`. They go by the number as it is shown, rounded. In the texts that follow `plural` and `sign` a # is the number and ## is a #; a brace or | cannot stand in them.)",
       {{"abs", "The number without its sign, and further words perhaps: `{pct:.1% abs over}`."},
        {"claim",
         "The number, rounded, behind the word that is true of it: `over 380 billion` where "
         "there are more than the number says, `nearly` where there are fewer, `exactly` "
         "where nothing was rounded. In Chinese 超过, 近 and 恰好."},
        {"over", "Rounded down: `over 379 billion`, or `exactly`."},
        {"nearly", "Rounded up: `nearly 380 billion`, or `exactly`."},
        {"reached", "Rounded: `reached 380 billion`, 达到3800亿."},
        {"exactly", "`exactly 430,000`; it is an error if anything was rounded."},
        {"plural ONE|MANY",
         "ONE where the number is 1, else MANY: `{n:, plural # play|# plays}` is 1 play, 1,234 "
         "plays. "
         "`plural NONE|ONE|MANY` has a text for 0."},
        {"sign UP|DOWN|SAME",
         "One of three texts for what is above, below and equal to 0; # has no sign: "
         "`{pct:.1% sign rose by #|fell by #|did not change}`. 0.0004 did not change by this, "
         "since "
         "it shows as 0.0%. Without SAME such a number is an error."}}},
      {"Markup",
       R"(With --escape markdown a value shows its characters in GitHub's Markdown, in a paragraph or a cell, and begins no heading, list or code; with html also in a quoted attribute. What a link leads to is not looked at: a value that stands as an address, `[x]({url})`, may be one of `javascript:`.)",
       {}},
      {"Python",
       "What differs from Python's format(): rounding goes by the decimal text; 0 has no sign; a "
       "number without type and precision stands as JSON has it, and so does one with more than "
       "400 zeros before its point (1e500); the width counts columns. Not "
       "known are `#`, `z`, the types b c n o x, indexes, conversions (`!r`) and a "
       "placeholder within another.",
       {}}};
}

inline std::vector<cli::Example> examples() {
  return {
      {.comment = "Numbers as people read them.",
       .files = {{"top.ndjson",
                  R"({"topic":"奥运","plays":380123456789,"pct":0.124,"days":17}
{"topic":"麦收","plays":1250000,"pct":-0.03,"days":1}
)"}},
       .command = "ndprint '{topic}: {plays:~} plays ({pct:+.1%})' top.ndjson",
       .output = "奥运: 380 billion plays (+12.4%)\n麦收: 1.25 million plays (-3.0%)\n"},
      {.comment = "Words that the number chooses.",
       .command =
           R"(ndprint '{topic} {pct:sign up|down} in {days:plural # day|# days}' top.ndjson)",
       .output = "奥运 up in 17 days\n麦收 down in 1 day\n"},
      {.comment = "What can be claimed of the plays, and by how much they changed.",
       .command =
           R"(ndprint '{topic}: {plays:.2~ claim} plays, {pct:.1% sign # more than|# fewer than|as many as} before' top.ndjson)",
       .output = "奥运: over 380 billion plays, 12.4% more than before\n"
                 "麦收: over 1.2 million plays, 3.0% fewer than before\n"},
      {.comment = "The same in Chinese.",
       .command =
           R"(ndprint --lang zh '{topic}播放{plays:.2~ claim}次，{pct:.1% sign 增长#|下降#|持平}' top.ndjson)",
       .output = "奥运播放超过3800亿次，增长12.4%\n麦收播放超过120万次，下降3.0%\n"},
      {.comment = "A calculation has a name; columns align.",
       .command =
           R"(ndprint --let 'daily=.plays / .days' '{topic:.<12}{$daily:>16,.0f} a day' top.ndjson)",
       .output = "奥运........  22,360,203,341 a day\n麦收........       1,250,000 a day\n"},
      {.comment = "Local time as text.",
       .files = {{"post.ndjson", "{\"title\":\"a*b\",\"time_ms\":1722441600000,\"plays\":null}\n"}},
       .command = R"(ndprint --tz Asia/Shanghai --escape markdown \
    --let 'at=.time_ms | ms | strflocaltime("%-d %B %Y, %H:%M %Z")' '- **{title}**, {$at}' post.ndjson)",
       .output = "- **a\\*b**, 1 August 2024, 00:00 CST\n"},
      {.comment = "Text stands for what is missing.",
       .command = R"(ndprint --null 'not known' '{title}: {plays:,}' post.ndjson)",
       .output = "a*b: not known\n"}};
}

}  // namespace nd::tools::print
