#include "parse/record_gate.h"

#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "json/scan.h"

namespace nd::parse {
namespace {

namespace scan = json::scan;

// Writes a value whose grammar has been checked, each object with each key once.
class UniqueWriter {
 public:
  UniqueWriter(DuplicateKeys keep, const char* end) : keep_(keep), end_(end) {}

  // Appends the value at p and returns its end. As deep as the check allowed.
  const char* append(std::string& out, const char* p) {
    if (*p == '{') return append_object(out, p);
    if (*p == '[') return append_array(out, p);
    const char* const to = scan::skip_value(p, end_, fault_);
    out.append(p, to);
    return to;
  }

 private:
  const char* append_object(std::string& out, const char* p) {
    std::vector<std::string> members;
    std::unordered_map<std::string, std::size_t> places;
    p = scan::skip_blanks(p + 1, end_);
    while (*p != '}') {
      const char* const key = p;
      p = scan::skip_value(p, end_, fault_);
      std::string member(key, p);
      std::string name;
      scan::unescape({key + 1, static_cast<std::size_t>(p - key) - 2}, name);
      member += ':';
      p = scan::skip_blanks(scan::skip_blanks(p, end_) + 1, end_);
      p = scan::skip_blanks(append(member, p), end_);
      const auto [place, is_new] = places.emplace(std::move(name), members.size());
      if (is_new) {
        members.push_back(std::move(member));
      } else if (keep_ == DuplicateKeys::kLast) {
        members[place->second] = std::move(member);
      }
      if (*p == ',') p = scan::skip_blanks(p + 1, end_);
    }
    out += '{';
    for (const std::string& member : members) {
      if (&member != &members.front()) out += ',';
      out += member;
    }
    out += '}';
    return p + 1;
  }

  const char* append_array(std::string& out, const char* p) {
    out += '[';
    p = scan::skip_blanks(p + 1, end_);
    while (*p != ']') {
      p = scan::skip_blanks(append(out, p), end_);
      if (*p != ',') continue;
      out += ',';
      p = scan::skip_blanks(p + 1, end_);
    }
    out += ']';
    return p + 1;
  }

  DuplicateKeys keep_;
  const char* end_;
  scan::Fault fault_;  // of what has been checked: none
};

}  // namespace

Result<PaddedView> RecordGate::without_duplicates(PaddedView text, const Error& error) {
  const char* const start = scan::skip_blanks(text.begin(), text.end());
  const auto before = static_cast<std::size_t>(start - text.begin());
  if (before == text.size() || json::find_invalid_utf8(text.text()) != std::string_view::npos)
    return tl::unexpected<Error>(error);
  // All but UTF-8 and unique keys.
  const auto size = json::value_end(text.substr(before, text.size() - before));
  if (!size) return tl::unexpected<Error>(error);
  if (scan::skip_blanks(start + *size, text.end()) != text.end())
    return tl::unexpected<Error>(error);
  written_.clear();
  UniqueWriter(keep_, text.end()).append(written_, start);
  const std::size_t written = written_.size();
  written_.append(1 + kPadding, '\n');
  return PaddedView(written_.data(), written);
}

}  // namespace nd::parse
