#include "json/scan.h"

#include <array>

#include "base/hex.h"
#include "base/utf8.h"
#include "json/validate.h"

namespace nd::json::scan {
namespace {

unsigned hex4(const char* p) {
  unsigned code = 0;
  for (int i = 0; i < 4; ++i)
    code = code * 16 + static_cast<unsigned>(hex_value(p[i]));
  return code;
}

char simple_escape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;  // '"', '\\', '/'
  }
}

// Unescapes raw to `to`, which has room for raw.size() bytes: an escape is never shorter than what
// it stands for.
char* unescape_to(std::string_view raw, char* to) {
  const char* p = raw.data();
  const char* const end = p + raw.size();
  while (p < end) {
    const auto* const stop =
        static_cast<const char*>(std::memchr(p, '\\', static_cast<std::size_t>(end - p)));
    const char* const plain_end = stop == nullptr ? end : stop;
    std::memcpy(to, p, static_cast<std::size_t>(plain_end - p));
    to += plain_end - p;
    if (stop == nullptr) return to;
    p = stop + 1;
    if (*p != 'u') {
      *to++ = simple_escape(*p++);
      continue;
    }
    unsigned code = hex4(p + 1);
    p += 5;
    if (code >= 0xd800 && code < 0xe000) {
      const bool low_follows = code < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u';
      const unsigned low = low_follows ? hex4(p + 2) : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        p += 6;
      } else {
        code = utf8::kReplacement;
      }
    }
    to = utf8::write(to, code);
  }
  return to;
}

// The open arrays and objects of a walk, one bit each.
class Nesting {
 public:
  [[nodiscard]] bool push(bool object) {
    if (depth_ == kMaxDepth) return false;
    std::uint64_t& word = bits_[depth_ / 64];
    const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
    word = object ? word | bit : word & ~bit;
    ++depth_;
    return true;
  }
  void pop() { --depth_; }
  [[nodiscard]] bool empty() const { return depth_ == 0; }
  [[nodiscard]] bool in_object() const {
    return (bits_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64) & 1) != 0;
  }

 private:
  std::size_t depth_ = 0;
  std::array<std::uint64_t, kMaxDepth / 64> bits_;  // only pushed bits are read
};

// p is behind '{' or ',' of an object: passes the key and its colon, to the value.
const char* pass_key(const char* p, const char* end, Fault& fault) {
  p = skip_blanks(p, end);
  if (p >= end || *p != '"') return fault.set(p, "expected a key in quotes");
  bool escaped = false;
  p = string_end(p + 1, end, escaped, fault);
  if (p == nullptr) return nullptr;
  p = skip_blanks(p + 1, end);
  if (p >= end || *p != ':') return fault.set(p, "expected ':' after the key");
  return skip_blanks(p + 1, end);
}

const char* pass_scalar(const char* p, const char* end, Fault& fault) {
  if (p >= end) return fault.set(end, "expected a value");
  if (*p == '"') {
    bool escaped = false;
    p = string_end(p + 1, end, escaped, fault);
    return p == nullptr ? nullptr : p + 1;
  }
  if (*p == '-' || is_digit(*p)) return number_end(p, end, fault);
  Value ignored;
  return literal_end(p, end, ignored, fault);
}

// Of the text [p, end).
Value number_value(const char* p, const char* end) {
  const auto text = std::string_view(p, static_cast<std::size_t>(end - p));
  const bool negative = *p == '-';
  const char* q = p + (negative ? 1 : 0);
  if (end - q > 20) return Value::number_text(text);
  std::uint64_t number = 0;
  for (; q < end; ++q) {
    if (!is_digit(*q)) return Value::number_text(text);
    const auto digit = static_cast<std::uint64_t>(*q - '0');
    if (__builtin_mul_overflow(number, std::uint64_t{10}, &number) ||
        __builtin_add_overflow(number, digit, &number)) {
      return Value::number_text(text);
    }
  }
  if (!negative) return Value::unsigned_integer(number);
  if (number == 0 || number > std::uint64_t{1} << 63) return Value::number_text(text);
  return Value::integer(static_cast<std::int64_t>(~number + 1));
}

}  // namespace

const char* escape_end(const char* p, const char* end, Fault& fault) {
  if (p + 1 >= end) return fault.set(end, "the string does not end");
  switch (p[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return p + 2;
    case 'u':
      for (int i = 2; i < 6; ++i) {
        if (p + i >= end || hex_value(p[i]) < 0)
          return fault.set(p, "\\u must be followed by four hex digits");
      }
      return p + 6;
    default:
      return fault.set(p, "no such escape in a JSON string");
  }
}

const char* read_any_number(const char* p, const char* end, Value& value, Fault& fault) {
  const char* const last = number_end(p, end, fault);
  if (last != nullptr) value = number_value(p, last);
  return last;
}

const char* skip_nested(const char* p, const char* end, Fault& fault) {
  Nesting nesting;
  for (;;) {
    // p is at the first byte of a value.
    if (p < end && (*p == '{' || *p == '[')) {
      const bool object = *p == '{';
      if (!nesting.push(object)) return fault.set(p, "nested too deeply");
      p = skip_blanks(p + 1, end);
      if (p < end && *p == (object ? '}' : ']')) {
        nesting.pop();
        ++p;
      } else {
        if (object && (p = pass_key(p, end, fault)) == nullptr) return nullptr;
        continue;
      }
    } else if ((p = pass_scalar(p, end, fault)) == nullptr) {
      return nullptr;
    }
    // p is behind a value: close what ends here, or go to the next one.
    for (;;) {
      if (nesting.empty()) return p;
      p = skip_blanks(p, end);
      const bool object = nesting.in_object();
      if (p < end && *p == (object ? '}' : ']')) {
        nesting.pop();
        ++p;
        continue;
      }
      if (p >= end || *p != ',')
        return fault.set(p, object ? "expected ',' or '}'" : "expected ',' or ']'");
      p = object ? pass_key(p + 1, end, fault) : skip_blanks(p + 1, end);
      if (p == nullptr) return nullptr;
      break;
    }
  }
}

bool member_ends(const char* p, const char* end, Fault& fault) {
  p = skip_blanks(p, end);
  if (p < end && *p == '}') return true;
  const bool comma = p < end && *p == ',';
  if (comma) p = skip_blanks(p + 1, end);
  if (comma && p < end && *p == '"') return true;
  fault.set(p, comma ? "expected a key in quotes" : "expected ',' or '}'");
  return false;
}

void unescape(std::string_view raw, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + raw.size());
  char* const to = out.data() + before;
  out.resize(before + static_cast<std::size_t>(unescape_to(raw, to) - to));
}

std::string_view unescape(std::string_view raw, Arena& arena) {
  char* const to = static_cast<char*>(arena.allocate(raw.size(), 1));
  return {to, static_cast<std::size_t>(unescape_to(raw, to) - to)};
}

}  // namespace nd::json::scan
