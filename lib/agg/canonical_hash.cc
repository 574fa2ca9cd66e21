#include "agg/canonical_hash.h"

#include <array>
#include <cstddef>
#include <string_view>

#include "base/number.h"
#include "base/read_beyond.h"
#include "base/simd.h"
#include "json/scan.h"
#include "json/writer.h"

namespace nd::agg {

namespace {

// The hash of a string of at most kShort bytes that are all plain ASCII, without a detour through
// memory that would have to wait for narrower stores. False for any other.
constexpr std::size_t kShort = 14;
bool hash_short(std::string_view text, Hash128& out) {
  if (text.size() > kShort || !is_readable_beyond(text, 16)) return false;
  // A window of it has a quote behind so many other bytes.
  alignas(32) static constexpr auto kQuotes = [] {
    std::array<char, 32> quotes{};
    quotes[16] = '"';
    return quotes;
  }();
  const simd::Bytes bytes = load_beyond(text.data());
  if ((json::scan::not_plain(bytes).mask() & ((1U << text.size()) - 1)) != 0) return false;
  const simd::Bytes start = simd::pushed_back('"', bytes) & first_bytes(text.size() + 1);
  alignas(16) char quoted[16];
  (start | simd::Bytes::load(kQuotes.data() + 15 - text.size())).store(quoted);
  out = hash128({quoted, text.size() + 2});
  return true;
}

}  // namespace

Hash128 canonical_hash(const json::Value& value, std::string& scratch) {
  if (Hash128 hash; value.is_string() && hash_short(value.text(), hash)) {
    scratch.clear();
    return hash;
  }
  scratch.clear();
  if (value.kind() == json::Kind::kInt) {
    append_int(scratch, value.int_value());
  } else {
    json::append_canonical(scratch, value);
  }
  return hash128(scratch);
}

}  // namespace nd::agg
