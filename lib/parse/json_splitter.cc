#include "parse/json_splitter.h"

#include <algorithm>
#include <cstring>

#include "base/ascii.h"
#include "base/number.h"
#include "base/wording.h"
#include "io/byte_order_mark.h"
#include "io/foreign_file.h"
#include "io/line_count.h"
#include "json/scan.h"

namespace nd::parse {

namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10;

// Whether a scalar ends before this byte.
bool ends_scalar(char c) {
  return is_blank(c) || c == ',' || c == ']' || c == '}';
}

}  // namespace

// Adds to the buffer what one read gives; false at the end of the file.
Result<bool> JsonSplitter::read_more() {
  if (at_end_) return false;
  if (at_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + at_, size_ - at_);
    size_ -= at_;
    at_ = 0;
  }
  if (buffer_.size() < size_ + kReadBytes + kPadding) {
    buffer_.resize(std::max(size_ + kReadBytes + kPadding, 2 * size_));
  }
  const std::size_t n = ND_TRY(source_.read(buffer_.data() + size_, kReadBytes));
  size_ += n;
  buffer_[size_] = '\n';  // stops the search for the end of a cut string
  at_end_ = n == 0;
  return n > 0;
}

void JsonSplitter::advance(std::size_t bytes) {
  const std::string_view text(buffer_.data() + at_, bytes);
  if (const std::size_t last = text.rfind('\n'); last != std::string_view::npos) {
    line_ += io::count_lines(text);
    line_start_ = position_ + last + 1;
  }
  at_ += bytes;
  position_ += bytes;
}

// false if nothing follows.
Result<bool> JsonSplitter::skip_blanks() {
  for (;;) {
    std::size_t end = at_;
    while (end < size_ && is_blank(buffer_[end]))
      ++end;
    advance(end - at_);
    if (at_ < size_) return true;
    if (!ND_TRY(read_more())) return false;
  }
}

// The size of the value at at_.
Result<std::size_t> JsonSplitter::find_end() {
  std::size_t depth = 0;
  bool in_string = false;
  bool escape = false;
  const bool scalar = front() != '{' && front() != '[' && front() != '"';
  std::size_t i = 0;  // from at_
  for (;;) {
    const char* const text = buffer_.data() + at_;
    for (const std::size_t size = size_ - at_; i < size; ++i) {
      const char c = text[i];
      if (in_string) {
        if (escape) {
          escape = false;
        } else if (c == '\\') {
          escape = true;
        } else if (c == '"') {
          in_string = false;
          if (depth == 0) return i + 1;
        }
      } else if (scalar) {
        if (ends_scalar(c))
          return std::max<std::size_t>(i, 1);  // a byte that starts nothing is a piece of its own
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        if (--depth == 0) return i + 1;
      }
    }
    if (i > kMaxValue) {
      std::string message = fmt::format("{}:", excerpt(file_, 200));
      append_uint(message, line_);
      message += ":";
      append_uint(message, position_ - line_start_ + 1);
      return input_error("{}: the value that starts here does not end within 1 GiB", message);
    }
    if (!ND_TRY(read_more())) return i;
  }
}

// To the next value; false if there is none. A fault belongs to what comes next.
Result<bool> JsonSplitter::skip_separators(const char*& fault) {
  for (;;) {
    if (!ND_TRY(skip_blanks())) {
      if (!in_array_) return false;
      in_array_ = false;
      fault = "the array is not closed";
      return true;
    }
    if (!in_array_) {
      if (front() != '[') return true;
      in_array_ = true;
      after_value_ = after_comma_ = false;
      advance(1);
    } else if (front() == ']') {
      if (after_comma_) {
        after_comma_ = false;
        fault = "expected a value after ','";
        return true;
      }
      in_array_ = false;
      advance(1);
    } else if (after_value_ && front() == ',') {
      after_value_ = false;
      after_comma_ = true;
      advance(1);
    } else {
      if (after_value_) fault = "expected ',' or ']' before this value";
      return true;
    }
  }
}

Result<bool> JsonSplitter::next(JsonPiece& piece) {
  if (!started_) {
    started_ = true;
    while (size_ < 4 && ND_TRY(read_more())) {
    }
    const auto held = [this] { return std::string_view(buffer_).substr(0, size_); };
    while (io::may_be_foreign_file(held()) && ND_TRY(read_more())) {
    }
    ND_TRY(io::refuse_foreign_file(held(), file_));
    const std::size_t mark = ND_TRY(io::byte_order_mark(held(), file_));
    at_ = position_ = line_start_ = mark;
  }
  advance(given_);
  given_ = 0;
  piece.fault = nullptr;
  if (!ND_TRY(skip_separators(piece.fault))) return false;
  const bool missing = piece.fault != nullptr && !(at_ < size_ && after_value_);
  after_comma_ = false;
  if (!missing) {
    given_ = ND_TRY(find_end());
    after_value_ = front() != ',';
  }
  piece.text = PaddedView(buffer_.data() + at_, given_);
  piece.position = {file_, line_, position_, position_ - line_start_ + 1};
  return true;
}

}  // namespace nd::parse
