#include "format/template.h"

#include <utility>

#include "base/nesting.h"
#include "base/utf8.h"
#include "base/wording.h"

namespace nd::format {
namespace {

// Where `marks` first stand in the text from `from` on outside of a quoted name; npos if nowhere.
std::size_t find_unquoted(std::string_view text, std::string_view marks, std::size_t from) {
  for (std::size_t i = from; i < text.size();) {
    if (marks.find(text[i]) != std::string_view::npos) return i;
    i = text[i] == '"' ? nesting_end(text, i) : i + 1;
  }
  return std::string_view::npos;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const utf8::Character character = utf8::first(text);
    if (!character.is_valid) return false;
    text.remove_prefix(character.size);
  }
  return true;
}

}  // namespace

Result<Template> Template::parse(std::string_view text, const Language& language) {
  if (!is_utf8(text)) return usage_error("the template is no UTF-8");
  Template made;
  while (!text.empty()) {
    const std::size_t brace = std::min(text.find_first_of("{}"), text.size());
    made.texts_.back().append(text.substr(0, brace));
    text.remove_prefix(brace);
    if (text.empty()) break;
    if (text.starts_with("{{") || text.starts_with("}}")) {
      made.texts_.back().push_back(text[0]);
      text.remove_prefix(2);
      continue;
    }
    if (text[0] == '}') return usage_error("a '}' closes nothing; the brace itself is }}");
    const std::size_t name_end = find_unquoted(text, ":}", 1);
    const std::size_t end =
        name_end == std::string_view::npos ? name_end : text.find('}', name_end);
    if (end == std::string_view::npos) {
      return usage_error("{} has no '}}' that ends it; the brace itself is {{{{",
                         in_quotes(text, 40));
    }
    ND_TRY(made.add_placeholder(text.substr(1, end - 1), language));
    text.remove_prefix(end + 1);
  }
  return made;
}

Status Template::add_placeholder(std::string_view inside, const Language& language) {
  const std::size_t colon = std::min(find_unquoted(inside, ":", 0), inside.size());
  const std::string_view name = inside.substr(0, colon);
  const auto wrong = [&](std::string_view why) {
    return usage_error("'{{{}}}': {}", excerpt(inside, 80), why);
  };
  if (name.empty())
    return wrong("a placeholder names a field; the braces themselves are {{ and }}");
  if (inside.find('{', colon) != std::string_view::npos)
    return wrong("no placeholder stands within another");
  auto phrase = Phrase::parse(colon < inside.size() ? inside.substr(colon + 1) : "", language);
  if (!phrase) return wrong(phrase.error().message);
  placeholders_.push_back({std::string(name), *std::move(phrase)});
  texts_.emplace_back();
  return {};
}

}  // namespace nd::format
