#include "expr/required_text.h"

#include <algorithm>
#include <string_view>

namespace nd::expr {
namespace {

// A field of the record itself: with an object it cannot fail.
bool is_field(const Node& node) {
  return node.kind == NodeKind::kSlot && !node.optional && node.path.segments.size() == 1;
}

bool compares_field(const Node& node) {
  return node.kind == NodeKind::kCompare && is_field(*node.children[0]) &&
         node.children[1]->kind == NodeKind::kConstant && !node.children[1]->constant.is_nested();
}

// Bytes that a string may also write with an escape that is no backslash-u.
bool has_other_form(char c) {
  return c == '"' || c == '\\' || c == '/' || static_cast<unsigned char>(c) < 0x20;
}

// A string as it stands in a record: with its quotes, or the longest part that has one form only.
std::string in_record(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), has_other_form)) return '"' + std::string(text) + '"';
  std::string_view longest;
  while (!text.empty()) {
    const auto end = std::find_if(text.begin(), text.end(), has_other_form);
    const auto size = static_cast<std::size_t>(end - text.begin());
    if (size > longest.size()) longest = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return longest.size() < 2 ? std::string() : std::string(longest);
}

}  // namespace

std::string required_text(const Node& condition) {
  if (condition.kind == NodeKind::kLet) return required_text(*condition.meaning);
  if (condition.kind == NodeKind::kAnd) {
    std::string best;
    for (const NodePtr& child : condition.children) {
      std::string text = required_text(*child);
      if (text.size() > best.size()) best = std::move(text);
      // What stands behind a condition that may fail is not reached by every record.
      if (!compares_field(*child) && !is_field(*child)) break;
    }
    return best;
  }
  if (!compares_field(condition) || condition.op != Op::kEqual) return {};
  const json::Value& constant = condition.children[1]->constant;
  return constant.is_string() ? in_record(constant.text()) : std::string();
}

}  // namespace nd::expr
