#include "compare/window_checks.h"

#include <algorithm>

#include "base/wording.h"
#include "compare/window_frame.h"
#include "compare/window_function.h"
#include "json/object_layout.h"

namespace nd::compare {
namespace {

// The paths that a call reads.
Result<std::vector<json::FieldPath>> reads_of(const WindowCall& call, const Bindings& bindings) {
  json::Schema schema;
  if (call.kind == WindowKind::kRunning || call.kind == WindowKind::kRolling) {
    ND_TRY(WindowFrame::compile(call.extent, {call.argument}, schema, bindings));
  } else if (!call.argument.empty()) {
    ND_TRY(WindowArgument::compile(call, schema, bindings));
  }
  return schema.paths();
}

bool lies_in(const json::FieldPath& path, const json::FieldPath& whole) {
  return whole.segments.size() <= path.segments.size() &&
         std::equal(whole.segments.begin(), whole.segments.end(), path.segments.begin());
}

const json::FieldPath* read_within(const std::vector<json::FieldPath>& reads,
                                   const json::FieldPath& added) {
  const auto found = std::find_if(reads.begin(), reads.end(), [&](const json::FieldPath& path) {
    return lies_in(path, added);
  });
  return found == reads.end() ? nullptr : &*found;
}

}  // namespace

Status check_calls(const std::vector<WindowCall>& calls, bool has_time) {
  if (calls.empty())
    return usage_error("say what to add: -a [NAME=]FUNC, such as -a 'before=lag(.x)'");
  std::vector<json::FieldPath> paths;
  for (const WindowCall& call : calls) {
    if (call.needs_time() && !has_time)
      return usage_error("{} needs -t, which says when a record was", in_quotes(call.text));
    paths.push_back(call.path);
  }
  return json::check_apart(paths);
}

Status explained(const std::vector<WindowCall>& calls, const Status& status) {
  for (const WindowCall& call : calls) {
    const WindowFunctionInfo* const nested = call.nested();
    if (nested == nullptr) continue;
    return usage_error(
        "in {}: {} cannot stand within another function; add it as a field with an "
        "ndwindow before this one",
        in_quotes(call.text), nested->name);
  }
  return status;
}

Status check_apart_from_reads(const std::vector<WindowCall>& calls, const Bindings& bindings) {
  std::vector<std::vector<json::FieldPath>> reads;
  reads.reserve(calls.size());
  for (const WindowCall& call : calls)
    reads.push_back(ND_TRY(reads_of(call, bindings)));
  for (std::size_t added = 0; added < calls.size(); ++added) {
    const json::FieldPath& path = calls[added].path;
    if (read_within(reads[added], path) != nullptr) continue;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      const json::FieldPath* const read = read_within(reads[i], path);
      if (read == nullptr) continue;
      return usage_error(
          "{} reads {}, which {} adds; new fields cannot build on each other: add one with a "
          "second ndwindow, or give the new field another name where the input has {} too",
          in_quotes(calls[i].text), read->print(), in_quotes(calls[added].text), path.print());
    }
  }
  return {};
}

}  // namespace nd::compare
