#include "split/file_name.h"

#include <algorithm>

#include "base/nesting.h"
#include "base/utf8.h"
#include "base/wording.h"
#include "columns/shown.h"
#include "json/writer.h"

namespace nd::split {
namespace {

constexpr std::size_t kLongestPart = 255;  // bytes, of Linux's file systems

// The end of the placeholder that starts at the front: where its '}' stands, outside of a quoted
// name; npos if nowhere.
std::size_t placeholder_end(std::string_view text) {
  for (std::size_t i = 1; i < text.size();) {
    if (text[i] == '}') return i;
    i = text[i] == '"' ? nesting_end(text, i) : i + 1;
  }
  return std::string_view::npos;
}

// Control characters of both ranges, and DEL.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

// Why the text may not be part of a file's name; empty if it may.
std::string_view objection(std::string_view text) {
  if (text.empty()) return "is empty: no file can be called by it";
  if (text[0] == '.') return "starts with a dot, as hidden files and '..' do";
  while (!text.empty()) {
    const utf8::Character character = utf8::first(text);
    if (!character.is_valid) return "is no UTF-8";
    if (is_control(character.code_point)) return "holds a control character";
    if (character.code_point == '/') return "holds a '/': data never chooses a folder";
    text.remove_prefix(character.size);
  }
  return {};
}

Status check_folders(std::string_view before_last, std::string_view text) {
  if (before_last.find('/') == std::string_view::npos) return {};
  return usage_error(
      "{}: a placeholder names a folder; --nest allows that, and makes the folders that are not "
      "there",
      in_quotes(text));
}

}  // namespace

Result<FileName> FileName::parse(std::string_view text, Folders folders) {
  const std::string_view whole = text;
  FileName made;
  while (!text.empty()) {
    const std::size_t brace = std::min(text.find_first_of("{}"), text.size());
    made.texts_.back() += text.substr(0, brace);
    text.remove_prefix(brace);
    if (text.empty()) break;
    if (text.starts_with("{{") || text.starts_with("}}")) {
      made.texts_.back() += text[0];
      text.remove_prefix(2);
      continue;
    }
    if (text[0] == '}') return usage_error("a '}' closes nothing; the brace itself is }}");
    const std::size_t end = placeholder_end(text);
    if (end == std::string_view::npos) {
      return usage_error("{} has no '}}' that ends it; the brace itself is {{{{",
                         in_quotes(text, 40));
    }
    if (end == 1)
      return usage_error("a placeholder names a field; the braces themselves are {{ and }}");
    made.placeholders_.emplace_back(text.substr(1, end - 1));
    made.texts_.emplace_back();
    text.remove_prefix(end + 1);
  }
  if (made.placeholders_.empty()) {
    return usage_error("{} has no {{NAME}}: all records would go to one file; -o writes one",
                       in_quotes(whole));
  }
  const std::string& last = made.texts_.back();
  if (last.ends_with('/'))
    return usage_error("{} ends with '/'; a file has a name", in_quotes(whole));
  if (folders == Folders::kFixed) {
    // Behind the first placeholder no folder may begin.
    for (std::size_t i = 1; i < made.texts_.size(); ++i)
      ND_TRY(check_folders(made.texts_[i], whole));
  }
  return made;
}

Status FileName::append_value(std::string& out, std::size_t i, const json::Value& value) const {
  const std::size_t start = out.size();
  if (value.is_null()) {
    return input_error("{} is {}: no file can be called by it", placeholders_[i],
                       value.is_missing() ? "missing" : "null");
  }
  if (value.is_nested()) {
    return input_error("{} is {}: no file can be called by it", placeholders_[i],
                       value.is_array() ? "an array" : "an object");
  }
  if (value.is_string()) {
    out += value.text();
  } else if (value.is_number()) {
    json::append_canonical_number(out, value);
  } else {
    json::append_value(out, value);
  }
  const std::string_view why = objection(std::string_view(out).substr(start));
  if (why.empty()) return {};
  return input_error("{}: {} {}", placeholders_[i], columns::shown(value, 100), why);
}

Status FileName::append_end(std::string& out) const {
  out += texts_.back();
  for (std::size_t start = 0; start < out.size();) {
    const std::size_t end = std::min(out.find('/', start), out.size());
    if (end - start > kLongestPart) {
      return input_error("the file's name would have {} bytes; at most {} are possible",
                         end - start, kLongestPart);
    }
    start = end + 1;
  }
  return {};
}

}  // namespace nd::split
