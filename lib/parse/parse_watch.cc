#include "parse/parse_watch.h"

#include <algorithm>
#include <string>

#include "base/padded_view.h"

namespace nd::parse {
namespace {

bool has(const std::vector<ParseFormat>& formats, ParseFormat wanted) {
  return std::find(formats.begin(), formats.end(), wanted) != formats.end();
}

}  // namespace

ParseWatch::ParseWatch(const ParseOptions& options, const std::vector<ParseFormat>& formats) {
  const bool json = has(formats, ParseFormat::kNdjson) || has(formats, ParseFormat::kJson) ||
                    has(formats, ParseFormat::kRejects);
  if (!json && !has(formats, ParseFormat::kLogfmt)) return;
  const auto place = [&](const std::string& typed) {
    return json || options.nest ? output_path(typed) : json::FieldPath{{flat_name(typed)}};
  };
  std::vector<json::FieldPath> named;
  for (const RenameOption& rename : options.renames) {
    named.push_back(rename.to);
    renamed_.emplace_back(rename.to, place(rename.field));
  }
  const auto name = [&](const std::string& typed) {
    const json::FieldPath path = output_path(typed);
    const bool is_new = std::find(named.begin(), named.end(), path) == named.end();
    if (is_new) named.push_back(place(typed));
  };
  for (const TypeOption& type : options.types)
    name(type.field);
  for (const TimeOption& at : options.times)
    name(at.field);
  watch_.look_for(named);
}

void ParseWatch::look(std::string_view record) {
  const PaddedString text(record);
  watch_.look({}, text.view());
}

void ParseWatch::tell(std::vector<io::UnmetField>& unmet) const {
  const std::size_t before = unmet.size();
  watch_.tell(unmet);
  for (std::size_t i = before; i < unmet.size(); ++i) {
    for (const auto& [to, from] : renamed_) {
      if (unmet[i].path != to.print()) continue;
      unmet[i].path = from.print();
      break;
    }
  }
}

}  // namespace nd::parse
