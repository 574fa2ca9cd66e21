#include "base/nesting.h"

#include <string>

#include "base/ascii.h"
#include "base/wording.h"

namespace nd {
namespace {

bool contains(std::string_view characters, char c) {
  return characters.find(c) != std::string_view::npos;
}

// The first `mark` outside the quotes of names, in which \( stands for itself.
std::size_t find_behind_names(std::string_view text, char mark) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == mark && !quoted) return i;
    if (text[i] == '\\' && quoted) ++i;
    if (text[i] == '"') quoted = !quoted;
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t nesting_end(std::string_view text, std::size_t at) {
  std::string open;  // a '"' or '(' for each string and bracket, the innermost last
  for (std::size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (!open.empty() && open.back() == '"') {
      if (c == '"') open.pop_back();
      if (c == '\\' && ++i < text.size() && text[i] == '(') open.push_back('(');
    } else if (c == '"') {
      open.push_back('"');
    } else if (contains("([{", c)) {
      open.push_back('(');
    } else if (contains(")]}", c)) {
      open.pop_back();
    }
    if (open.empty()) return i + 1;
  }
  return std::string_view::npos;
}

Result<std::string_view> after_call(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) return std::string_view();
  const std::size_t end = nesting_end(text, open);
  if (end == std::string_view::npos || text[end - 1] != ')')
    return usage_error("')' is missing at the end of {}", in_quotes(text));
  return text.substr(end);
}

std::size_t find_outside(std::string_view text, char mark, std::size_t from) {
  for (std::size_t i = from; i < text.size();) {
    if (text[i] == mark) return i;
    i = contains("\"([{", text[i]) ? nesting_end(text, i) : i + 1;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> split_outside(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (;;) {
    const std::size_t end = find_outside(text, mark, from);
    parts.push_back(trimmed(text.substr(from, end - from)));
    if (end == std::string_view::npos) return parts;
    from = end + 1;
  }
}

Result<std::vector<std::string_view>> split_list(std::string_view text) {
  std::vector<std::string_view> items = split_outside(text, ',');
  for (const std::string_view item : items) {
    if (!item.empty()) continue;
    return usage_error(items.size() == 1 ? "the list is empty"
                                         : "an item of the list " + in_quotes(text) + " is empty");
  }
  return items;
}

Result<std::pair<std::string_view, std::string_view>> split_pair(std::string_view text,
                                                                 std::string_view wanted) {
  const std::size_t equals = find_behind_names(text, '=');
  if (equals == 0 || equals == std::string_view::npos)
    return usage_error("{} is not {}", in_quotes(text), wanted);
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

}  // namespace nd
