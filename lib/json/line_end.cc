#include "json/line_end.h"

#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace nd::json {
namespace {

#ifdef __SSE2__
constexpr std::size_t kWindow = 64;

// Of 64 bytes with something odd, a newline being that too: whether the line ends there.
[[gnu::always_inline]] inline bool ends(const char* p, std::uint64_t newlines, std::uint64_t odd,
                                        LineEnd& line) {
  if (newlines == 0) [[unlikely]] {
    line.odd = true;
    return false;
  }
  const int at = std::countr_zero(newlines);
  line.newline = p + at;
  line.odd = line.odd || (odd & ~(~std::uint64_t{0} << at)) != 0;
  return true;
}

LineEnd end_of_line_sse2(const char* p) {
  const __m128i newline = _mm_set1_epi8('\n');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1f);
  LineEnd line;
  for (;; p += kWindow) {
    std::uint64_t newlines = 0;
    std::uint64_t odd = 0;
    for (std::size_t i = 0; i < kWindow; i += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
      const auto mask = [i](__m128i hits) {
        return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hits))) << i;
      };
      newlines |= mask(_mm_cmpeq_epi8(bytes, newline));
      odd |= mask(_mm_or_si128(_mm_cmpeq_epi8(bytes, backslash),
                               _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes)));
    }
    if (odd != 0 && ends(p, newlines, odd, line)) return line;
  }
}

#ifdef __x86_64__
__attribute__((target("avx2"))) LineEnd end_of_line_avx2(const char* p) {
  const __m256i newline = _mm256_set1_epi8('\n');
  const __m256i backslash = _mm256_set1_epi8('\\');
  const __m256i control = _mm256_set1_epi8(0x1f);
  LineEnd line;
  for (;; p += kWindow) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + 32));
    const __m256i odd_low = _mm256_or_si256(_mm256_cmpeq_epi8(low, backslash),
                                            _mm256_cmpeq_epi8(_mm256_min_epu8(low, control), low));
    const __m256i odd_high =
        _mm256_or_si256(_mm256_cmpeq_epi8(high, backslash),
                        _mm256_cmpeq_epi8(_mm256_min_epu8(high, control), high));
    const __m256i odd = _mm256_or_si256(odd_low, odd_high);
    if (_mm256_testz_si256(odd, odd) != 0) [[likely]]
      continue;
    const auto mask = [](__m256i hits) __attribute__((target("avx2"))) {
      return static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(hits)));
    };
    if (ends(p,
             mask(_mm256_cmpeq_epi8(low, newline)) | mask(_mm256_cmpeq_epi8(high, newline)) << 32,
             mask(odd_low) | mask(odd_high) << 32, line))
      return line;
  }
}

#endif

#else
LineEnd end_of_line_plain(const char* p) {
  LineEnd line;
  for (; *p != '\n'; ++p)
    line.odd = line.odd || *p == '\\' || static_cast<unsigned char>(*p) < 0x20;
  line.newline = p;
  return line;
}
#endif

}  // namespace

// The quickest one last.
std::vector<EndOfLine> end_of_line_forms() {
#ifdef __SSE2__
  std::vector<EndOfLine> forms = {end_of_line_sse2};
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) forms.push_back(end_of_line_avx2);
#endif
  return forms;
#else
  return {end_of_line_plain};
#endif
}

namespace {
const EndOfLine quickest = end_of_line_forms().back();
}  // namespace

LineEnd end_of_line(const char* p) {
  return quickest(p);
}

}  // namespace nd::json
