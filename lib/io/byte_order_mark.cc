#include "io/byte_order_mark.h"

#include <string>

namespace nd::io {
namespace {

// Two ASCII characters as UTF-16 without a mark; null where it is not. No text of ours has a NUL in
// such places. Line ends are no help: what decides must not depend on how many bytes are there.
const char* unmarked_encoding(std::string_view text) {
  if (text.size() < 4) return nullptr;
  const auto plain = [text](std::size_t at) { return text[at] > 0 && text[at] != '\n'; };
  if (plain(0) && text[1] == 0 && plain(2) && text[3] == 0) return "UTF-16LE";
  if (text[0] == 0 && plain(1) && text[2] == 0 && text[3] > 0) return "UTF-16BE";
  return nullptr;
}

tl::unexpected<Error> refuse(std::string_view file, std::string_view encoding,
                             std::string_view name_for_iconv) {
  return input_error("{}:1:1: the text is {}, not UTF-8; convert it with iconv -f {} -t UTF-8",
                     file, encoding, name_for_iconv);
}

}  // namespace

Result<std::size_t> byte_order_mark(std::string_view text, std::string_view file) {
  const auto starts = [text](std::string_view mark) { return text.substr(0, mark.size()) == mark; };
  using std::string_view_literals::operator""sv;
  const char* encoding = nullptr;
  if (starts("\xEF\xBB\xBF"sv)) return std::size_t{3};
  if (starts("\xFF\xFE\0\0"sv)) {
    encoding = "UTF-32LE";
  } else if (starts("\0\0\xFE\xFF"sv)) {
    encoding = "UTF-32BE";
  } else if (starts("\xFF\xFE"sv)) {
    encoding = "UTF-16LE";
  } else if (starts("\xFE\xFF"sv)) {
    encoding = "UTF-16BE";
  }
  // With a mark, iconv finds the order of the bytes by it.
  if (encoding != nullptr) return refuse(file, encoding, std::string_view(encoding, 6));
  if (const char* const unmarked = unmarked_encoding(text)) return refuse(file, unmarked, unmarked);
  return std::size_t{0};
}

}  // namespace nd::io
