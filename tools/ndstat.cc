// ndstat - what fields and values a file holds.
//
// Belongs here: ndstat's options and how they fill nd::stat::StatRequest.
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "stat/stat_request.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Writes one record for each path that the records have: the record itself (`.`), its fields (`.user.id`), the items of arrays (`.tags[]`). Fields come in the order of their names, what is within a field behind it.

 path         where the values stand
 types        how many there are of each type: null boolean integer number string array object; an integer is a number without a fraction (1, 1.0, 1e3)
 missing      how many of the objects around it do not have the field
 distinct     how many different values, other than null, arrays and objects
 approximate  true where there are more than 10,000; then distinct has a standard error of 1 %
 min, max     the smallest and the largest of them, in the order of values (numbers before texts)
 mean         of the numbers, exact before it is rounded once
 form         what all texts are: date, date-time (RFC 3339), period (2024-07, 2024-W31), number (as JSON writes it, of at most 15 digits), id (a word of at most 64 letters, digits and -_:. with a digit in it: u17, 0012, a UUID); null where it is none of these
 examples     up to three of the values, chosen by a hash, so that they are the same in whatever order the records come

Texts of more than 60 bytes are cut in min, max and examples, and end with `…`.

Where an object has more than `--keys` different keys over all records, as one whose keys are ids, its members have one path, `.plays.*`.

With `--schema` the same is written as one JSON Schema (draft 2020-12): the types, which fields are always there, the formats date and date-time; other fields than those that were met are not allowed. It is meant to be read and changed: `ndstat --schema` of a good day, then `--check` on each new one.

With `--check SCHEMA` each record is held against a schema. For each difference a record {"file","line","path","error"} is written, and the exit status is 1 if there was any. Understood are type, enum, const, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, format (date, date-time), minItems, maxItems, items, properties, required, additionalProperties. Any other keyword, but for those that only describe, is a usage error: what it forbids would pass.

Every byte is checked, as with --validate, but that of two equal keys in one object the first counts, and the second is passed over.)";

using Options = nd::stat::StatRequest;

std::vector<cli::Option> options_of(Options& options) {
  return {{.flags = "--schema",
           .help = "write a JSON Schema of the records.",
           .binding = cli::flag(options.schema)},
          {.flags = "--check",
           .value = "SCHEMA",
           .help = "hold the records against the JSON Schema in this file.",
           .binding = cli::value(options.check),
           .completion = cli::Completion::kFile},
          {.flags = "--depth",
           .value = "N",
           .help = "leave out paths of more than N steps.",
           .binding = cli::value(options.depth)},
          {.flags = "--keys",
           .value = "N",
           .help = "of an object with more than N keys, all members are one path.",
           .binding = cli::value(options.keys),
           .preset = "1000"}};
}

cli::Command describe(Options& options) {
  const std::string plays =
      "{\"user\":\"u1\",\"ms\":1500}\n{\"user\":\"u2\",\"ms\":700,\"tags\":[\"new\"]}\n";
  return {
      .name = "ndstat",
      .summary = "what fields and values a file holds",
      .description = std::string(kDescription),
      .options = options_of(options),
      .common = cli::Common::kRecords | cli::Common::kJobs,
      .examples = {{.comment = "What is in this file?",
                    .files = {{"plays.ndjson", plays}},
                    .command = "ndstat plays.ndjson | ndtable -c path,types,missing,distinct,min",
                    .output = "path     types          missing  distinct  min\n"
                              "-------  -------------  -------  --------  ---\n"
                              ".        {\"object\":2}         0         0\n"
                              ".ms      {\"integer\":2}        0         2  700\n"
                              ".tags    {\"array\":1}          1         0\n"
                              ".tags[]  {\"string\":1}         0         1  new\n"
                              ".user    {\"string\":2}         0         2  u1\n"},
                   {.comment = "Has the form of the log changed?",
                    .files = {{"next.ndjson", "{\"user\":3,\"ms\":1200}\n"}},
                    .command = "ndstat --schema plays.ndjson > schema.json\n"
                               "ndstat --check schema.json next.ndjson || true",
                    .output = "{\"file\":\"next.ndjson\",\"line\":1,\"path\":\".user\",\"error\":"
                              "\"is an integer, not a string\"}\n"}},
      .exit_one = "with `--check`, records differ from the schema",
      .memory =
          "proportional to the number of different paths, at most some 260 KiB for each and "
          "each thread; with `--check` one record",
      .see_also = {"ndparse(1)", "ndtable(1)", "ndgroup(1)"}};
}

nd::Result<int> run(const Options& options, nd::io::Streams& streams) {
  return nd::stat::run_stat(options, streams);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
