#include "json/line_end.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <iterator>

namespace nd::json {
namespace {

constexpr std::size_t kWindow = 64;
constexpr char kLastControl = 0x1f;

// What `}` and `{` have in common: a cheap test for the two, which other pairs rarely pass, and
// which flags_of() makes exact.
constexpr char kJoint = '}' & '{';
constexpr simd::BytePair kBraceOrBackslash('{', '\\');

// Whether the second `{` of a line that begins with one begins another record: a `}` stands before
// it, and nothing between them that may stand before an object within an object, or begins a
// string.
[[gnu::noinline]] bool follows_object(const char* brace) {
  for (const char* p = brace - 1; p >= brace - LineEnd::kMostBetween - 1; --p) {
    if (*p == '}') return true;
    if (*p == ':' || *p == '[' || *p == '"' || *p == '{') return false;
  }
  return false;
}

// The flags for a line's first byte, which is no `{`.
std::uint32_t flags_of_first(const char* p) {
  if (static_cast<unsigned char>(*p) > kLastControl) {
    return (*p == '\\' ? LineEnd::kEscapes : 0) |
           (p[0] == '}' && p[1] == '{' ? LineEnd::kJoined : 0);
  }
  return LineEnd::kEscapes | (p[0] == '\r' && p[1] == '\n' ? 0 : LineEnd::kJoined);
}

// The flags for what stands before the line's end, or in the whole window if it does not end there.
[[gnu::noinline]] std::uint32_t flags_of(const char* p, std::uint64_t before, bool here) {
  std::uint64_t backslashes = 0;
  std::uint64_t controls = 0;
  std::uint64_t joints = 0;
  std::uint64_t lists = 0;
  for (std::size_t i = 0; i < kWindow; i += simd::Bytes::kSize) {
    const auto bytes = simd::Bytes::load(p + i);
    const auto opens = simd::Bytes::load(p + i + 1).equal('{');
    const auto around = simd::Bytes::load(p + i - 1).equal('}') & opens;
    const auto comma = around & bytes.equal(',');
    backslashes |= bytes.equal('\\').mask() << i;
    controls |= bytes.at_most(kLastControl).mask() << i;
    lists |= comma.mask() << i;
    joints |= ((bytes.equal('}') & opens) | around).mask() << i;
  }
  joints &= ~lists;
  std::uint64_t between = (controls | joints) & before;
  // A carriage return at the line's end, which may be the first byte of the next window.
  const std::uint64_t last = here ? before ^ (before >> 1) : std::uint64_t{1} << (kWindow - 1);
  const char* const at = p + std::countr_zero(last);
  if (last != 0 && *at == '\r' && at[1] == '\n') between &= ~last;
  return (((backslashes | controls) & before) != 0 ? LineEnd::kEscapes : 0) |
         (between != 0 ? LineEnd::kJoined : 0) | ((lists & before) != 0 ? LineEnd::kListed : 0);
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

const auto kQuickest = ND_SIMD_FORMS(end_of_line).quickest();

}  // namespace

simd::Forms<LineEnd (*)(const char*)> end_of_line_forms() {
  return ND_SIMD_FORMS(end_of_line);
}

LineEnd end_of_line(const char* p) {
  return kQuickest(p);
}

}  // namespace nd::json
