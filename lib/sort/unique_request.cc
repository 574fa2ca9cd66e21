#include "sort/unique_request.h"

#include <optional>
#include <utility>

#include "columns/key_columns.h"
#include "expr/program.h"
#include "io/output.h"
#include "json/schema.h"
#include "ops/selection.h"
#include "sort/in_order.h"
#include "sort/keep_rank.h"
#include "sort/unique.h"
#include "sort/unique_best.h"
#include "stream/run.h"

namespace nd::sort {
namespace {

bool is_timed(const UniqueRequest& request) {
  return request.window.kind == columns::Window::Kind::kTime;
}

// In the order that --ordered promises the first record of a key is the one.
Keep kept(const UniqueRequest& request) {
  return request.ordered ? Keep::kFirst : request.keep.keep;
}

Status check(const UniqueRequest& request) {
  const bool window = request.window.kind != columns::Window::Kind::kNone;
  if (request.ordered && request.keep.by.empty())
    return usage_error("--ordered says in which order F comes: it needs --keep min:F or max:F");
  if (window && (kept(request) != Keep::kFirst || request.count)) {
    return usage_error("--window keeps the first record as it comes: leave out --keep and --count");
  }
  if (is_timed(request) && request.time.empty()) {
    return usage_error("--window with a time needs one --time FIELD that says when a record was");
  }
  if (!is_timed(request) && !request.time.empty()) {
    return usage_error("--time is for --window with a time, such as 7d");
  }
  return {};
}

}  // namespace

Status run_unique(const UniqueRequest& request, io::Streams& streams) {
  ND_TRY(check(request));
  const Bindings& bindings = streams.bindings;
  json::Schema schema;
  const ops::Selection selection =
      ND_TRY(ops::Selection::compile(request.selection, schema, streams));
  const auto columns = [&](const std::vector<std::string>& items) {
    return columns::KeyColumns::compile(items, columns::Marks::kNone, schema, bindings);
  };
  columns::KeyColumns keys =
      ND_TRY(columns(request.keys.empty() ? std::vector<std::string>{"."} : request.keys));
  const auto one_or_none = [&](const std::string& item) {
    return columns(std::vector<std::string>(item.empty() ? 0 : 1, item));
  };
  columns::KeyColumns time = ND_TRY(one_or_none(request.time));
  columns::KeyColumns by = ND_TRY(one_or_none(request.keep.by));
  if (bindings.strict) {
    keys.watch_kinds();
    by.watch_kinds();
  }
  KeepRank rank(std::move(by), request.keep.keep);

  std::optional<io::Output> dropped;
  if (!request.dropped.empty()) dropped = ND_TRY(io::Output::file(request.dropped));
  const UniqueOptions options{streams.limits.memory, streams.limits.temporary,
                              stream::jobs_for(streams, stream::Writes::kAlong),
                              dropped ? &*dropped : nullptr, request.keyed};
  streams.input.lines.keyed = request.keyed;
  // Where the order is promised, F is only looked at to see whether that is kept.
  const auto run_selected = [&](auto unique) -> Status {
    ops::Selected selected(selection, std::move(unique));
    return stream::run(streams, schema, selected);
  };
  const auto run = [&](auto unique) -> Status {
    if (!request.ordered) return run_selected(std::move(unique));
    return run_selected(InOrder(std::move(rank), std::move(unique)));
  };
  if (request.window.kind != columns::Window::Kind::kNone) {
    ND_TRY(run(UniqueWindow(std::move(keys), columns::TimeColumn(std::move(time)), request.window,
                            options)));
  } else if (kept(request) == Keep::kFirst && !request.count) {
    ND_TRY(run(UniqueFirst(std::move(keys), options)));
  } else {
    CountField count{request.count, {}};
    if (count.path) count.parents.add(*count.path, schema);
    ND_TRY(run(UniqueBest(std::move(keys),
                          request.ordered ? KeepRank({}, Keep::kFirst) : std::move(rank),
                          std::move(count), options)));
  }
  return dropped ? dropped->commit() : Status();
}

}  // namespace nd::sort
