#include "parse/compact_json.h"

#include "base/ascii.h"
#include "json/scan.h"

namespace nd::parse {

void append_compact(std::string& out, PaddedView text) {
  const char* const end = text.end();
  const char* kept = text.begin();
  const char* p = kept;
  const auto keep = [&](const char* to) { out.append(kept, static_cast<std::size_t>(to - kept)); };
  while (p < end) {
    if (*p == '"') {
      bool escaped = false;
      json::scan::Fault fault;
      p = json::scan::string_end(p + 1, end, escaped, fault) + 1;
    } else if (is_blank(*p)) {
      keep(p);
      p = json::scan::skip_blanks(p, end);
      kept = p;
    } else {
      ++p;
    }
  }
  keep(end);
}

}  // namespace nd::parse
