#include "json/line_end.h"

#include <bit>
#include <cstddef>
#include <iterator>

namespace nd::json {
namespace {

constexpr std::size_t kWindow = 64;
constexpr char kLastControl = 0x1f;
constexpr simd::BytePair kBraceOrBackslash('{', '\\');

// What `}` and `{` have in common: a cheap test for `}{`, which other pairs rarely pass, and which
// flags_of() makes exact.
constexpr char kJoint = '}' & '{';

// The flags for what stands before the line's end, or in the whole window if it does not end there.
[[gnu::noinline]] std::uint32_t flags_of(const char* p, std::uint64_t before, bool here) {
  std::uint64_t backslashes = 0;
  std::uint64_t controls = 0;
  std::uint64_t joints = 0;
  for (std::size_t i = 0; i < kWindow; i += simd::Bytes::kSize) {
    const auto bytes = simd::Bytes::load(p + i);
    const auto next = simd::Bytes::load(p + i + 1);
    backslashes |= bytes.equal('\\').mask() << i;
    controls |= bytes.at_most(kLastControl).mask() << i;
    joints |= (bytes.equal('}') & next.equal('{')).mask() << i;
  }
  std::uint64_t between = (controls | joints) & before;
  // A carriage return at the line's end, which may be the first byte of the next window.
  const std::uint64_t last = here ? before ^ (before >> 1) : std::uint64_t{1} << (kWindow - 1);
  const char* const at = p + std::countr_zero(last);
  if (last != 0 && *at == '\r' && at[1] == '\n') between &= ~last;
  return (((backslashes | controls) & before) != 0 ? LineEnd::kEscapes : 0) |
         (between != 0 ? LineEnd::kJoined : 0);
}

// Whether the line ends within the window at p. `flagged`: all that may raise a flag there, and
// newlines.
[[gnu::always_inline]] inline bool ends(const char* p, std::uint64_t newlines,
                                        std::uint64_t flagged, LineEnd& line) {
  const bool here = newlines != 0;
  const std::uint64_t before = ~newlines & (newlines - 1);  // all that stands before the first one
  if ((flagged & before) != 0) [[unlikely]]
    line.flags |= flags_of(p, before, here);
  if (here) line.newline = p + std::countr_zero(newlines);
  return here;
}

#define ND_SIMD_KERNELS "json/line_end_kernel.inc"
#include "base/simd_kernels.inc"

const auto quickest = ND_SIMD_FORMS(end_of_line).quickest();

}  // namespace

simd::Forms<LineEnd (*)(const char*)> end_of_line_forms() {
  return ND_SIMD_FORMS(end_of_line);
}

LineEnd end_of_line(const char* p) {
  return quickest(p);
}

}  // namespace nd::json
