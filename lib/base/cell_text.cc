#include "base/cell_text.h"

#include <algorithm>

namespace nd {
namespace {

constexpr std::string_view kMeant = "\t\n\r\\";
constexpr std::string_view kWritten = "tnr\\";

}  // namespace

void append_csv_quoted(std::string& out, std::string_view text) {
  out.push_back('"');
  for (std::size_t quote = 0; (quote = text.find('"')) != std::string_view::npos;) {
    out.append(text.substr(0, quote)).append("\"\"");
    text.remove_prefix(quote + 1);
  }
  out.append(text).push_back('"');
}

void append_tsv_escaped(std::string& out, std::string_view text) {
  const auto is_special = [](char c) { return c == '\t' || c == '\n' || c == '\r' || c == '\\'; };
  for (;;) {
    const auto* const special = std::find_if(text.begin(), text.end(), is_special);
    out.append(text.begin(), special);
    if (special == text.end()) return;
    out.push_back('\\');
    out.push_back(kWritten[kMeant.find(*special)]);
    text.remove_prefix(static_cast<std::size_t>(special - text.begin()) + 1);
  }
}

void append_tsv_unescaped(std::string& out, std::string_view cell) {
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const bool may_be = cell[i] == '\\' && i + 1 < cell.size();
    const std::size_t escape = may_be ? kWritten.find(cell[i + 1]) : std::string_view::npos;
    if (escape == std::string_view::npos) {
      out.push_back(cell[i]);
    } else {
      out.push_back(kMeant[escape]);
      ++i;
    }
  }
}

}  // namespace nd
