// ValueReader: a value at a place of a line -> a Value, for walks that look at a part of the line.
//
// Private to the projector.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <simdjson.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/padded_view.h"
#include "base/simd.h"
#include "json/scan.h"
#include "json/value.h"

namespace nd::json {

// Requires: text is part of a padded line.
[[nodiscard]] inline bool is_ascii(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += simd::Bytes::kSize) {
    const std::uint64_t wide = simd::Bytes::load(text.data() + at).mask();
    const std::size_t left = text.size() - at;
    if ((left >= simd::Bytes::kSize ? wide : wide & ((1U << left) - 1)) != 0) return false;
  }
  return true;
}

class ValueReader {
 protected:
  void start(PaddedView line) {
    begin_ = line.begin();
    end_ = line.end();
  }

  // What was unescaped in earlier lines. To be called for each line in which there may be escapes.
  void forget() {
    if (unescaped_) [[unlikely]] {
      arena_.reset();
      unescaped_ = false;
    }
  }

  // Reads any value; nested ones raw. Returns its end.
  const char* read_value(const char* p, Value& out) {
    if (p >= end_) return fault_.set(end_, "expected a value");
    const char c = *p;
    if (c == '"') return read_string(p + 1, out);
    if (c == '-' || is_digit(c)) return scan::read_number(p, end_, out, fault_);
    if (c == '{' || c == '[') {
      const char* const close = scan::skip_nested(p, end_, fault_);
      if (close == nullptr) return nullptr;
      out = Value::raw(c == '{' ? Kind::kObject : Kind::kArray,
                       {p, static_cast<std::size_t>(close - p)});
      return close;
    }
    return scan::literal_end(p, end_, out, fault_);
  }

  // p is behind the opening quote. Returns what follows the closing one.
  [[gnu::always_inline]] const char* read_string(const char* p, Value& out) {
    const scan::StringHead head(p);
    if (head.is_whole()) [[likely]] {
      out = Value::string({p, head.size()});
      return p + head.size() + 1;
    }
    const char* const close = scan::string_stop(p);
    const auto size = static_cast<std::size_t>(close - p);
    if (*close == '"' && is_ascii({p, size})) [[likely]] {
      out = Value::string({p, size});
      return close + 1;
    }
    return read_any_string(p, out);
  }

  // One with escapes, beyond ASCII, or damaged.
  [[gnu::noinline]] const char* read_any_string(const char* p, Value& out) {
    bool escaped = false;
    const char* const close = scan::string_end(p, end_, escaped, fault_);
    if (close == nullptr) return nullptr;
    std::string_view text(p, static_cast<std::size_t>(close - p));
    if (!is_ascii(text) && !simdjson::validate_utf8(text.data(), text.size()))
      return fault_.set(p - 1, "the string is not valid UTF-8");
    if (escaped) text = unescape(text);
    out = Value::string(text);
    return close + 1;
  }

  std::string_view unescape(std::string_view text) {
    unescaped_ = true;
    return scan::unescape(text, arena_);
  }

  const char* begin_ = nullptr;
  const char* end_ = nullptr;
  scan::Fault fault_;

 private:
  Arena arena_;             // unescaped text of the current line
  bool unescaped_ = false;  // it is in use
};

}  // namespace nd::json
