// ndjoin - enrich a stream of records from a table.
//
// Belongs here: ndjoin's options and how they configure join::JoinTable and nd::join::HashJoin.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "join/join_request.h"
#include "stream/run.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Looks every record up in TABLE, a file of records that is held in memory, and adds the fields of the row that it matches. The order of the stream is kept. A record is never multiplied, unless `--duplicates all` asks for it. A field of the row takes the place of the record's own field of that path; `--prefix` keeps both. What is taken by a path (`--take a.b`) is put there, within the record's own object if it has one: a missing or null object is made, anything else is a data error.

A KEY is a field (`city.tier`, or `"id.orig_h"` where the name itself has a dot) or an expression (`day=(.time_ms|ms|day)`); TABLEKEY is the same of the table, by default the field of KEY's name. A record matches a row if all keys are equal as values: 1 and 1.0 are, 1 and "1" are not. A null or missing key matches nothing.

With `--within EXPR` the row's interval must also hold the value of EXPR. It runs from the field `--start` to the field `--end`, both ends included; a missing end is open. With `--asof EXPR` the row is the latest of its key whose `--valid-from` is not after EXPR. Numbers are compared with numbers, periods (`2024-07-31`, `2024-07`) with those of their grain, RFC 3339 times as instants; anything else is a data error: dates need `--within '(.time_ms|ms|day)'`.

With `--any` KEY is an array, and one of its items must match. Records leave as they are, each once (`--type semi`), or if none matches (`--type anti`).)";

constexpr std::string_view kTypeHelp =
    "which records leave. inner: those that match; left: all; both with the row's fields. semi: "
    "those that match; anti: those that do not; both as they are.";
constexpr std::string_view kRepeatsHelp =
    "what a key that stands twice in TABLE means. error: the table cannot be used, unless the two "
    "intervals do not overlap, or the two moments differ; first: the first row counts; all: one "
    "record for each row. With "
    "semi "
    "and anti, where a record leaves once however many rows match, the default is all.";

struct Options {
  nd::join::JoinRequest join;
  std::string unmatched;
};

std::vector<cli::Option> options_of(Options& options) {
  nd::join::JoinRequest& join = options.join;
  nd::join::JoinTableOptions& table = join.table;
  cli::Binding type = cli::value(join.type);
  type.choices = {"inner", "left", "semi", "anti"};
  cli::Binding repeats = cli::choice(join.repeats, {{"error", nd::table::Repeats::kError},
                                                    {"first", nd::table::Repeats::kFirst},
                                                    {"all", nd::table::Repeats::kAll}});
  return {
      {"-k, --key", "KEY[:TABLEKEY],…", "match these keys.", cli::list(join.keys), "",
       cli::Completion::kNone, true},
      {"--type", "inner|left|semi|anti", std::string(kTypeHelp), std::move(type), "inner"},
      {"--take", "[NAME=]F,…",
       "add these fields of the row, at their paths. Default: all but its keys.",
       cli::list(join.take)},
      {"--prefix", "P", "put P before the first name of each field that is added.",
       cli::value(table.prefix)},
      {"--duplicates", "error|first|all", std::string(kRepeatsHelp), std::move(repeats), "error"},
      {"--unmatched", "FILE", "write the records without a match to FILE.",
       cli::value(options.unmatched), "", cli::Completion::kOutputFile},
      {"--within", "EXPR", "match a row only if its interval holds EXPR.", cli::value(join.within)},
      {"--start", "F", "the field of the table at which an interval begins.",
       cli::value(table.start)},
      {"--end", "F", "the field of the table at which an interval ends.", cli::value(table.end)},
      {"--asof", "EXPR", "match the latest row that holds from EXPR or earlier.",
       cli::value(join.asof)},
      {"--valid-from", "F", "the field of the table from which a row holds.",
       cli::value(join.valid_from)},
      {"--any", "", "match if one item of the array KEY does.", cli::flag(join.any)}};
}

cli::Command describe(Options& options) {
  const std::string plays = R"({"video":"v1","day":"2024-07-01"}
{"video":"v2","day":"2024-08-20"}
)";
  const std::string videos = R"({"id":"v1","by":"a9","in":["games"]}
{"id":"v2","by":"a3","in":["games","art"]}
)";
  return {
      .name = "ndjoin",
      .summary = "enrich a stream of records from a table",
      .description = std::string(kDescription),
      .arguments = {{"TABLE", "a file of records, held in memory.",
                     cli::value(options.join.table.path), cli::Completion::kFile}},
      .options = options_of(options),
      .common = cli::Common::kRecords | cli::Common::kExpression,
      .examples = {{"Who made the videos that were played?",
                    {{"plays.ndjson", plays}, {"videos.ndjson", videos}},
                    "ndjoin -k video:id --take by videos.ndjson plays.ndjson",
                    R"({"video":"v1","day":"2024-07-01","by":"a9"}
{"video":"v2","day":"2024-08-20","by":"a3"}
)"},
                   {"Plays of a topic within its dates, each once.",
                    {{"topics.ndjson", R"({"topic":"games","from":"2024-07-26","to":"2024-08-31"}
)"}},
                    "ndjoin -k video:id --take in videos.ndjson plays.ndjson |\n"
                    "  ndjoin -k in:topic --any --within .day --start from --end to topics.ndjson",
                    R"({"video":"v2","day":"2024-08-20","in":["games","art"]}
)"}},
      .memory = "proportional to TABLE: its keys and the fields that are taken",
      .see_also = {"ndmap(1)", "ndfilter(1)", "nduniq(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  std::optional<nd::io::Output> unmatched;
  if (!options.unmatched.empty()) unmatched = ND_TRY(nd::io::Output::file(options.unmatched));
  nd::json::Schema schema;
  nd::io::Output* const others = unmatched ? &*unmatched : nullptr;
  auto join = ND_TRY(nd::join::make_hash_join(options.join, streams, schema, others));
  streams.outcome.unmet = join.table().unmet();
  ND_TRY(nd::stream::run(streams, schema, join));
  return unmatched ? unmatched->commit() : nd::Status();
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
