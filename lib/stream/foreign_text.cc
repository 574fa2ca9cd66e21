#include "stream/foreign_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace nd::stream {

namespace {

using Hint = std::pair<std::string_view, std::string_view>;  // a text, what to say of it

bool begins_with(std::string_view text, std::string_view small_letters) {
  return lower(text.substr(0, small_letters.size())) == small_letters;
}

// What stands at the place of the error.
std::string_view value_there(std::string_view at) {
  constexpr std::string_view kNan = "NaN is no JSON, null stands for it";
  constexpr std::string_view kInfinity = "Infinity is no JSON, null stands for it";
  constexpr std::array<Hint, 10> kHints = {{
      {"NaN", kNan},
      {"nan", kNan},
      {"Infinity", kInfinity},
      {"inf", kInfinity},
      {"Inf", kInfinity},
      {"None", "None is Python's, JSON has null"},
      {"True", "True is Python's, JSON has true"},
      {"False", "False is Python's, JSON has false"},
      {"undefined", "undefined is JavaScript's, JSON has null"},
      {"NULL", "JSON has null in small letters"},
  }};
  if (at.starts_with('\'')) return "JSON has double quotes only";
  if (at.starts_with("//") || at.starts_with("/*")) return "JSON has no comments";
  if (at.starts_with('-')) at.remove_prefix(1);
  for (const auto& [word, clause] : kHints) {
    if (at.starts_with(word) && (at.size() == word.size() || !is_letter(at[word.size()])))
      return clause;
  }
  return {};
}

// An object or array that goes on in the next line.
bool goes_on(std::string_view line, bool first) {
  if (line == "{" || line == "[") return true;
  const bool opens = line.front() == '{' || line.front() == '[';
  return first && opens && (line.back() == ',' || line.back() == '{' || line.back() == '[');
}

// Whether only blanks, a CR among them, are between the value and what follows it.
bool follows_cr(std::string_view text, std::size_t at) {
  bool cr = false;
  for (; at > 0 && is_blank(text[at - 1]); --at)
    cr = cr || text[at - 1] == '\r';
  return cr && at > 0;
}

bool is_logfmt(std::string_view line) {
  std::size_t i = 0;
  const auto in_key = [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
  };
  while (i < line.size() && in_key(line[i]))
    ++i;
  return i > 0 && i + 1 < line.size() && line[i] == '=' && !is_blank(line[i + 1]);
}

// Another format, by its first line.
std::string_view format_of(std::string_view line) {
  if (is_html(line)) return "this is an HTML page, as a server sends with an error";
  if (line.front() == '<') return "this is XML or HTML, not JSON";
  if (line.front() == '\x1e')
    return "this is a JSON text sequence; tr -d '\\036' leaves its records";
  if (line.front() == '{' || line.front() == '[') return {};
  if (is_logfmt(line)) return "if this is logfmt, ndparse --from logfmt reads it";
  if (line.find('\t') != std::string_view::npos)
    return "if this is TSV, ndparse --from tsv reads it";
  if (line.find(',') != std::string_view::npos)
    return "if this is CSV, ndparse --from csv reads it";
  if (line.find(';') != std::string_view::npos)
    return "if this is CSV, ndparse --from csv -d ';' reads it";
  return {};
}

std::string_view clause_for(std::string_view text, const Error& error, Place place) {
  if (text.empty() || place == Place::kElsewhere) return {};
  const bool first = place == Place::kFirstRecord;
  // Of the whole text: it is valid, but not what was asked for.
  const bool whole = error.offset == Error::kNoOffset || error.offset == 0;
  if (whole && first && is_array_of_objects(text))
    return "ndparse --from json makes a record of each of its objects";
  if (error.offset == Error::kNoOffset) return {};
  // A comma behind a JSON value separates values, not cells.
  const bool separates = place == Place::kJson && text.front() == ',';
  if ((first || place == Place::kJson) && !separates) {
    if (const std::string_view clause = format_of(text); !clause.empty()) return clause;
  }
  if (place != Place::kJson && goes_on(text, first))
    return "if this is JSON over several lines, ndparse --from json reads it";
  if (error.offset >= text.size()) return {};
  if (follows_cr(text, error.offset)) return "tr '\\r' '\\n' turns lines that end with CR alone";
  // Words stand where a value is expected; letters elsewhere are part of something else.
  return value_there(text.substr(error.offset));
}

}  // namespace

std::string foreign_text(std::string_view text, const Error& error, Place place) {
  const std::string_view clause = clause_for(text, error, place);
  return clause.empty() ? std::string() : "; " + std::string(clause);
}

bool is_html(std::string_view text) {
  return begins_with(text, "<!doctype html") || begins_with(text, "<html");
}

bool is_array_of_objects(std::string_view record) {
  if (record.empty() || record[0] != '[') return false;
  const auto* const item = std::find_if_not(record.begin() + 1, record.end(), is_blank);
  return item != record.end() && *item == '{';
}

}  // namespace nd::stream
