#include "format/table_format.h"

#include <algorithm>
#include <iterator>

namespace nd::format {
namespace {

constexpr TableFormat kFormats[] = {
    {"text", true, make_text_renderer}, {"markdown", true, make_markdown_renderer},
    {"csv", false, make_csv_renderer},  {"tsv", false, make_tsv_renderer},
    {"html", true, make_html_renderer},
};

}  // namespace

std::span<const TableFormat> table_formats() {
  return kFormats;
}

const TableFormat* find_table_format(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                         [&](const TableFormat& f) { return f.name == name; });
  return found == std::end(kFormats) ? nullptr : found;
}

}  // namespace nd::format
