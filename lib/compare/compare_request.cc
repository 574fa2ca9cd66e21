#include "compare/compare_request.h"

#include <algorithm>
#include <utility>

#include "columns/key_columns.h"
#include "compare/compare_periods.h"
#include "compare/value_list.h"
#include "group/merge_partials.h"
#include "json/schema.h"
#include "stream/run.h"

namespace nd::compare {
namespace {

// Partials are rolled up to the groups, and within them to the times.
Result<std::unique_ptr<group::MergePartials>> merge_of(const CompareRequest& request,
                                                       bool time_has_name, json::Schema& schema,
                                                       io::Streams& streams) {
  group::MergeOptions options;
  options.regroup = request.groups;
  options.regroup.push_back(time_has_name ? request.time : "period=" + request.time);
  if (!request.options.only.empty()) options.only = {request.options.only};
  return group::MergePartials::compile(options, schema, streams);
}

// One of two readers would find nothing.
Status check_breaks_file(const std::string& breaks, const std::vector<std::string>& operands) {
  const bool is_for_records =
      operands.empty() || std::find(operands.begin(), operands.end(), "-") != operands.end();
  if (breaks != "-" || !is_for_records) return {};
  return usage_error("--breaks -: standard input is read for the records already");
}

}  // namespace

Status run_compare(const CompareRequest& request, io::Streams& streams) {
  if (request.options.across_breaks && request.breaks.empty())
    return usage_error("--across-breaks is about the breaks of --breaks FILE");
  ND_TRY(check_breaks_file(request.breaks, streams.input.operands));
  json::Schema schema;
  const auto columns = [&](const std::vector<std::string>& items) {
    return columns::KeyColumns::compile(items, columns::Marks::kNone, schema, streams.bindings);
  };
  PeriodColumns all{ND_TRY(columns({request.time})),
                    ND_TRY(ValueList::compile(request.values, schema, streams.bindings)),
                    ND_TRY(columns(request.groups)), nullptr};
  if (streams.bindings.strict) all.groups.watch_kinds();
  Breaks breaks;
  std::vector<json::FieldPath> keys;
  for (std::size_t i = 0; i < all.groups.size(); ++i)
    keys.push_back(all.groups.path(i));
  all.partials = ND_TRY(merge_of(request, all.time.has_name(0), schema, streams));
  if (!request.breaks.empty()) ND_TRY(breaks.read(request.breaks, keys, streams.outcome.failure));
  auto compare = ND_TRY(ComparePeriods::make(request.options, std::move(all), std::move(breaks),
                                             schema, streams.limits));
  ND_TRY(stream::run(streams, schema, compare));
  std::string& note = streams.outcome.note;
  streams.outcome.quiet = request.quiet;
  if (request.quiet) {
    note.clear();
    return {};
  }
  const std::string remarks = compare.remarks();
  if (!note.empty() && !remarks.empty()) note += '\n';
  note += remarks;
  return {};
}

}  // namespace nd::compare
