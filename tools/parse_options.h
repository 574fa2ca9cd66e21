// The options of ndparse.
#pragma once

#include <vector>

#include "cli/command.h"
#include "parse/parse_options.h"

namespace nd::tools {

inline std::vector<cli::Option> parse_options(parse::ParseOptions& options) {
  return {{.flags = "--from",
           .value = "FORMAT",
           .help = "the format of the input.",
           .binding = cli::choice(options.format, parse::format_names()),
           .preset = "auto"},
          {.flags = "-d, --delimiter",
           .value = "CHR",
           .help = "what separates cells, one ASCII character or `\\t`.",
           .binding = cli::value(options.delimiter)},
          {.flags = "--no-header",
           .help = "the first row is a record; columns are c1, c2, … or as --columns says.",
           .binding = cli::flag(options.no_header)},
          {.flags = "--columns",
           .value = "NAME,…",
           .help = "names of the columns, instead of the header's.",
           .binding = cli::list(options.columns)},
          {.flags = "--pad",
           .help = "a row may be short: the fields of the cells that it lacks are absent.",
           .binding = cli::flag(options.pad)},
          {.flags = "--comment",
           .value = "CHR",
           .help = "pass over lines that begin with CHR.",
           .binding = cli::value(options.comment)},
          {.flags = "--skip-lines",
           .value = "N",
           .help = "pass over the first N lines of each file, before the header.",
           .binding = cli::value(options.skip_lines)},
          {.flags = "--nest",
           .help = "make objects of names with dots, of the header or of logfmt: `repo.name` is "
                   "{\"repo\":{\"name\":…}}.",
           .binding = cli::flag(options.nest)},
          {.flags = "--regex",
           .value = "RE",
           .help = "an RE2 pattern; its named groups, `(?P<name>…)`, are the fields.",
           .binding = cli::value(options.regex)},
          {.flags = "--infer",
           .help = "a cell that is exactly a JSON number, true or false becomes one; the field "
                   "of an empty cell is absent.",
           .binding = cli::flag(options.infer)},
          {.flags = "--decimal",
           .value = "CHR",
           .help = "the mark before a number's fraction, for --infer and --types.",
           .binding = cli::value(options.decimal),
           .preset = "."},
          {.flags = "--thousands",
           .value = "CHR",
           .help = "numbers may have this mark between each three digits: 1.234.567.",
           .binding = cli::value(options.thousands)},
          {.flags = "--types",
           .value = "FIELD=TYPE,…",
           .help = "fields that must be int (007 and 7.0 too), float, string, bool (also "
                   "yes, y, t, 1 and their opposites) or json (JSON in a cell).",
           .binding = cli::list(options.types)},
          {.flags = "--time",
           .value = "FIELD=FORMAT",
           .help = "a time becomes RFC 3339 in UTC. FORMAT is s, ms, us or ns since 1970, "
                   "rfc3339, or a pattern of strptime(3) such as `%d/%m/%Y %H:%M`; without "
                   "an offset it is in the zone of --tz. More on patterns is above.",
           .binding = cli::each(options.times)},
          {.flags = "--year",
           .value = "YEAR",
           .help = "the year of dates whose pattern in --time has none.",
           .binding = cli::value(options.year)},
          {.flags = "--null",
           .value = "TEXT",
           .help = "a cell that is TEXT becomes null; '' is the empty cell.",
           .binding = cli::value(options.null_text)},
          {.flags = "--rename",
           .value = "NEW=OLD,…",
           .help = "other names for fields.",
           .binding = cli::list(options.renames)},
          {.flags = "--require",
           .value = "FIELD,…",
           .help = "a record without the field, or with null, is bad.",
           .binding = cli::list(options.required)},
          {.flags = "--duplicate-keys",
           .value = "error|first|last",
           .help = "which of equal keys of one JSON object stays.",
           .binding = cli::choice(options.duplicates, {{"error", parse::DuplicateKeys::kError},
                                                       {"first", parse::DuplicateKeys::kFirst},
                                                       {"last", parse::DuplicateKeys::kLast}}),
           .preset = "error"},
          {.flags = "--add-source",
           .help = "add the fields `_file` and `_line`: where the record starts.",
           .binding = cli::flag(options.add_source)}};
}

}  // namespace nd::tools
