#include "io/line_count.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace nd::io {

namespace {

// 32 byte counters at once, emptied before one can overflow. The compiler picks the instructions;
// on x86-64 the version for AVX2 is chosen at run time.
using Bytes = unsigned char __attribute__((vector_size(32)));
constexpr std::size_t kRounds = 255;

#if defined(__x86_64__)
__attribute__((target_clones("avx2", "default")))
#endif
std::uint64_t
count_newlines(const char* at, std::size_t size) {
  std::uint64_t total = 0;
  const char* const end = at + size;
  while (static_cast<std::size_t>(end - at) >= sizeof(Bytes)) {
    const std::size_t rounds =
        std::min(static_cast<std::size_t>(end - at) / sizeof(Bytes), kRounds);
    Bytes counters = {};
    for (std::size_t i = 0; i < rounds; ++i, at += sizeof(Bytes)) {
      Bytes text;
      std::memcpy(&text, at, sizeof(text));
      counters -= static_cast<Bytes>(text == '\n');  // true is all ones, which is -1
    }
    for (std::size_t i = 0; i < sizeof(Bytes); ++i)
      total += counters[i];
  }
  for (; at < end; ++at)
    total += *at == '\n' ? 1 : 0;
  return total;
}

}  // namespace

std::uint64_t count_lines(std::string_view text) {
  return count_newlines(text.data(), text.size());
}

}  // namespace nd::io
