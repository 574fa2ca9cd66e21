// KeyEncoder: values -> bytes whose memcmp order is the order of values, for grouping, joining and
// sorting.
//
// Equal values have equal bytes (1.0, 1e0 and 1 are one key, -0 is 0, missing is null), and no
// encoding is the start of another, so the encodings of several values may stand one after the
// other and compare as the tuple does. Exact for every number and string. A computed number that
// JSON cannot hold (NaN, the infinities) is null, as in output.
//
// Belongs here: the encoding and its inverse. Does not belong here: what is done with keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"
#include "key/key_buffer.h"

namespace nd::key {

enum class Direction { kAscending, kDescending };

class KeyEncoder {
 public:
  // Appends one value; a raw nested value is expanded for it. kInput if its text is malformed or
  // too deep: the buffer is then as it was before.
  [[nodiscard]] Status append(KeyBuffer& out, const json::Value& value) {
    if (value.kind() == json::Kind::kString) {
      append_string(out, value.text());
      return {};
    }
    if (value.kind() == json::Kind::kInt) {
      append_int(out, value.int_value());
      return {};
    }
    return append_other(out, value);
  }
  // kDescending: the bytes are complemented, so that memcmp order is the reverse of the order of
  // values.
  [[nodiscard]] Status append(KeyBuffer& out, const json::Value& value, Direction direction) {
    const std::size_t from = out.size();
    ND_TRY(append(out, value));
    if (direction == Direction::kDescending) out.complement(from);
    return {};
  }

  static void append_string(KeyBuffer& out, std::string_view text);
  static void append_int(KeyBuffer& out, std::int64_t number);

 private:
  Status append_other(KeyBuffer& out, const json::Value& value);

  Arena scratch_;
};

// Reads encoded keys back. Decoded strings and nested values live in the arena.
class KeyDecoder {
 public:
  // Requires: `encoded` was made by KeyEncoder, ascending, and outlives the decoder; so does the
  // arena.
  KeyDecoder(std::string_view encoded, Arena& arena) : rest_(encoded), arena_(arena) {}

  // The next value: numbers in canonical form, nested values as trees. Requires: !done().
  [[nodiscard]] json::Value next();
  [[nodiscard]] bool done() const { return rest_.empty(); }
  // What has not been read yet.
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view decode_string();
  json::Value decode_number(unsigned tag);
  json::Value decode_array();
  json::Value decode_object();

  std::string_view rest_;
  Arena& arena_;
};

// The integer that `encoded` is, if it is one that fits. Requires: as KeyDecoder, one value.
[[nodiscard]] std::optional<std::int64_t> as_integer(std::string_view encoded);

// How many of the first bytes of `encoded` are its first value. Requires: as KeyDecoder.
[[nodiscard]] std::size_t first_value_bytes(std::string_view encoded);

}  // namespace nd::key
