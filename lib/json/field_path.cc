#include "json/field_path.h"

#include <algorithm>

#include "base/arena.h"
#include "json/scan.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::json {
namespace {

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && scan::is_blank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && scan::is_blank(text.back()))
    text.remove_suffix(1);
  return text;
}

// The end of the JSON string that starts at text[from] (its quote); npos if it does not end.
std::size_t quoted_end(std::string_view text, std::size_t from) {
  for (std::size_t i = from + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace

Result<FieldPath> FieldPath::parse(std::string_view text) {
  const auto bad = [&](std::string_view why) {
    return usage_error("'" + std::string(text) + "' is not a field: " + std::string(why));
  };
  FieldPath path;
  if (text == ".") return path;
  std::size_t i = text.starts_with('.') ? 1 : 0;
  for (;;) {
    if (i < text.size() && text[i] == '"') {
      const std::size_t end = quoted_end(text, i);
      if (end == std::string_view::npos) return bad("the quote does not end");
      Arena arena;
      const auto name = json::parse(text.substr(i, end - i), arena);
      if (!name) return bad("the quoted name is no JSON string");
      path.segments.emplace_back(name->text());
      i = end;
    } else {
      const std::size_t from = i;
      while (i < text.size() && is_bare(text[i]))
        ++i;
      if (i == from)
        return bad(i == text.size() ? "a name is missing"
                                    : "write an odd name in quotes, as in .\"a b\"");
      path.segments.emplace_back(text.substr(from, i - from));
    }
    if (i == text.size()) return path;
    if (text[i] != '.') return bad("write an odd name in quotes, as in .\"a b\"");
    ++i;
  }
}

Status parse_into(std::string_view text, FieldPath& out) {
  out = ND_TRY(FieldPath::parse(text));
  if (out.segments.empty()) return usage_error("'.' is the whole record, a field is needed here");
  return {};
}

std::string FieldPath::print() const {
  if (segments.empty()) return ".";
  std::string out;
  for (const std::string& segment : segments) {
    out.push_back('.');
    if (!segment.empty() && std::all_of(segment.begin(), segment.end(), is_bare)) {
      out.append(segment);
    } else {
      append_string(out, segment);
    }
  }
  return out;
}

std::string FieldPath::text() const {
  return segments.empty() ? "." : print().substr(1);
}

std::string FieldPath::name() const {
  return segments.size() == 1 ? segments[0] : text();
}

Result<std::vector<std::string_view>> split_list(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (text[i] == ',' && depth == 0)) {
      const auto part = trimmed(text.substr(from, i - from));
      if (part.empty()) return usage_error("'" + std::string(text) + "' has an empty element");
      parts.push_back(part);
      from = i + 1;
    } else if (text[i] == '"') {
      const std::size_t end = quoted_end(text, i);
      if (end == std::string_view::npos)
        return usage_error("'" + std::string(text) + "': the quote does not end");
      i = end - 1;
    } else if (text[i] == '(' || text[i] == '[' || text[i] == '{') {
      ++depth;
    } else if (text[i] == ')' || text[i] == ']' || text[i] == '}') {
      --depth;
    }
  }
  return parts;
}

Named split_name(std::string_view text) {
  std::size_t i = text.starts_with('.') ? 1 : 0;
  for (;;) {
    if (i < text.size() && text[i] == '"') {
      i = quoted_end(text, i);
      if (i == std::string_view::npos) return {{}, text};
    } else {
      const std::size_t from = i;
      while (i < text.size() && is_bare(text[i]))
        ++i;
      if (i == from) return {{}, text};
    }
    if (i < text.size() && text[i] == '.') {
      ++i;
      continue;
    }
    break;
  }
  std::size_t equals = i;
  while (equals < text.size() && scan::is_blank(text[equals]))
    ++equals;
  const bool found = equals < text.size() && text[equals] == '=' &&
                     !(equals + 1 < text.size() && text[equals + 1] == '=');
  if (!found) return {{}, text};
  return {std::string(text.substr(0, i)), trimmed(text.substr(equals + 1))};
}

}  // namespace nd::json
