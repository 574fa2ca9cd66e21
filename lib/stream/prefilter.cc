#include "stream/prefilter.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/padded_view.h"

namespace nd::stream {
namespace {

// The compiler picks the instructions; on x86-64 the version for AVX2 is chosen at run time.
using Bytes = unsigned char __attribute__((vector_size(32)));
using Words = std::uint64_t __attribute__((vector_size(32)));
constexpr std::size_t kWindow = 2 * sizeof(Bytes);
constexpr std::size_t kMaxDistance = kPadding - 1;

// Bytes as logs have them, the commonest first; all others are rarer.
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
  const char* window;      // where one of the bytes that end the search stands, or `end`
  std::uint64_t newlines;  // before it
};

// Windows of kWindow bytes from p on, until fewer are left.
#if defined(__x86_64__)
__attribute__((target_clones("avx2", "default")))
#endif
Found
search(const char* p, const char* end, const Search& wanted) {
  // Not by value: functions for different instructions disagree about where such a value is.
  const auto load = [](Bytes & bytes, const char* at) __attribute__((always_inline)) {
    std::memcpy(&bytes, at, sizeof bytes);
  };
  const auto first = static_cast<unsigned char>(wanted.first);
  const auto second_byte = static_cast<unsigned char>(wanted.second);
  std::uint64_t newlines = 0;
  Bytes counters = {};
  unsigned rounds = 0;
  const auto settle = [&]() __attribute__((always_inline)) {
    for (std::size_t i = 0; i < sizeof(Bytes); ++i)
      newlines += counters[i];
    counters = Bytes{};
    rounds = 0;
  };
  for (; static_cast<std::size_t>(end - p) >= kWindow; p += kWindow) {
    Bytes any = {};
    Bytes lines = {};
    for (std::size_t half = 0; half < kWindow; half += sizeof(Bytes)) {
      const char* const at = p + half;
      Bytes bytes;
      Bytes before;
      Bytes after;
      Bytes third;
      Bytes second;
      load(bytes, at);
      load(before, at - 1);
      load(after, at + 1);
      load(third, at + 3);
      load(second, at + wanted.distance);
      const Bytes line_ends = static_cast<Bytes>(bytes == '\n');
      lines -= line_ends;  // true is all ones, which is -1
      any |= line_ends & static_cast<Bytes>((before != '}') | (after != '{') | (third == '$'));
      any |= static_cast<Bytes>((bytes == first) & (second_byte == second));
      any |= static_cast<Bytes>(bytes == '\\');
    }
    const Words words = reinterpret_cast<const Words&>(any);
    if ((words[0] | words[1] | words[2] | words[3]) != 0) break;
    counters += lines;
    if (++rounds == 127) settle();
  }
  settle();
  return {p, newlines};
}

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

// Whether the window has what lines are left to the loop for: the bytes that ended the search may
// stand for something else.
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
    const Found found = search(p, end, wanted);
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
