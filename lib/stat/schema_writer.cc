#include "stat/schema_writer.h"

#include <vector>

#include "json/writer.h"

namespace nd::stat {
namespace {

class SchemaWriter {
 public:
  SchemaWriter(std::string& out, const PathTree& tree) : out_(out), tree_(tree) {}

  // Appends the members of the schema of a node; the object is open.
  void append(std::uint32_t id) {
    const PathTree::Node& node = tree_.node(id);
    append_type(node.profile);
    const TextForms forms = node.profile.forms();
    if ((forms & (kDateForm | kTimeForm)) != 0) {
      json::append_key(out_, "format");
      json::append_string(out_, name_of_first(forms));
    }
    if (node.profile.count(Type::kObject) > 0) append_members(node);
    if (node.items == PathTree::kNone) return;
    append_part("items", node.items);
  }

 private:
  void append_type(const Profile& profile) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < kTypeNames.size(); ++i) {
      const auto type = static_cast<Type>(i);
      if (profile.count(type) == 0) continue;
      // A number may be an integer.
      if (type == Type::kInteger && profile.count(Type::kNumber) > 0) continue;
      names.push_back(kTypeNames[i]);
    }
    if (names.empty()) return;
    json::append_key(out_, "type");
    if (names.size() > 1) out_ += '[';
    for (const std::string_view name : names) {
      if (name != names.front()) out_ += ',';
      json::append_string(out_, name);
    }
    if (names.size() > 1) out_ += ']';
  }

  void append_members(const PathTree::Node& node) {
    if (node.members != PathTree::kNone) {
      append_part("additionalProperties", node.members);
      return;
    }
    const std::vector<std::uint32_t> places = tree_.sorted_children(node);
    json::append_key(out_, "properties");
    out_ += '{';
    for (const std::uint32_t place : places)
      append_part(node.children[place].key, node.children[place].node);
    out_ += '}';
    json::append_key(out_, "required");
    out_ += '[';
    for (const std::uint32_t place : places) {
      const PathTree::Child& child = node.children[place];
      if (tree_.node(child.node).profile.values() != node.profile.count(Type::kObject)) continue;
      if (out_.back() != '[') out_ += ',';
      json::append_string(out_, child.key);
    }
    out_ += "],\"additionalProperties\":false";
  }

  void append_part(std::string_view key, std::uint32_t node) {
    json::append_key(out_, key);
    out_ += '{';
    append(node);
    out_ += '}';
  }

  std::string& out_;
  const PathTree& tree_;
};

}  // namespace

void append_schema(std::string& out, const PathTree& tree) {
  out += "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"";
  SchemaWriter(out, tree).append(PathTree::kRoot);
  out += '}';
}

}  // namespace nd::stat
