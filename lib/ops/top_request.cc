#include "ops/top_request.h"

#include <algorithm>
#include <utility>

#include "expr/program.h"
#include "json/schema.h"
#include "ops/bindings.h"
#include "ops/key_columns.h"
#include "ops/top_n.h"
#include "stream/run.h"

namespace nd::ops {
namespace {

Status check_names(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  if (!names.empty() && names.front().empty()) {
    return usage_error("an expression that becomes a field needs a name: write NAME=EXPR");
  }
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return {};
  return usage_error("two fields of the output would be called '" + *twice +
                     "': give one of them another name");
}

// Names what the records that are made consist of. `by` has one column.
Status settle_names(RankingOptions& options, const KeyColumns& by, const KeyColumns& groups,
                    bool counts) {
  options.value_name = counts ? std::string(TopCount::kCount) : by.name(0);
  for (std::size_t i = 0; i < groups.size(); ++i)
    options.group_names.push_back(groups.name(i));
  std::vector<std::string> names;
  for (const std::string& added : {options.rank, options.share, options.rest}) {
    if (!added.empty()) names.push_back(added);
  }
  if (counts || !options.rest.empty()) {
    names.insert(names.end(), options.group_names.begin(), options.group_names.end());
    names.push_back(options.value_name);
  }
  if (counts) names.push_back(by.name(0));
  return check_names(std::move(names));
}

}  // namespace

Status run_top(const TopRequest& request, io::Streams& streams) {
  const bool counts = !request.count.empty();
  if (request.by.empty() != counts) {
    return usage_error(counts ? "give one -k FIELD or one --count EXPR"
                              : "nothing to rank by: give -k FIELD or --count EXPR");
  }
  if (request.ranking.limit == 0 && request.ranking.rest.empty()) {
    return usage_error(
        "-n 0 keeps no record: ndsort -r -k FIELD ranks them all, and --rest NAME adds them up");
  }
  const expr::Bindings bindings = bindings_of(streams);
  json::Schema schema;
  const std::vector<std::string> ranked{counts ? request.count : request.by};
  KeyColumns by = ND_TRY(KeyColumns::compile(ranked, Marks::kNone, schema, bindings));
  KeyColumns groups = ND_TRY(KeyColumns::compile(request.groups, Marks::kNone, schema, bindings));
  by.watch_kinds(streams);
  groups.watch_kinds(streams);
  RankingOptions ranking = request.ranking;
  ND_TRY(settle_names(ranking, by, groups, counts));
  if (counts) {
    TopCount top(std::move(by), std::move(groups), std::move(ranking));
    return stream::run(streams, schema, top);
  }
  TopN top(std::move(by), std::move(groups), std::move(ranking));
  return stream::run(streams, schema, top);
}

}  // namespace nd::ops
