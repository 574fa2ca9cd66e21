// PaddedView: a view of text that may be read past its end, the contract that vector instructions
// need.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nd {

// Bytes that may be read (not written) after the end of a PaddedView. Their values are unspecified.
inline constexpr std::size_t kPadding = 64;

// A view; the maker promises kPadding readable bytes after end(). Does not own anything.
class PaddedView {
 public:
  // NOLINTNEXTLINE(bugprone-string-constructor): empty, with what may be read behind it
  constexpr PaddedView() : text_(kEmpty, 0) {}
  // Requires: data[0 .. size + kPadding) is readable for as long as the view is used.
  constexpr PaddedView(const char* data, std::size_t size) : text_(data, size) {}

  [[nodiscard]] constexpr const char* data() const { return text_.data(); }
  [[nodiscard]] constexpr std::size_t size() const { return text_.size(); }
  [[nodiscard]] constexpr bool empty() const { return text_.empty(); }
  [[nodiscard]] constexpr const char* begin() const { return text_.data(); }
  [[nodiscard]] constexpr const char* end() const { return text_.data() + text_.size(); }
  [[nodiscard]] constexpr char operator[](std::size_t i) const { return text_[i]; }
  [[nodiscard]] constexpr std::string_view text() const { return text_; }
  // A part of the text; what follows it is readable too.
  [[nodiscard]] constexpr PaddedView substr(std::size_t from, std::size_t count) const {
    return {text_.data() + from, count};
  }

 private:
  static constexpr char kEmpty[kPadding + 1] = {};
  std::string_view text_;
};

// Owns a copy of a text with its padding.
class PaddedString {
 public:
  PaddedString() : PaddedString(std::string_view()) {}
  explicit PaddedString(std::string_view text) : size_(text.size()) {
    storage_.reserve(text.size() + kPadding);
    storage_.assign(text);
    storage_.append(kPadding, '\0');
  }
  // Valid until this object is changed, moved or destroyed.
  [[nodiscard]] PaddedView view() const { return {storage_.data(), size_}; }

 private:
  std::string storage_;
  std::size_t size_;
};

}  // namespace nd
