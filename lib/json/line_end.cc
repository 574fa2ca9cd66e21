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

// What 64 bytes hold, a bit for each.
struct Window {
  std::uint64_t newlines;
  std::uint64_t backslashes;
  std::uint64_t controls;  // newlines among them
  std::uint64_t joints;    // a `}` with a `{` behind it
};

// Whether the line ends in the window.
[[gnu::always_inline]] inline bool ends(const char* p, const Window& window, LineEnd& line) {
  const bool here = window.newlines != 0;
  const int at = std::countr_zero(window.newlines);
  const std::uint64_t before = here ? ~(~std::uint64_t{0} << at) : ~std::uint64_t{0};
  const std::uint64_t odd = (window.backslashes | window.controls | window.joints) & before;
  if (odd != 0) [[unlikely]] {
    line.odd = line.odd || ((window.backslashes | window.controls) & before) != 0;
    std::uint64_t between = (window.joints | window.controls) & before;
    if (here && at > 0 && p[at - 1] == '\r') between &= ~(std::uint64_t{1} << (at - 1));
    if (!here && p[63] == '\r' && p[64] == '\n') between &= ~(std::uint64_t{1} << 63);
    line.joined = line.joined || between != 0;
  }
  if (here) line.newline = p + at;
  return here;
}

LineEnd end_of_line_sse2(const char* p) {
  const __m128i newline = _mm_set1_epi8('\n');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1f);
  const __m128i closing = _mm_set1_epi8('}');
  const __m128i opening = _mm_set1_epi8('{');
  LineEnd line;
  for (;; p += kWindow) {
    Window window = {};
    for (std::size_t i = 0; i < kWindow; i += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i + 1));
      const auto mask = [i](__m128i hits) {
        return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hits))) << i;
      };
      window.newlines |= mask(_mm_cmpeq_epi8(bytes, newline));
      window.backslashes |= mask(_mm_cmpeq_epi8(bytes, backslash));
      window.controls |= mask(_mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
      window.joints |=
          mask(_mm_and_si128(_mm_cmpeq_epi8(bytes, closing), _mm_cmpeq_epi8(next, opening)));
    }
    if ((window.backslashes | window.controls | window.joints) != 0 && ends(p, window, line))
      return line;
  }
}

#ifdef __x86_64__
__attribute__((target("avx2"))) LineEnd end_of_line_avx2(const char* p) {
  // The four kinds in half a window, a byte of ones for each.
  struct Half {
    __m256i newlines;
    __m256i backslashes;
    __m256i controls;
    __m256i joints;
  };
  const auto look = [](const char* at) __attribute__((target("avx2"), always_inline)) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const __m256i next = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 1));
    return Half{_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n')),
                _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')),
                _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1f)), bytes),
                _mm256_and_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('}')),
                                 _mm256_cmpeq_epi8(next, _mm256_set1_epi8('{')))};
  };
  LineEnd line;
  for (;; p += kWindow) {
    const Half low = look(p);
    const Half high = look(p + 32);
    const __m256i any_low =
        _mm256_or_si256(_mm256_or_si256(low.backslashes, low.controls), low.joints);
    const __m256i any_high =
        _mm256_or_si256(_mm256_or_si256(high.backslashes, high.controls), high.joints);
    const __m256i any = _mm256_or_si256(any_low, any_high);
    if (_mm256_testz_si256(any, any) != 0) [[likely]]
      continue;
    const auto mask = [](__m256i first, __m256i second) __attribute__((target("avx2"))) {
      const auto bits = [](__m256i hits) __attribute__((target("avx2"))) {
        return static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(hits)));
      };
      return bits(first) | bits(second) << 32;
    };
    const Window window = {mask(low.newlines, high.newlines),
                           mask(low.backslashes, high.backslashes),
                           mask(low.controls, high.controls), mask(low.joints, high.joints)};
    if (ends(p, window, line)) return line;
  }
}

#endif

#else
LineEnd end_of_line_plain(const char* p) {
  LineEnd line;
  for (; *p != '\n'; ++p) {
    const bool control = static_cast<unsigned char>(*p) < 0x20;
    line.odd = line.odd || *p == '\\' || control;
    line.joined =
        line.joined || (*p == '}' && p[1] == '{') || (control && !(*p == '\r' && p[1] == '\n'));
  }
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
