#include "json/field_path.h"

#include <algorithm>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/nesting.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::json {
namespace {

bool is_bare(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// The end of the name at text[at]; `at` itself if there is none, npos if its quote does not end.
std::size_t segment_end(std::string_view text, std::size_t at) {
  if (text.substr(at).starts_with('"')) return nesting_end(text, at);
  while (at < text.size() && is_bare(text[at]))
    ++at;
  return at;
}

}  // namespace

Result<FieldPath> FieldPath::parse(std::string_view text) {
  const auto bad = [&](std::string_view why) {
    return usage_error("'{}' is not a field: {}", text, why);
  };
  FieldPath path;
  if (text == ".") return path;
  std::size_t i = text.starts_with('.') ? 1 : 0;
  for (;;) {
    const std::size_t end = segment_end(text, i);
    if (end == std::string_view::npos) return bad("the quote does not end");
    if (end == i) {
      return bad(i == text.size() ? "a name is missing"
                                  : "write an odd name in quotes, as in .\"a b\"");
    }
    const std::string_view segment = text.substr(i, end - i);
    i = end;
    if (segment.starts_with('"')) {
      Arena arena;
      const auto name = json::parse(segment, arena);
      if (!name) return bad("the quoted name is no JSON string");
      path.segments.emplace_back(name->text());
    } else {
      path.segments.emplace_back(segment);
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

Named split_name(std::string_view text) {
  std::size_t equals = text.starts_with('.') ? 1 : 0;
  for (;; ++equals) {
    const std::size_t from = equals;
    equals = segment_end(text, from);
    if (equals == from || equals == std::string_view::npos) return {{}, text};
    if (!text.substr(equals).starts_with('.')) break;
  }
  const std::string_view name = text.substr(0, equals);
  while (equals < text.size() && is_blank(text[equals]))
    ++equals;
  const bool found = equals < text.size() && text[equals] == '=' &&
                     !(equals + 1 < text.size() && text[equals + 1] == '=');
  if (!found) return {{}, text};
  return {std::string(name), trimmed(text.substr(equals + 1))};
}

}  // namespace nd::json
