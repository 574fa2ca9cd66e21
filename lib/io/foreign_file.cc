#include "io/foreign_file.h"

#include <algorithm>
#include <string>

namespace nd::io {

namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::string_view bytes;  // '?' is any byte
  std::string_view what;
};

// Long enough that no text of ours begins so: each has a byte that is no text, or ten that are.
constexpr Signature kSignatures[] = {
    {"\xFD"
     "7zXZ\0"sv,
     "the file is compressed by xz; xz -dc reads it"},
    {"BZh?1AY&SY"sv, "the file is compressed by bzip2; bzip2 -dc reads it"},
    {"\x04\x22\x4D\x18"sv, "the file is compressed by lz4; lz4 -dc reads it"},
    {"\x1F\x8B\x08"sv, "the file is compressed twice; gzip -dc takes off one layer"},
    {"\x28\xB5\x2F\xFD"sv, "the file is compressed twice; zstd -dc takes off one layer"},
    {"\x1F\x9D"sv, "the file is compressed by compress; gzip -dc reads it"},
    {"PK\3\4"sv, "the file is a zip archive; unzip -p reads a file of it"},
    {"PK\5\6"sv, "the file is an empty zip archive"},
    {"7z\xBC\xAF\x27\x1C"sv, "the file is a 7z archive; 7z x -so reads it"},
    {"PAR1\x15"sv,
     "the file is Parquet; duckdb -c \"copy (from 'FILE') to '/dev/stdout' (format json)\" writes "
     "its records"},
    {"PAR1\0"sv, "the file is Parquet, and damaged"},
    {"ARROW1\0"sv, "the file is Arrow, which is no text"},
    {"Obj\1"sv, "the file is Avro, which is no text"},
    {"SQLite format 3\0"sv,
     "the file is an SQLite database; sqlite3 -json FILE 'select …' | ndparse --from json reads "
     "a table of it"},
};

// Whether the bytes that are there are those of the signature.
bool fits(std::string_view text, std::string_view signature) {
  const std::size_t size = std::min(text.size(), signature.size());
  return std::equal(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size),
                    signature.begin(),
                    [](char c, char wanted) { return wanted == '?' || c == wanted; });
}

}  // namespace

Status refuse_foreign_file(std::string_view text, std::string_view file) {
  for (const Signature& known : kSignatures) {
    if (text.size() < known.bytes.size() || !fits(text, known.bytes)) continue;
    return input_error("{}:1:1: {}", file, known.what);
  }
  return {};
}

bool may_be_foreign_file(std::string_view text) {
  return std::any_of(std::begin(kSignatures), std::end(kSignatures), [&](const Signature& known) {
    return text.size() < known.bytes.size() && fits(text, known.bytes);
  });
}

}  // namespace nd::io
