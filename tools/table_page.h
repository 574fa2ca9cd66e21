// What the manual page of ndtable says beside its options.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "show/flags.h"

namespace nd::tools::table {

inline cli::Glossary flags_glossary() {
  cli::Glossary flags{
      "Flags",
      R"(What else a record says of its values stands beside them in text, markdown and html, and is explained below the table. The first five flags say why there is no value: their marks stand in the empty cells of columns of numbers behind the first column. Where there is no such cell, and for the other flags, the marks stand in one more column, `note`, unless a column shows the field anyway; in a --pivot they stand behind the number. A `state` is that of ndyoy(1), in a record with `pct`.

Of a record with `"suppressed":true` no value is shown, even if it has one. As ndgroup(1) writes such a record, the fields before the first null are its keys; numbers, arrays and objects in all others are withheld, and in all fields if none is null. Texts are names and stay. In csv and tsv such a cell is empty.)",
      {}};
  for (const show::FlagNote& flag : show::flag_notes()) {
    flags.items.push_back({std::string(flag.note.mark), std::string(flag.note.meaning) + "; " +
                                                            std::string(flag.told_by) + "."});
  }
  return flags;
}

inline std::vector<cli::Glossary> glossaries() {
  return {
      {"Formats",
       R"(In text, markdown and html nothing of the data acts: markup is escaped, and control characters, those that change the direction of a text and those that take no room are written out, such as \x1b or \u202e. csv and tsv hold the exact text; only where they go to a terminal control characters are shown so there too.)",
       {{"text",
         "For a terminal. Columns align by display width: two for East-Asian characters and emoji, "
         "none for marks."},
        {"markdown", "GitHub's, escaped, and padded so that its source reads as a table too."},
        {"html",
         "A fragment for any page. The table has the class `ndtable`, its cells `text`, `number`, "
         "`missing`, `mark` or `bar`, and what the marks mean stands in a paragraph "
         "`ndtable-notes`. It has no colours of its own, so it is right on light and dark. The "
         "first cell of a row is its header, `--caption` names the table to screen readers, and a "
         "number that is rounded or has a unit has the number in full as its title."},
        {"csv",
         "RFC 4180 with its CRLF line ends; an empty string is \"\" there and a null nothing."},
        {"tsv",
         "`\\t`, `\\n`, `\\r` and `\\\\` stand for tab, newline, carriage return and backslash. "
         "ndparse "
         "reads csv and tsv back, all cells as strings: a null as an empty one, unless both are "
         "given one `--null`; a string that `--spreadsheet` guards keeps its `'`."}}},
      {"What does not fit",
       R"(A text table fits the terminal it is written to, or what COLUMNS says if it is written into a pipe, or --width. In a file, and in a pipe without COLUMNS, it is as wide as it needs to be; --width 0 makes it so anywhere. First the widest texts are cut, and end in …; a title that is a path loses its beginning instead. Where texts would be cut below 12 columns, the table is parted: the columns that do not fit stand below in a table of their own, with the first column before them again. So no column is ever left out, and no number is ever cut; a number that is wider than the screen makes its part wider.

Titles and sums are bold there and rules pale, if --color allows it; there are no other colours.)",
       {}},
      flags_glossary(),
      {"Pivot",
       R"(--pivot makes a row for each value of ROW and a column for each of COLUMN, in the order in which they first occur: sort before for another. A cell that no record is for is missing. Options that name VALUE format all of them. Two values for one cell are an error: aggregate first; so is a record that is a total. The way back is shown in the examples.)",
       {}}};
}

inline constexpr std::string_view kCities = R"({"city":"北京","plays":1234567,"share":0.625}
{"city":"Paris","plays":740741,"share":0.375}
)";
inline constexpr std::string_view kPlain =
    "city       plays  share\n-----  ---------  -----\n北京   1,234,567  62.5%\n"
    "Paris    740,741  37.5%\n-----  ---------  -----\ntotal  1,975,308\n";
inline constexpr std::string_view kMarkdown =
    "| 城市  |   播放 |\n| ----- | -----: |\n| 北京  |  123万 |\n| Paris | 74.1万 |\n";

inline cli::Example suppressed_example() {
  return {"Groups of too few people are withheld, and so is the sum.",
          {{"plays.ndjson",
            R"({"city":"北京","month":"2024-01","user":1}
{"city":"北京","month":"2024-01","user":2}
{"city":"北京","month":"2024-02","user":2}
{"city":"Paris","month":"2024-01","user":3}
)"}},
          "ndgroup -g city -a users='distinct(.user)' --min-group 2:users plays.ndjson |\n"
          "  ndtable -c city,users --total",
          R"(city   users
-----  -----
Paris    [c]
北京       2
-----  -----
total    [c]

[c] withheld: too few people are behind the number
)"};
}

inline cli::Example pivot_example() {
  return {"Months side by side, and back to a record for each.",
          {},
          "ndgroup -g city,month -a plays=count plays.ndjson |\n"
          "  ndtable --pivot city,month,plays --format csv |\n"
          "  tee wide.csv |\n"
          "  ndparse --from csv --infer --null '' |\n"
          "  ndmap '{city} + (del(.city) | to_entries[] | {month: .key, plays: .value})'\n"
          "ndparse --null '' --infer wide.csv | ndtable",
          R"({"city":"Paris","month":"2024-01","plays":1}
{"city":"Paris","month":"2024-02","plays":null}
{"city":"北京","month":"2024-01","plays":2}
{"city":"北京","month":"2024-02","plays":1}
city   2024-01  2024-02
-----  -------  -------
Paris        1
北京         2        1
)"};
}

inline std::vector<cli::Example> examples() {
  return {{.comment = "Numbers as people read them.",
           .files = {{"cities.ndjson", std::string(kCities)}},
           .command = "ndtable --int plays --pct share --total cities.ndjson",
           .output = std::string(kPlain)},
          {.comment = "A table for a Markdown page, with titles of its own.",
           .command = "ndtable -c 城市=city,播放=plays --cjk plays --format markdown "
                      "cities.ndjson",
           .output = std::string(kMarkdown)},
          suppressed_example(),
          pivot_example()};
}

}  // namespace nd::tools::table
