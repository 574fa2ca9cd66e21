#include "io/line_count.h"

#include <algorithm>
#include <cstddef>

#include "base/simd.h"

namespace nd::io {

namespace {

constexpr std::size_t kMostCounted = 255;  // by a counter of one byte

#define ND_SIMD_KERNELS "io/line_count_kernel.inc"
#include "base/simd_kernels.inc"

const auto kQuickest = ND_SIMD_FORMS(count_newlines).quickest();

}  // namespace

std::uint64_t count_lines(std::string_view text) {
  return kQuickest(text.data(), text.size());
}

}  // namespace nd::io
