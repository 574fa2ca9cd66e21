// simd: texts looked at many bytes at a time, by named operations.
//
// Bytes is for code that is inlined everywhere: 16 bytes by what every x86-64 processor can do, or
// by whatever the compiler makes of vectors elsewhere. A loop that gains by wider registers is
// written once as a kernel and compiled for each instruction set (simd_kernels.inc).
//
// Belongs here: everything that names an instruction or a processor (tests/style/includes). Does
// not belong here: what the bytes mean.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace nd::simd {

// Two characters that are looked for together. Requires: their low four bits differ and are not 0.
struct BytePair {
  constexpr BytePair(char a, char b) : first(a), second(b) {
    for (const std::size_t lane : {std::size_t{0}, std::size_t{16}}) {
      by_low_bits[lane] = 1;  // a zero byte is not itself
      for (const char c : {a, b})
        by_low_bits[lane + static_cast<std::size_t>(c & 0xf)] = c;
    }
  }
  char first;
  char second;
  alignas(32) char by_low_bits[32] = {};
};

#define ND_SIMD_INLINE [[gnu::always_inline]] inline
namespace baseline {

using Lanes = unsigned char __attribute__((vector_size(16)));

ND_SIMD_INLINE std::uint64_t mask_of(Lanes lanes) {
#ifdef __x86_64__
  return static_cast<unsigned>(_mm_movemask_epi8(reinterpret_cast<const __m128i&>(lanes)));
#else
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < sizeof lanes; ++i)
    mask |= std::uint64_t{lanes[i]} >> 7 << i;
  return mask;
#endif
}
ND_SIMD_INLINE bool any_of(Lanes lanes) {
  return mask_of(lanes) != 0;
}
ND_SIMD_INLINE auto equal_lanes(Lanes lanes, const BytePair& pair) {
  return (lanes == static_cast<unsigned char>(pair.first)) |
         (lanes == static_cast<unsigned char>(pair.second));
}

#include "base/simd_bytes.inc"

}  // namespace baseline
using baseline::Bytes;
#undef ND_SIMD_INLINE

#ifdef __x86_64__
#define ND_SIMD_INLINE [[gnu::target("avx2"), gnu::always_inline]] inline
namespace avx2 {

using Lanes = unsigned char __attribute__((vector_size(32)));

ND_SIMD_INLINE std::uint64_t mask_of(Lanes lanes) {
  return static_cast<unsigned>(_mm256_movemask_epi8(reinterpret_cast<const __m256i&>(lanes)));
}
ND_SIMD_INLINE bool any_of(Lanes lanes) {
  const auto all = reinterpret_cast<const __m256i&>(lanes);
  return _mm256_testz_si256(all, all) == 0;
}
ND_SIMD_INLINE auto equal_lanes(Lanes lanes, const BytePair& pair) {
  __m256i table;
  std::memcpy(&table, pair.by_low_bits, sizeof table);
  table = _mm256_shuffle_epi8(table, reinterpret_cast<const __m256i&>(lanes));
  return lanes == reinterpret_cast<const Lanes&>(table);
}

#include "base/simd_bytes.inc"

}  // namespace avx2
#undef ND_SIMD_INLINE
#endif

// The first byte at or after p at which `hits` of the bytes hits. Requires: there is one within the
// readable bytes, 15 bytes before their end.
template <class Hits>
[[nodiscard]] inline const char* find(const char* p, Hits&& hits) {
  for (;; p += Bytes::kSize) {
    const std::uint64_t mask = hits(Bytes::load(p)).mask();
    if (mask != 0) return p + std::countr_zero(mask);
  }
}

// A bit for each of kCount bytes from p on at which `hits` of the bytes hits.
template <std::size_t kCount, class Hits>
[[nodiscard]] inline std::uint64_t find_all(const char* p, Hits&& hits) {
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < kCount; i += Bytes::kSize)
    mask |= hits(Bytes::load(p + i)).mask() << i;
  return mask;
}

// Two words as they stand in memory, put together without going through it.
[[nodiscard]] inline Bytes of_words(std::uint64_t low, std::uint64_t high) {
  using Words = std::uint64_t __attribute__((vector_size(16)));
  const Words words = {low, high};
  return Bytes::load(&words);
}

// `first` and then all bytes but the last.
[[nodiscard]] inline Bytes pushed_back(char first, Bytes bytes) {
#ifdef __x86_64__
  __m128i lanes;
  bytes.store(&lanes);
  lanes =
      _mm_or_si128(_mm_slli_si128(lanes, 1), _mm_cvtsi32_si128(static_cast<unsigned char>(first)));
  return Bytes::load(&lanes);
#else
  char all[1 + Bytes::kSize] = {first};
  bytes.store(all + 1);
  return Bytes::load(all);
#endif
}

// The forms of one kernel, by pointers to its functions; both are the same but on x86-64.
template <class Kernel>
struct Forms {
  Kernel baseline;
  Kernel avx2;

  [[nodiscard]] Kernel quickest() const {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) return avx2;
#endif
    return baseline;
  }
};

}  // namespace nd::simd

// The forms of a kernel that simd_kernels.inc has compiled here.
#ifdef __x86_64__
#define ND_SIMD_FORMS(kernel) \
  (nd::simd::Forms<decltype(&baseline::kernel)>{&baseline::kernel, &avx2::kernel})
#else
#define ND_SIMD_FORMS(kernel) \
  (nd::simd::Forms<decltype(&baseline::kernel)>{&baseline::kernel, &baseline::kernel})
#endif
