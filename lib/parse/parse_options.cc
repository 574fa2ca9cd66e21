#include "parse/parse_options.h"

#include <algorithm>
#include <utility>

#include "base/nesting.h"
#include "json/field_path.h"

namespace nd::parse {

std::vector<std::pair<std::string, ParseFormat>> format_names() {
  return {{"auto", ParseFormat::kAuto},     {"ndjson", ParseFormat::kNdjson},
          {"json", ParseFormat::kJson},     {"csv", ParseFormat::kCsv},
          {"tsv", ParseFormat::kTsv},       {"logfmt", ParseFormat::kLogfmt},
          {"regex", ParseFormat::kRegex},   {"combined", ParseFormat::kCombined},
          {"syslog", ParseFormat::kSyslog}, {"rejects", ParseFormat::kRejects}};
}

Status parse_into(std::string_view text, TypeOption& out) {
  const auto [field, type] = ND_TRY(split_pair(text, "FIELD=TYPE, as in age=int"));
  constexpr std::pair<std::string_view, CellType> kTypes[] = {{"int", CellType::kInt},
                                                              {"float", CellType::kFloat},
                                                              {"string", CellType::kString},
                                                              {"bool", CellType::kBool},
                                                              {"json", CellType::kJson}};
  for (const auto& [name, value] : kTypes) {
    if (name != type) continue;
    out = {std::string(field), value};
    return {};
  }
  return usage_error("'{}' is no type; there are int, float, string, bool and json", type);
}

Status parse_into(std::string_view text, TimeOption& out) {
  const auto [field, format] =
      ND_TRY(split_pair(text, "FIELD=FORMAT, as in at=ms or day=%d/%m/%Y"));
  out.field = std::string(field);
  constexpr std::pair<std::string_view, time::EpochUnit> kUnits[] = {
      {"s", time::EpochUnit::kSeconds},
      {"ms", time::EpochUnit::kMillis},
      {"us", time::EpochUnit::kMicros},
      {"ns", time::EpochUnit::kNanos}};
  for (const auto& [name, unit] : kUnits) {
    if (name != format) continue;
    out.format = {TimeFormat::Kind::kEpoch, unit, {}};
    return {};
  }
  if (format == "rfc3339") {
    out.format = {TimeFormat::Kind::kRfc3339, {}, {}};
    return {};
  }
  if (format.find('%') == std::string_view::npos) {
    return usage_error(
        "'{}' is no form of time; there are s, ms, us, ns, rfc3339 and patterns such as %d/%m/%Y",
        format);
  }
  out.format = {TimeFormat::Kind::kPattern, {}, std::string(format)};
  return {};
}

Status parse_into(std::string_view text, RenameOption& out) {
  const auto [name, field] = ND_TRY(split_pair(text, "NEW=OLD, as in user=user_id"));
  if (field.empty()) return usage_error("'{}' names no field to rename", text);
  out = {output_path(name), std::string(field)};
  return {};
}

std::string flat_name(std::string_view typed) {
  const auto path = json::FieldPath::parse(typed);
  return path && path->segments.size() == 1 ? path->segments.front() : std::string(typed);
}

json::FieldPath output_path(std::string_view typed) {
  auto path = json::FieldPath::parse(typed);
  if (path && !path->segments.empty()) return *std::move(path);
  return {{std::string(typed)}};
}

json::FieldPath nested_path(std::string_view name) {
  if (auto path = json::FieldPath::parse(name); path && !path->segments.empty())
    return *std::move(path);
  json::FieldPath path;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t dot = std::min(name.find('.', from), name.size());
    if (dot == from || dot + 1 == name.size()) return {{std::string(name)}};
    path.segments.emplace_back(name.substr(from, dot - from));
    from = dot + 1;
  }
  return path;
}

}  // namespace nd::parse
