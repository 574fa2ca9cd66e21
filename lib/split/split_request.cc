#include "split/split_request.h"

#include <optional>
#include <utility>

#include "base/wording.h"
#include "columns/key_columns.h"
#include "json/field_path.h"
#include "json/schema.h"
#include "ops/edit_plan.h"
#include "split/file_name.h"
#include "split/file_set.h"
#include "split/split.h"
#include "stream/run.h"

namespace nd::split {
namespace {

// The items of the placeholders, as KeyColumns takes them: the -k of that name, or else the field.
Result<std::vector<std::string>> items_of(const FileName& name,
                                          const std::vector<std::string>& keys) {
  std::vector<std::string> out;
  std::vector<bool> used(keys.size());
  for (const std::string& placeholder : name.placeholders()) {
    const auto path = json::FieldPath::parse(placeholder);
    if (!path || path->segments.empty()) {
      return usage_error("{{{}}} is no field; -k {}=EXPR gives a name to an expression",
                         excerpt(placeholder, 80), "NAME");
    }
    out.push_back(path->text());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const json::Named named = json::split_name(keys[i]);
      const auto key = json::FieldPath::parse(named.name.empty() ? named.text : named.name);
      if (!key) return usage_error("-k {}: write NAME=EXPR", in_quotes(keys[i]));
      if (*key != *path) continue;
      used[i] = true;
      out.back() = keys[i];
      break;
    }
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (used[i]) continue;
    return usage_error("-k {}: the template has no such {{NAME}}, or had it already",
                       in_quotes(keys[i]));
  }
  return out;
}

}  // namespace

Status run_split(const SplitRequest& request, io::Streams& streams) {
  if (request.open == 0) return usage_error("--open 0 leaves no file to write to");
  const FileName name = ND_TRY(FileName::parse(
      request.name, request.nest ? FileName::Folders::kNamed : FileName::Folders::kFixed));
  const std::vector<std::string> items = ND_TRY(items_of(name, request.keys));
  const Bindings& bindings = streams.bindings;
  json::Schema schema;
  columns::KeyColumns keys =
      ND_TRY(columns::KeyColumns::compile(items, columns::Marks::kNone, schema, bindings));
  if (bindings.strict) keys.watch_kinds();
  std::vector<ops::EditRequest> edits;
  for (const std::string& list : request.drop)
    edits.push_back({ops::EditRequest::Kind::kDrop, list});
  const auto plan = ND_TRY(ops::EditPlan::make(edits, schema, bindings));
  std::optional<ops::Edit> edit;
  if (!edits.empty()) edit.emplace(plan);
  FileSet files({.open = request.open,
                 .replace = request.force,
                 .make_folders = request.nest,
                 .inputs = streams.input.operands});
  Split split(name, std::move(keys), std::move(edit), std::move(files));
  return stream::run(streams, schema, split);
}

}  // namespace nd::split
