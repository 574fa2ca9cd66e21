#include "agg/canonical_hash.h"

#include <array>
#include <cstddef>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/number.h"
#include "base/read_beyond.h"
#include "json/scan.h"
#include "json/writer.h"

namespace nd::agg {

#ifdef __SSE2__
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
  const __m128i bytes = load128_beyond(text.data());
  if ((json::scan::odd_bytes(bytes) & ((1U << text.size()) - 1)) != 0) return false;
  const __m128i start = _mm_or_si128(_mm_slli_si128(bytes, 1), _mm_cvtsi32_si128('"'));
  const __m128i quote =
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(kQuotes.data() + 15 - text.size()));
  const __m128i json = _mm_or_si128(_mm_and_si128(start, first_bytes(text.size() + 1)), quote);
  alignas(16) char quoted[16];
  _mm_store_si128(reinterpret_cast<__m128i*>(quoted), json);
  out = hash128({quoted, text.size() + 2});
  return true;
}

}  // namespace
#endif

Hash128 canonical_hash(const json::Value& value, std::string& scratch) {
#ifdef __SSE2__
  if (Hash128 hash; value.is_string() && hash_short(value.text(), hash)) {
    scratch.clear();
    return hash;
  }
#endif
  scratch.clear();
  if (value.kind() == json::Kind::kInt) {
    append_int(scratch, value.int_value());
  } else {
    json::append_canonical(scratch, value);
  }
  return hash128(scratch);
}

}  // namespace nd::agg
