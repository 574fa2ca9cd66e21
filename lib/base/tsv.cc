#include "base/tsv.h"

namespace nd {
namespace {

constexpr std::string_view kMeant = "\t\n\r\\";
constexpr std::string_view kWritten = "tnr\\";

}  // namespace

void append_tsv_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    const std::size_t escape = kMeant.find(c);
    if (escape == std::string_view::npos) {
      out.push_back(c);
    } else {
      out.push_back('\\');
      out.push_back(kWritten[escape]);
    }
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
