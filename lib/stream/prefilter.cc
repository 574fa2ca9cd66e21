#include "stream/prefilter.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/padded_view.h"
#include "base/simd.h"

namespace nd::stream {
namespace {

constexpr std::size_t kWindow = 64;
constexpr std::size_t kMaxDistance = kPadding - 1;

// The bytes of typical logs, commonest first; all others are rarer.
constexpr std::string_view kCommon = "\"01e,:2a345i6t798onrs_dl{}ucmpvh-.gfykwb";

std::size_t rarity(char c) {
  return std::min(kCommon.find(c), kCommon.size());
}

struct Search {
  char first;
  char second;
  std::size_t distance;
};

struct Found {
  const char* window = nullptr;  // where one of the bytes that end the search stands, or `end`
  std::uint64_t newlines = 0;    // before it
};

#define ND_SIMD_KERNELS "stream/prefilter_kernel.inc"
#include "base/simd_kernels.inc"

const auto kSearch = ND_SIMD_FORMS(search).quickest();

}  // namespace

Prefilter::Prefilter(std::string text) : usable_(text.size() >= 2), text_(std::move(text)) {
  if (!usable_) return;
  // The two rarest bytes that stand near enough to each other.
  std::size_t best = 0;
  for (std::size_t i = 0; i + 1 < text_.size(); ++i) {
    for (std::size_t j = i + 1; j < text_.size() && j - i <= kMaxDistance; ++j) {
      const std::size_t rare = rarity(text_[i]) + rarity(text_[j]) + 1;
      if (rare <= best) continue;
      best = rare;
      first_ = i;
      distance_ = j - i;
    }
  }
}

bool Prefilter::passes(std::string_view line) const {
  return usable_ && line.starts_with('{') && !line.starts_with("{\"$") && line.ends_with('}') &&
         line.find(text_) == std::string_view::npos && line.find("\\u") == std::string_view::npos;
}

// Whether the search stopped at something that matters: its two bytes may match without the rest of
// the text, and a backslash need not begin a \u escape.
bool Prefilter::is_found(const char* window, const char* line, const char* end) const {
  const char* const window_end = window + kWindow;
  // The text with its first searched byte in the window.
  const char* const from =
      static_cast<std::size_t>(window - line) > first_ ? window - first_ : line;
  const char* const to = window_end + (text_.size() - 1 - first_);
  const auto size = static_cast<std::size_t>(std::min(to, end) - from);
  if (::memmem(from, size, text_.data(), text_.size()) != nullptr) return true;
  for (const char* p = window; p != window_end; ++p) {
    if (*p == '\\' && p[1] == 'u') return true;
    if (*p == '\n' && (p[-1] != '}' || p[1] != '{' || p[3] == '$')) return true;
  }
  return false;
}

void Prefilter::judge(std::uint64_t passed) {
  passed_ += passed;
  if (++searches_ < kJudgeAfter) return;
  if (passed_ < kWorthwhile * searches_) resting_ = kRest;
  searches_ = 0;
  passed_ = 0;
}

const char* Prefilter::pass_over(const char* line, const char* end, std::uint64_t& passed) {
  const Search wanted = {text_[first_], text_[first_ + distance_], distance_};
  if (*line != '{' || line[2] == '$') {  // the newline before it is behind the search
    look_to_ = line + 1;
    passed = 0;
    return line;
  }
  std::uint64_t newlines = 0;
  const char* p = line;
  for (;;) {
    const Found found = kSearch(p, end, wanted);
    newlines += found.newlines;
    p = found.window;
    if (static_cast<std::size_t>(end - p) < kWindow || is_found(p, line, end)) break;
    newlines += static_cast<std::uint64_t>(std::count(p, p + kWindow, '\n'));
    p += kWindow;
  }
  look_to_ = static_cast<std::size_t>(end - p) < kWindow ? end : p + kWindow;
  judge(newlines);
  passed = newlines;
  if (newlines == 0) return line;
  return static_cast<const char*>(::memrchr(line, '\n', static_cast<std::size_t>(p - line))) + 1;
}

}  // namespace nd::stream
