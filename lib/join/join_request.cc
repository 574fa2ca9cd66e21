#include "join/join_request.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/nesting.h"
#include "columns/key_columns.h"
#include "json/field_path.h"

namespace nd::join {
namespace {

// The last ':' outside of strings and brackets; npos if there is none.
std::size_t dividing_colon(std::string_view text) {
  std::size_t found = std::string_view::npos;
  for (std::size_t at = 0; (at = find_outside(text, ':', at)) != std::string_view::npos; ++at)
    found = at;
  return found;
}

bool adds_fields(JoinType type) {
  return type == JoinType::kInner || type == JoinType::kLeft;
}

Status check(const JoinRequest& request, JoinType type) {
  if (request.asof.empty() != request.valid_from.empty()) {
    return usage_error(request.asof.empty()
                           ? "--valid-from needs --asof"
                           : "--asof needs --valid-from: the field of the table from which a row "
                             "holds");
  }
  if (!request.asof.empty() && !request.within.empty())
    return usage_error("--asof and --within exclude each other");
  const bool bounded = !request.table.start.empty() || !request.table.end.empty();
  if (request.within.empty() == bounded) {
    return usage_error(
        bounded
            ? "--start and --end need --within"
            : "--within needs --start or --end: the fields of the table that bound an interval");
  }
  if (request.any && adds_fields(type))
    return usage_error("--any adds no fields: it goes with --type semi or anti");
  if (request.any && request.keys.size() > 1) return usage_error("--any takes one KEY");
  if (!adds_fields(type) && (!request.take.empty() || !request.table.prefix.empty())) {
    return usage_error(
        "--take and --prefix go with --type inner or left: the others add no fields");
  }
  return {};
}

}  // namespace

Status parse_into(std::string_view text, JoinType& out) {
  constexpr std::array<std::pair<std::string_view, JoinType>, 4> kTypes = {
      {{"inner", JoinType::kInner},
       {"left", JoinType::kLeft},
       {"semi", JoinType::kSemi},
       {"anti", JoinType::kAnti}}};
  for (const auto& [name, type] : kTypes) {
    if (name != text) continue;
    out = type;
    return {};
  }
  return usage_error("'{}' is none of inner, left, semi, anti", text);
}

Result<JoinKey> parse_join_key(std::string_view text) {
  const std::size_t colon = dividing_colon(text);
  if (colon != std::string_view::npos) {
    const std::string_view table = text.substr(colon + 1);
    if (colon == 0 || table.empty()) {
      return usage_error("'{}' is not KEY:TABLEKEY", text);
    }
    return JoinKey{std::string(text.substr(0, colon)), std::string(table)};
  }
  const auto [name, expression] = json::split_name(text);
  const std::string_view field = name.empty() ? expression : std::string_view(name);
  if (!json::FieldPath::parse(field)) {
    return usage_error("'{}' is no field: say which key of the table it is, KEY:TABLEKEY", text);
  }
  return JoinKey{std::string(text), std::string(field)};
}

Result<HashJoin> make_hash_join(const JoinRequest& request, io::Streams& streams,
                                json::Schema& schema, io::Output* unmatched) {
  const JoinType type = request.type.value_or(request.any ? JoinType::kSemi : JoinType::kInner);
  ND_TRY(check(request, type));
  const std::vector<std::string>& files = streams.input.operands;
  if (request.table.path == "-" &&
      (files.empty() || std::count(files.begin(), files.end(), "-") > 0)) {
    return usage_error("TABLE and the records cannot both be standard input");
  }
  JoinTableOptions options = request.table;
  const bool asof = !request.asof.empty();
  options.moments = asof || !request.within.empty();
  if (asof) {
    options.until = table::Until::kNext;
    options.start = request.valid_from;
  }
  options.lines = streams.input.lines;
  options.fields = request.take;
  if (!request.take.empty()) options.take = Take::kListed;
  if (!adds_fields(type)) {
    options.take = Take::kNothing;
    options.repeats = table::Repeats::kAll;  // one match or several: the record leaves once
  }
  if (request.repeats) options.repeats = *request.repeats;
  const Bindings& bindings = streams.bindings;
  std::vector<std::string> stream_keys;
  for (const std::string& text : request.keys) {
    JoinKey key = ND_TRY(parse_join_key(text));
    stream_keys.push_back(std::move(key.stream));
    options.keys.push_back(std::move(key.table));
  }
  columns::KeyColumns keys =
      ND_TRY(columns::KeyColumns::compile(stream_keys, columns::Marks::kNone, schema, bindings));
  const std::vector<std::string> moments(options.moments ? 1 : 0,
                                         asof ? request.asof : request.within);
  columns::KeyColumns moment =
      ND_TRY(columns::KeyColumns::compile(moments, columns::Marks::kNone, schema, bindings));
  JoinTable table = ND_TRY(JoinTable::load(options, streams));
  if (!request.any) keys.watch_kinds(table.key_kinds());
  return HashJoin(std::move(table), std::move(keys), std::move(moment),
                  {type, request.any ? KeyMatch::kAnyItem : KeyMatch::kWhole,
                   asof ? MatchTime::kAsOf : MatchTime::kWithin, options.repeats, unmatched});
}

}  // namespace nd::join
