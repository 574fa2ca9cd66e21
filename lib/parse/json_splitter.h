// JsonSplitter: the bytes of a JSON file -> the texts of its records: the elements of top-level
// arrays, and every other top-level value.
//
// Belongs here: finding where a value ends, by brackets and quotes alone. Does not belong here:
// whether what is in between is valid (json/validate.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/padded_view.h"
#include "base/result.h"
#include "io/byte_source.h"
#include "stream/record.h"

namespace nd::parse {

// A view, valid until the next call of next().
struct JsonPiece {
  PaddedView text;
  stream::Position position;
  // What is wrong around the value; nullptr: nothing.
  const char* fault = nullptr;
};

class JsonSplitter {
 public:
  // `file` must outlive the splitter.
  JsonSplitter(io::ByteSource source, std::string_view file)
      : source_(std::move(source)), file_(file) {}

  // false at the end. Holds one value at a time. kSystem: reading failed; kInput: the text is not
  // UTF-8 (UTF-16), or a value is longer than kMaxValue, so that the rest of the file cannot be
  // told apart.
  [[nodiscard]] Result<bool> next(JsonPiece& piece);

  [[nodiscard]] std::uint64_t bytes_read() const { return source_.bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_given() const { return position_; }

  static constexpr std::size_t kMaxValue = std::size_t{1} << 30;

 private:
  Result<bool> read_more();
  Result<bool> skip_blanks();
  Result<std::size_t> find_end();
  Result<bool> skip_separators(const char*& fault);
  void advance(std::size_t bytes);
  char front() const { return buffer_[at_]; }

  io::ByteSource source_;
  std::string_view file_;
  std::string buffer_;  // with kPadding bytes after size_
  std::size_t size_ = 0;
  std::size_t at_ = 0;  // what stands before it has been given out
  bool at_end_ = false;
  bool started_ = false;
  std::uint64_t position_ = 0;    // in the file, of at_
  std::uint64_t line_ = 1;        // of at_
  std::uint64_t line_start_ = 0;  // where that line starts

  bool in_array_ = false;
  bool after_value_ = false;  // in the array: a comma or its end must come
  bool after_comma_ = false;
  std::size_t given_ = 0;  // size of the piece given out last
};

}  // namespace nd::parse
