#include "json/patch.h"

#include "json/scan.h"
#include "json/writer.h"

namespace nd::json {

Status append_with_field(std::string& out, PaddedView line, std::string_view name,
                         std::string_view value_text) {
  const char* const begin = line.begin();
  const char* const end = line.end();
  const auto bad = [&](const char* at, const char* why) {
    return input_error(why, static_cast<std::size_t>(at - begin));
  };
  if (line.empty() || *begin != '{') return bad(begin, "a field can be set in an object only");
  scan::Fault fault;
  std::string unescaped;
  const char* p = scan::skip_blanks(begin + 1, end);
  bool first = true;
  while (p < end && *p != '}') {
    if (!first) {
      if (*p != ',') return bad(p, "expected ',' or '}'");
      p = scan::skip_blanks(p + 1, end);
    }
    first = false;
    if (p >= end || *p != '"') return bad(p, "expected a key in quotes");
    bool escaped = false;
    const char* const close = scan::string_end(p + 1, end, escaped, fault);
    if (close == nullptr) return bad(fault.at, fault.message);
    std::string_view key(p + 1, static_cast<std::size_t>(close - p - 1));
    if (escaped) {
      unescaped.clear();
      scan::unescape(key, unescaped);
      key = unescaped;
    }
    p = scan::skip_blanks(close + 1, end);
    if (p >= end || *p != ':') return bad(p, "expected ':' after the key");
    const char* const value = scan::skip_blanks(p + 1, end);
    p = scan::skip_value(value, end, fault);
    if (p == nullptr) return bad(fault.at, fault.message);
    if (key == name) {
      out.append(begin, value).append(value_text).append(p, end);
      return {};
    }
    p = scan::skip_blanks(p, end);
  }
  if (p >= end) return bad(end, "expected ',' or '}'");
  out.append(begin, p);
  if (!first) out.push_back(',');
  append_string(out, name);
  out.push_back(':');
  out.append(value_text).append(p, end);
  return {};
}

}  // namespace nd::json
