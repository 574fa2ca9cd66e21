#include "sort/unique_request.h"

#include <optional>
#include <utility>

#include "columns/key_columns.h"
#include "expr/program.h"
#include "io/output.h"
#include "json/schema.h"
#include "sort/unique.h"
#include "stream/run.h"

namespace nd::sort {
namespace {

bool is_timed(const UniqueRequest& request) {
  return request.window.kind == Window::Kind::kTime;
}

Status check(const UniqueRequest& request) {
  const bool window = request.window.kind != Window::Kind::kNone;
  if (window && (request.keep.keep != Keep::kFirst || request.count)) {
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
  const auto columns = [&](const std::vector<std::string>& items) {
    return columns::KeyColumns::compile(items, columns::Marks::kNone, schema, bindings);
  };
  columns::KeyColumns keys =
      ND_TRY(columns(request.keys.empty() ? std::vector<std::string>{"."} : request.keys));
  const std::string& second = is_timed(request) ? request.time : request.keep.by;
  columns::KeyColumns extra =
      ND_TRY(columns(std::vector<std::string>(second.empty() ? 0 : 1, second)));
  if (bindings.strict) {
    keys.watch_kinds();
    if (!is_timed(request)) extra.watch_kinds();
  }

  std::optional<io::Output> dropped;
  if (!request.dropped.empty()) dropped = ND_TRY(io::Output::file(request.dropped));
  const UniqueOptions options{streams.limits.memory, streams.limits.temporary,
                              stream::jobs_for(streams, stream::Writes::kAlong),
                              dropped ? &*dropped : nullptr, request.keyed};
  streams.input.lines.keyed = request.keyed;
  if (request.window.kind != Window::Kind::kNone) {
    UniqueWindow unique(std::move(keys), std::move(extra), request.window, options);
    ND_TRY(stream::run(streams, schema, unique));
  } else if (request.keep.keep == Keep::kFirst && !request.count) {
    UniqueFirst unique(std::move(keys), options);
    ND_TRY(stream::run(streams, schema, unique));
  } else {
    CountField count{request.count, {}};
    if (count.path) count.parents.add(*count.path, schema);
    UniqueBest unique(std::move(keys), std::move(extra), request.keep.keep, std::move(count),
                      options);
    ND_TRY(stream::run(streams, schema, unique));
  }
  return dropped ? dropped->commit() : Status();
}

}  // namespace nd::sort
