#include "sort/top_request.h"

#include <utility>

#include "base/nesting.h"
#include "base/wording.h"
#include "columns/key_columns.h"
#include "expr/program.h"
#include "json/object_layout.h"
#include "json/schema.h"
#include "sort/top_n.h"
#include "stream/run.h"

namespace nd::sort {
namespace {

Status check_has_name(const columns::KeyColumns& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns.has_name(i))
      return usage_error("an expression that becomes a field needs a name: write NAME=EXPR");
  }
  return {};
}

// What was meant by a FIELD that does not compile: some write it as for ndsort.
Error explained(const Error& error, std::string_view field) {
  if (split_outside(field, ',').size() > 1) {
    return usage_error("-k ranks by one FIELD, and {} are several; ndsort -k orders by several",
                       in_quotes(field))
        .value();
  }
  if (field.ends_with(":r")) {
    return usage_error("{}: the mark :r is ndsort's; here -r keeps the smallest", in_quotes(field))
        .value();
  }
  return error;
}

// Says where the records that are made have what. `by` has one column.
Status choose_paths(RankingOptions& options, const columns::KeyColumns& by,
                    const columns::KeyColumns& groups, bool counts) {
  const bool makes_records = counts || options.rest;
  if (makes_records) {
    ND_TRY(check_has_name(by));
    ND_TRY(check_has_name(groups));
  }
  options.value = counts ? json::FieldPath{{std::string(TopCount::kCount)}} : by.path(0);
  for (std::size_t i = 0; i < groups.size(); ++i)
    options.groups.push_back(groups.path(i));
  std::vector<json::FieldPath> paths;
  if (counts) {
    paths = TopCount::paths(by, groups);
  } else if (options.rest) {
    paths = options.groups;
    paths.push_back(options.value);
  }
  for (const auto& added : {options.rank, options.share, options.rest}) {
    if (added) paths.push_back(*added);
  }
  return json::check_apart(paths);
}

}  // namespace

Status run_top(const TopRequest& request, io::Streams& streams) {
  const bool counts = !request.count.empty();
  if (request.by.empty() != counts) {
    return usage_error(counts ? "give one -k FIELD or one --count EXPR"
                              : "nothing to rank by: give -k FIELD or --count EXPR");
  }
  if (request.ranking.limit == 0 && !request.ranking.rest) {
    return usage_error("-n 0 keeps no record: -n all ranks them all, and --rest NAME adds them up");
  }
  const Bindings& bindings = streams.bindings;
  json::Schema schema;
  const std::vector<std::string> ranked{counts ? request.count : request.by};
  auto compiled = columns::KeyColumns::compile(ranked, columns::Marks::kNone, schema, bindings);
  if (!compiled) {
    return tl::unexpected<Error>(counts ? compiled.error()
                                        : explained(compiled.error(), request.by));
  }
  columns::KeyColumns by = *std::move(compiled);
  columns::KeyColumns groups =
      ND_TRY(columns::KeyColumns::compile(request.groups, columns::Marks::kNone, schema, bindings));
  if (bindings.strict) {
    by.watch_kinds();
    groups.watch_kinds();
  }
  RankingOptions ranking = request.ranking;
  ND_TRY(choose_paths(ranking, by, groups, counts));
  if (counts) {
    TopCount top(std::move(by), std::move(groups), std::move(ranking));
    return stream::run(streams, schema, top);
  }
  columns::FieldParents parents;
  for (const auto& added : {ranking.rank, ranking.share}) {
    if (added) parents.add(*added, schema);
  }
  TopN top(std::move(by), std::move(groups), std::move(parents), std::move(ranking));
  return stream::run(streams, schema, top);
}

}  // namespace nd::sort
