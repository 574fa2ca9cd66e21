#include "agg/canonical_hash.h"

#include <array>
#include <cstddef>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/number.h"
#include "base/read_beyond.h"
#include "json/writer.h"

namespace nd::agg {

#ifdef __SSE2__
namespace {

// The hash of a string of at most kShort bytes that are all plain ASCII, without a detour through
// memory that would have to wait for narrower stores. False for any other.
constexpr std::size_t kShort = 14;
bool hash_short(std::string_view text, Hash128& out) {
  if (text.size() > kShort || !is_readable_beyond(text.data(), 16)) return false;
  // Windows of them start with as many set bytes as are wanted, and have a quote behind so many.
  alignas(32) static constexpr auto kMasks = [] {
    std::array<char, 32> masks{};
    for (std::size_t i = 0; i < 16; ++i)
      masks[i] = -1;
    return masks;
  }();
  alignas(32) static constexpr auto kQuotes = [] {
    std::array<char, 32> quotes{};
    quotes[16] = '"';
    return quotes;
  }();
  const auto window = [](const std::array<char, 32>& of, std::size_t from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(of.data() + from));
  };
  const __m128i bytes = load128_beyond(text.data());
  // Signed, so that bytes beyond ASCII are below a blank as control characters are.
  const __m128i odd = _mm_or_si128(_mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)),
                                                _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7f))),
                                   _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                                _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
  if ((static_cast<unsigned>(_mm_movemask_epi8(odd)) & ((1U << text.size()) - 1)) != 0)
    return false;
  const __m128i start = _mm_or_si128(_mm_slli_si128(bytes, 1), _mm_cvtsi32_si128('"'));
  const __m128i json = _mm_or_si128(_mm_and_si128(start, window(kMasks, 15 - text.size())),
                                    window(kQuotes, 15 - text.size()));
  alignas(16) char quoted[16];
  _mm_store_si128(reinterpret_cast<__m128i*>(quoted), json);
  out = hash128({quoted, text.size() + 2});
  return true;
}

}  // namespace
#endif

Hash128 canonical_hash(const json::Value& value, std::string& scratch) {
#ifdef __SSE2__
  if (Hash128 hash; value.is_string() && hash_short(value.text(), hash)) return hash;
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
