#include "table/source.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/nesting.h"
#include "base/wording.h"

namespace nd::table {
namespace {

constexpr std::string_view kForm = "NAME=FILE:KEY,…[@FROM[..TO]]";

// The last ':' outside of quoted names; a file may be called anything. npos if there is none.
std::size_t last_colon(std::string_view text) {
  std::size_t found = std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ':') found = i;
    if (text[i] != '"') continue;
    if (const std::size_t end = nesting_end(text, i); end != std::string_view::npos) i = end - 1;
  }
  return found;
}

// Where ".." stands first outside of strings; npos if nowhere.
std::size_t find_dots(std::string_view text) {
  for (std::size_t at = 0; (at = find_outside(text, '.', at)) != std::string_view::npos; ++at) {
    if (text.substr(at).starts_with("..")) return at;
  }
  return std::string_view::npos;
}

// A table of cells is no table of records; the way round can be typed as it stands.
Status refuse_cells(const Source& source, std::string_view keys) {
  constexpr std::array<std::string_view, 2> kSuffixes = {".csv", ".tsv"};
  constexpr std::array<std::string_view, 2> kCompressed = {".gz", ".zst"};
  std::string_view file = source.file;
  for (const std::string_view suffix : kCompressed) {
    if (file.ends_with(suffix)) file.remove_suffix(suffix.size());
  }
  if (std::none_of(kSuffixes.begin(), kSuffixes.end(),
                   [&](std::string_view suffix) { return file.ends_with(suffix); })) {
    return {};
  }
  return usage_error("a table is made of records; write --table {}=<(ndparse --infer {}):{}",
                     source.name, source.file, keys);
}

Status read_moments(std::string_view text, Source& source) {
  const std::size_t dots = find_dots(text);
  source.from = ND_TRY(json::FieldPath::parse(text.substr(0, dots)));
  source.holding = Holding::kFromMoment;
  if (dots == std::string_view::npos) return {};
  text.remove_prefix(dots + 2);
  source.holding = Holding::kInterval;
  if (text.starts_with('<')) {
    source.holding = Holding::kIntervalWithout;
    text.remove_prefix(1);
  }
  source.to = ND_TRY(json::FieldPath::parse(text));
  return {};
}

}  // namespace

std::string Source::canonical() const {
  std::string text = joined(keys, [](const json::FieldPath& key) { return key.text(); });
  if (holding == Holding::kAlways) return text;
  text.append("@").append(from.text());
  if (holding == Holding::kFromMoment) return text;
  text.append(holding == Holding::kInterval ? ".." : "..<");
  return text.append(to.text());
}

Result<Source> parse_source(std::string_view text) {
  const auto wrong = [&] { return usage_error("{} is not {}", in_quotes(text), kForm); };
  Source source;
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return wrong();
  source.name = text.substr(0, equals);
  const std::string_view rest = text.substr(equals + 1);
  const std::size_t colon = last_colon(rest);
  if (colon == std::string_view::npos || colon == 0) return wrong();
  source.file = rest.substr(0, colon);
  const std::string_view columns = rest.substr(colon + 1);
  const std::size_t at = find_outside(columns, '@');
  for (const std::string_view key : ND_TRY(split_list(columns.substr(0, at))))
    source.keys.push_back(ND_TRY(json::FieldPath::parse(key)));
  if (source.keys.empty()) return wrong();
  if (at != std::string_view::npos) ND_TRY(read_moments(columns.substr(at + 1), source));
  ND_TRY(refuse_cells(source, columns));
  return source;
}

}  // namespace nd::table
