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

// What stands in 64 bytes, a bit for each.
struct Odd {
  std::uint64_t backslashes = 0;
  std::uint64_t controls = 0;  // newlines among them
  std::uint64_t joints = 0;    // a `}` with a `{` behind it
};

Odd odd_in(const char* p) {
  Odd odd;
  for (std::size_t i = 0; i < kWindow; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
    const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i + 1));
    const auto mask = [i](__m128i hits) {
      return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hits))) << i;
    };
    odd.backslashes |= mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    odd.controls |= mask(_mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes));
    odd.joints |= mask(_mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('}')),
                                     _mm_cmpeq_epi8(next, _mm_set1_epi8('{'))));
  }
  return odd;
}

// The flags for what is odd before the line's end, or in all 64 bytes if it does not end there.
[[gnu::noinline]] std::uint32_t flags_of(const char* p, std::uint64_t before, bool here) {
  const Odd odd = odd_in(p);
  std::uint64_t between = (odd.joints | odd.controls) & before;
  // A carriage return at the line's end, which may be the first byte of the next window.
  const std::uint64_t last = here ? before ^ (before >> 1) : std::uint64_t{1} << (kWindow - 1);
  const char* const at = p + std::countr_zero(last);
  if (last != 0 && *at == '\r' && at[1] == '\n') between &= ~last;
  return (((odd.backslashes | odd.controls) & before) != 0 ? LineEnd::kOdd : 0) |
         (between != 0 ? LineEnd::kJoined : 0);
}

// All that stands before the first of `newlines`; everything if there is none.
constexpr std::uint64_t before_first(std::uint64_t newlines) {
  return ~newlines & (newlines - 1);
}

// Whether the line ends within the 64 bytes at p. `odd`: all that may be odd in them.
[[gnu::always_inline]] inline bool ends(const char* p, std::uint64_t newlines, std::uint64_t odd,
                                        LineEnd& line) {
  const bool here = newlines != 0;
  const std::uint64_t before = before_first(newlines);
  if ((odd & before) != 0) [[unlikely]]
    line.flags |= flags_of(p, before, here);
  if (here) line.newline = p + std::countr_zero(newlines);
  return here;
}

// A byte and the one behind it have these bits in common where they are `}{`, and hardly where they
// are not.
constexpr char kJoint = '}' & '{';

LineEnd end_of_line_sse2(const char* p) {
  const __m128i newline = _mm_set1_epi8('\n');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1f);
  const __m128i joint = _mm_set1_epi8(kJoint);
  LineEnd line;
  for (;; p += kWindow) {
    std::uint64_t newlines = 0;
    std::uint64_t odd = 0;
    for (std::size_t i = 0; i < kWindow; i += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i + 1));
      const auto mask = [i](__m128i hits) {
        return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hits))) << i;
      };
      newlines |= mask(_mm_cmpeq_epi8(bytes, newline));
      odd |= mask(_mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, backslash),
                                            _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes)),
                               _mm_cmpeq_epi8(_mm_and_si128(bytes, next), joint)));
    }
    if (odd != 0 && ends(p, newlines, odd, line)) return line;
  }
}

#ifdef __x86_64__

[[gnu::target("avx2"), gnu::always_inline]] inline void load(__m256i& bytes, const char* at) {
  bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
}

[[gnu::target("avx2"), gnu::always_inline]] inline void find_odd(__m256i& odd, const __m256i& bytes,
                                                                 const char* at) {
  __m256i next;
  load(next, at + 1);
  odd = _mm256_or_si256(
      _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')),
                      _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1f)), bytes)),
      _mm256_cmpeq_epi8(_mm256_and_si256(bytes, next), _mm256_set1_epi8(kJoint)));
}

[[gnu::target("avx2"), gnu::always_inline]] inline std::uint64_t mask(const __m256i& low,
                                                                      const __m256i& high) {
  return static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(low))) |
         static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(high))) << 32;
}

// Of any line, from a place on before which nothing in it is odd.
[[gnu::target("avx2"), gnu::noinline]] LineEnd end_of_any_line_avx2(const char* p) {
  const __m256i newline = _mm256_set1_epi8('\n');
  LineEnd line;
  for (;; p += kWindow) {
    __m256i low;
    __m256i high;
    load(low, p);
    load(high, p + 32);
    __m256i odd_low;
    __m256i odd_high;
    find_odd(odd_low, low, p);
    find_odd(odd_high, high, p + 32);
    const __m256i odd = _mm256_or_si256(odd_low, odd_high);
    if (_mm256_testz_si256(odd, odd) != 0) [[likely]]
      continue;
    if (ends(p, mask(_mm256_cmpeq_epi8(low, newline), _mm256_cmpeq_epi8(high, newline)),
             mask(odd_low, odd_high), line))
      return line;
  }
}

// By their low four bits, the two bytes that end the quick search and are no control characters. To
// load it costs a line less than to make it of constants does.
alignas(32) constexpr char kStops[32] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{', '\\', 0, 0, 0,
                                         0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{', '\\', 0, 0, 0};

[[gnu::target("avx2"), gnu::always_inline]] inline void find_stops(__m256i& stops,
                                                                   const __m256i& bytes,
                                                                   const __m256i& table) {
  stops = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, bytes), bytes);
}

[[gnu::target("avx2"), gnu::always_inline]] inline void find_controls(__m256i& controls,
                                                                      const __m256i& bytes) {
  controls = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1f)), bytes);
}

// Most lines are flat objects: no second brace opens in them, and what may be two records need not
// be looked for as long as none does. Other lines are left at the first one.
[[gnu::target("avx2")]] LineEnd end_of_line_avx2(const char* p) {
  if (*p != '{') [[unlikely]]
    return end_of_any_line_avx2(p);
  __m256i table;
  load(table, kStops);
  for (++p;; p += kWindow) {
    __m256i low;
    __m256i high;
    load(low, p);
    load(high, p + 32);
    __m256i stops_low;
    __m256i stops_high;
    __m256i controls;
    find_stops(stops_low, low, table);
    find_stops(stops_high, high, table);
    find_controls(controls, _mm256_min_epu8(low, high));
    const __m256i found = _mm256_or_si256(_mm256_or_si256(stops_low, stops_high), controls);
    if (_mm256_testz_si256(found, found) != 0) [[likely]]
      continue;
    __m256i controls_high;
    find_controls(controls, low);
    find_controls(controls_high, high);
    const char* const first = p + __builtin_ctzll(mask(_mm256_or_si256(stops_low, controls),
                                                       _mm256_or_si256(stops_high, controls_high)));
    if (*first == '\n') [[likely]]
      return {first, 0};
    return end_of_any_line_avx2(p - 1);
  }
}

#endif

#else
LineEnd end_of_line_plain(const char* p) {
  LineEnd line;
  for (; *p != '\n'; ++p) {
    const bool control = static_cast<unsigned char>(*p) < 0x20;
    if (*p == '\\' || control) line.flags |= LineEnd::kOdd;
    if ((*p == '}' && p[1] == '{') || (control && !(*p == '\r' && p[1] == '\n')))
      line.flags |= LineEnd::kJoined;
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
