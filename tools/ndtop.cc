// ndtop - keep the records that rank highest on a field, or the values that occur most often.
//
// Belongs here: ndtop's options and how they fill nd::sort::TopRequest.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "sort/top_request.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Writes the N records with the largest values of FIELD, the largest first; with -g those of each group, the groups in the order of their keys. The records leave byte for byte as they came, but for the fields that `--rank` and `--share` add.

A record whose FIELD is null or missing is never among them, nor is it in a total or in the rest. Records with equal values are ordered by their bytes, so the same records give the same answer in whatever order they come.

FIELD and KEY are fields (`city.tier`, or `"id.orig_h"` where the name itself has a dot) or expressions (`day=(.time_ms|ms|day)`). Values may be of any type; the order is jq's. `--share` and `--rest` add values up, exactly, and take numbers alone.

With `--count EXPR` the values of EXPR are ranked by how often they occur. Each of its values counts (`.tags[]`), null does not. The records are {KEY…, the value under the name of EXPR, "count"}.

Fields stand where their paths say: `--rank stats.rank` is added within the object `stats`, which is made where it is missing or null; anything else in its place is a data error.)";

constexpr std::string_view kShareHelp =
    "add the share of the group's total as the field NAME, from 0 to 1. The total is over all "
    "records, not only those that are kept; null where it is 0.";
constexpr std::string_view kRestHelp =
    "add one more record for what was left out of a group. It holds the group's keys, under NAME "
    "how "
    "many were left out, and under the name of FIELD their sum; there is none if none was.";

using Options = nd::sort::TopRequest;

nd::Status parse_limit(std::string_view text, std::uint64_t& limit) {
  if (text == "all") {
    limit = nd::sort::RankingOptions::kAll;
    return {};
  }
  if (cli::parse_into(text, limit)) return {};
  return nd::usage_error("'{}' is no whole number from 0, nor all", text);
}

std::vector<cli::Option> options_of(Options& options) {
  nd::sort::RankingOptions& ranking = options.ranking;
  cli::Binding ties =
      cli::choice(ranking.ties, {{"cut", nd::sort::Ties::kCut}, {"keep", nd::sort::Ties::kKeep}});
  return {{.flags = "-k, --key",
           .value = "FIELD",
           .help = "rank by FIELD.",
           .binding = cli::value(options.by),
           .names_fields = true},
          {"-n, --limit",
           "N|all",
           "keep N records, or rank them all.",
           {.values = 1,
            .set = [&ranking](cli::Typed words) { return parse_limit(words[0], ranking.limit); }},
           "10"},
          {"-g, --group", "KEY,…", "keep N records for each group.", cli::list(options.groups)},
          {"-r, --reverse", "", "keep the smallest, the smallest first.",
           cli::flag(ranking.order, nd::sort::RankOrder::kSmallestFirst)},
          {"--count", "[NAME=]EXPR", "rank the values of EXPR by how often they occur.",
           cli::value(options.count)},
          {"--rank", "NAME",
           "add the rank as the field NAME, which may be a path. Equal values have equal ranks: 1, "
           "2, 2, 4.",
           cli::value(ranking.rank)},
          {"--ties", "cut|keep",
           "keep or cut records that are equal to the Nth. `keep` may give more than N.",
           std::move(ties), "cut"},
          {"--share", "NAME", std::string(kShareHelp), cli::value(ranking.share)},
          {"--rest", "NAME", std::string(kRestHelp), cli::value(ranking.rest)}};
}

cli::Command describe(Options& options) {
  const std::string plays =
      "{\"topic\":\"cats\",\"n\":40}\n{\"topic\":\"food\",\"n\":25}\n{\"topic\":\"cars\",\"n\":25}"
      "\n{\"topic\":\"chess\",\"n\":10}\n";
  return {.name = "ndtop",
          .summary = "keep the records that rank highest on a field",
          .description = std::string(kDescription),
          .options = options_of(options),
          .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kJobs,
          .examples =
              {{.comment =
                    "The two largest topics, what share they have, and what the others add up to.",
                .files = {{"topics.ndjson", plays}},
                .command = "ndtop -k n -n 2 --share share --rest others topics.ndjson",
                .output = "{\"topic\":\"cats\",\"n\":40,\"share\":0.4}\n{\"topic\":\"cars\",\"n\":"
                          "25,\"share\":0.25}\n"
                          "{\"others\":2,\"n\":35,\"share\":0.35}\n"},
               {.comment = "Which numbers of plays are the most frequent?",
                .command = "ndtop --count .n -n 1 topics.ndjson",
                .output = "{\"n\":25,\"count\":2}\n"}},
          .memory =
              "proportional to N times the number of groups for each thread, and to the ties that "
              "are kept; with `-n all` proportional to the input; with --count proportional to the "
              "number of different values",
          .see_also = {"ndsort(1)", "ndgroup(1)", "ndtable(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  return nd::sort::run_top(options, streams);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
