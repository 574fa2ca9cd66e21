#include "stat/stat.h"

#include "base/number.h"
#include "base/utf8.h"
#include "json/field_path.h"
#include "json/writer.h"
#include "stat/schema_writer.h"

namespace nd::stat {
namespace {

constexpr std::size_t kLongest = 60;  // bytes of a text that is shown

void append_shown(std::string& out, const json::Value& value) {
  if (!value.is_string() || value.text().size() <= kLongest) {
    json::append_value(out, value);
    return;
  }
  json::append_string(out, std::string(utf8::cut(value.text(), kLongest)) + "…");
}

void append_types(std::string& out, const Profile& profile) {
  out += '{';
  for (std::size_t i = 0; i < kTypeNames.size(); ++i) {
    const std::uint64_t count = profile.count(static_cast<Type>(i));
    if (count == 0) continue;
    json::append_key(out, kTypeNames[i]);
    append_uint(out, count);
  }
  out += '}';
}

void append_extreme(std::string& out, const std::optional<KeptValue>& extreme) {
  append_shown(out, extreme ? extreme->get() : json::Value::null());
}

void append_profile(std::string& out, const Profile& profile, std::uint64_t missing) {
  json::append_key(out, "types");
  append_types(out, profile);
  json::append_key(out, "missing");
  append_uint(out, missing);
  const DistinctSketch::Count distinct = profile.distinct();
  json::append_key(out, "distinct");
  append_uint(out, distinct.values);
  json::append_key(out, "approximate");
  out += distinct.is_exact ? "false" : "true";
  json::append_key(out, "min");
  append_extreme(out, profile.least());
  json::append_key(out, "max");
  append_extreme(out, profile.most());
  Arena arena;
  json::append_key(out, "mean");
  json::append_value(out, profile.mean(arena));
  const std::string_view form = name_of_first(profile.forms());
  json::append_key(out, "form");
  json::append_value(out, form.empty() ? json::Value::null() : json::Value::string(form));
  json::append_key(out, "examples");
  out += '[';
  for (const json::Value& example : profile.examples()) {
    if (out.back() != '[') out += ',';
    append_shown(out, example);
  }
  out += ']';
}

}  // namespace

Status Stat::write(io::Output& out, const std::string& path, std::uint32_t id,
                   std::uint64_t missing, std::size_t depth) const {
  const PathTree::Node& node = tree_.node(id);
  std::string& line = out.buffer();
  line += '{';
  json::append_key(line, "path");
  json::append_string(line, path.empty() ? "." : path);
  append_profile(line, node.profile, missing);
  line += '}';
  ND_TRY(out.end_record());
  if (depth == options_.depth) return {};
  const std::uint64_t objects = node.profile.count(Type::kObject);
  for (const std::uint32_t place : tree_.sorted_children(node)) {
    const PathTree::Child& child = node.children[place];
    const std::uint64_t there = tree_.node(child.node).profile.values();
    ND_TRY(write(out, path + json::FieldPath{{child.key}}.print(), child.node, objects - there,
                 depth + 1));
  }
  if (node.members != PathTree::kNone) ND_TRY(write(out, path + ".*", node.members, 0, depth + 1));
  if (node.items == PathTree::kNone) return {};
  return write(out, (path.empty() ? "." : path) + "[]", node.items, 0, depth + 1);
}

Status Stat::finish(io::Output& out) {
  if (options_.write == StatOptions::Write::kPaths) {
    // An empty file has no path.
    if (tree_.node(PathTree::kRoot).profile.values() == 0) return {};
    return write(out, "", PathTree::kRoot, 0, 0);
  }
  append_schema(out.buffer(), tree_);
  return out.end_record();
}

}  // namespace nd::stat
