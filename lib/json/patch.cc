#include "json/patch.h"

#include <span>

#include "json/scan.h"
#include "json/writer.h"

namespace nd::json {
namespace {

using Names = std::span<const std::string>;

// Where the text of a field goes: `from` .. `to` of the line makes room for it.
struct Place {
  const char* from = nullptr;
  const char* to = nullptr;
  Names missing;       // the names that must be written before it, the field's own the last
  bool first = false;  // nothing stands before it in its object
  bool bare = false;   // even the braces of its object are missing
};

// The value as the field of the innermost of the names.
void append_nested(std::string& out, Names names, std::string_view value_text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out.push_back('{');
    append_string(out, names[i]);
    out.push_back(':');
  }
  out.append(value_text);
  out.append(names.empty() ? 0 : names.size() - 1, '}');
}

// The type of the value that begins at p and is no object.
std::string_view type_at(const char* p) {
  if (*p == '"') return "string";
  if (*p == '[') return "array";
  return *p == 't' || *p == 'f' ? "boolean" : "number";
}

Status not_an_object(const FieldPath& path, std::string_view type) {
  return input_error("no field can be set within '{}', which is of type {}", path.text(), type);
}

class Finder {
 public:
  explicit Finder(PaddedView line) : begin_(line.begin()), end_(line.end()) {}

  Status find(const FieldPath& path, Place& place) {
    if (begin_ == end_ || *begin_ != '{')
      return bad(begin_, "a field can be set in an object only");
    Names names = path.segments;
    const char* object = begin_;
    for (;;) {
      bool found = false;
      ND_TRY(find_member(object, names, place, found));
      if (!found) return {};
      names = names.subspan(1);
      if (names.empty()) return {};
      if (*place.from == 'n') {
        place.missing = names;
        place.bare = true;
        return {};
      }
      if (*place.from != '{') {
        FieldPath parent = path;
        parent.segments.resize(path.segments.size() - names.size());
        return not_an_object(parent, type_at(place.from));
      }
      object = place.from;
    }
  }

 private:
  Status bad(const char* at, const char* why) const {
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.StringChecker): a fault always says why
    return input_error_at(static_cast<std::size_t>(at - begin_), why);
  }

  // The value of the first member called names[0], or the place behind the last member.
  Status find_member(const char* object, Names names, Place& place, bool& found) {
    scan::Fault fault;
    const char* p = scan::skip_blanks(object + 1, end_);
    bool first = true;
    while (p < end_ && *p != '}') {
      if (!first) {
        if (*p != ',') return bad(p, "expected ',' or '}'");
        p = scan::skip_blanks(p + 1, end_);
      }
      first = false;
      if (p >= end_ || *p != '"') return bad(p, "expected a key in quotes");
      bool escaped = false;
      const char* const close = scan::string_end(p + 1, end_, escaped, fault);
      if (close == nullptr) return bad(fault.at, fault.message);
      std::string_view key(p + 1, static_cast<std::size_t>(close - p - 1));
      if (escaped) {
        unescaped_.clear();
        scan::unescape(key, unescaped_);
        key = unescaped_;
      }
      p = scan::skip_blanks(close + 1, end_);
      if (p >= end_ || *p != ':') return bad(p, "expected ':' after the key");
      const char* const value = scan::skip_blanks(p + 1, end_);
      p = scan::skip_value(value, end_, fault);
      if (p == nullptr) return bad(fault.at, fault.message);
      if (key == names[0]) {
        if (!scan::member_ends(p, end_, fault)) return bad(fault.at, fault.message);
        place = {value, p, {}, false, false};
        found = true;
        return {};
      }
      p = scan::skip_blanks(p, end_);
    }
    if (p >= end_) return bad(end_, "expected ',' or '}'");
    place = {p, p, names, first, false};
    return {};
  }

  const char* begin_;
  const char* end_;
  std::string unescaped_;
};

}  // namespace

Status append_with_field(std::string& out, PaddedView line, const FieldPath& path,
                         std::string_view value_text) {
  Place place;
  ND_TRY(Finder(line).find(path, place));
  out.append(line.begin(), place.from);
  if (place.missing.empty()) {
    out.append(value_text);
  } else {
    if (place.bare) {
      out.push_back('{');
    } else if (!place.first) {
      out.push_back(',');
    }
    append_nested(out, place.missing, value_text);
    if (place.bare) out.push_back('}');
  }
  out.append(place.to, line.end());
  return {};
}

Status check_parent(const Value& parent, const FieldPath& path) {
  if (parent.is_null() || parent.is_object()) return {};
  return not_an_object(path, type_name(parent));
}

}  // namespace nd::json
