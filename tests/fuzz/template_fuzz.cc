// Templates of ndprint: the first line is one, every further line a value. No value ends the line
// of a template that has one, or brings a control character in.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/number.h"
#include "format/template.h"

namespace {

using nd::format::Markup;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

void print(const nd::format::Placeholder& placeholder, std::string_view value, bool is_plain) {
  std::string out;
  if (nd::is_json_number(value)) {
    const auto status = placeholder.phrase.append_number(out, value);
    ND_CHECK(status || !status.error().message.empty());
  }
  for (const Markup markup : {Markup::kNone, Markup::kMarkdown, Markup::kHtml}) {
    if (placeholder.phrase.takes_text()) placeholder.phrase.append_text(out, value, markup);
  }
  ND_CHECK(!is_plain || std::none_of(out.begin(), out.end(), is_control));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view first = text.substr(0, text.find('\n'));
  const bool is_plain = std::none_of(first.begin(), first.end(), is_control);
  for (const nd::format::Language& language : nd::format::languages()) {
    const auto made = nd::format::Template::parse(first, language);
    if (!made) {
      ND_CHECK(!made.error().message.empty());
      return 0;
    }
    for (std::size_t at = first.size() + 1; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      for (const auto& placeholder : made->placeholders())
        print(placeholder, text.substr(at, end - at), is_plain);
      at = end + 1;
    }
  }
  return 0;
}
