#include "base/wording.h"

#include "base/hex.h"
#include "base/utf8.h"

namespace nd {

std::string excerpt(std::string_view data, std::size_t most) {
  const std::string_view shown = utf8::cut(data, most);
  std::string out;
  for (std::size_t i = 0; i < shown.size();) {
    const utf8::Character character = utf8::first(shown.substr(i));
    const std::string_view bytes = shown.substr(i, character.size);
    if (character.is_valid && static_cast<unsigned char>(bytes[0]) >= 0x20 && bytes[0] != 0x7f) {
      out.append(bytes);
    } else {
      for (const char c : bytes)
        append_hex(out.append("\\x"), c);
    }
    i += bytes.size();
  }
  if (shown.size() < data.size()) out.append("...");
  return out;
}

std::string in_quotes(std::string_view text, std::size_t most) {
  std::string out = "'";
  out += excerpt(text, most);
  out += '\'';
  return out;
}

}  // namespace nd
