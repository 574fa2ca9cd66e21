// refuse_foreign_file: files that are no text at all, told by their first bytes.
//
// Belongs here: compression that is not read, containers, binary formats of tables. Does not belong
// here: encodings of text (byte_order_mark.h), texts of another format (stream/foreign_text.h).
#pragma once

#include <string_view>

#include "base/result.h"

namespace nd::io {

// kInput, starting with FILE:1:1, that names what the file is and a program that reads it, if the
// text (decompressed, where it was gzip or zstd) begins as such a file does.
[[nodiscard]] Status refuse_foreign_file(std::string_view text, std::string_view file);

// Whether more bytes could make a foreign file of a text that begins so.
[[nodiscard]] bool may_be_foreign_file(std::string_view text);

}  // namespace nd::io
