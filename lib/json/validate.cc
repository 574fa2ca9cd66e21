// Strict validation: simdjson checks the UTF-8, the walk of scan.h the grammar, and this file the
// keys. The grammar by simdjson's DOM parser takes 2.2 times as long, does not compare keys, and
// does not say where an error stands (tests/bench/results/2026-11-28-parsers.md).
//
// One iterative walk; one by steps (steps.h) before it, which knows that the keys of an object
// differ without comparing them, and leaves what is not as usual to the other. The keys of the open
// objects lie on a stack; when an object closes, its keys are compared by a 64-bit fingerprint
// first (length, first and last bytes), pairwise for small objects and sorted for large ones, so
// the cost is linear for lines as logs have them and n log n for hostile ones.
#include "json/validate.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "base/hex.h"
#include "base/utf8.h"
#include "json/scan.h"
#include "json/steps.h"

namespace nd::json {
namespace {

struct Key {
  std::uint64_t fingerprint;
  std::string_view text;  // unescaped
  const char* at;         // in the line, for the message
};

// Of the length and the first and last eight bytes. Requires: eight bytes may be read from the
// start of the text on.
std::uint64_t fingerprint(std::string_view text) {
  std::uint64_t first = 0;
  std::memcpy(&first, text.data(), sizeof first);
  std::uint64_t last = 0;
  if (text.size() >= sizeof first) {
    std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
  } else {
    const auto unused = 8 * (sizeof first - text.size());
    first = text.empty()                                 ? 0
            : std::endian::native == std::endian::little ? first << unused
                                                         : first >> unused;
  }
  return first * 0x9e3779b97f4a7c15ULL + last * 0xff51afd7ed558ccdULL + text.size();
}

// A key for a message: at most 80 bytes of it, and on one line.
void append_shown(std::string& out, std::string_view key) {
  const std::string_view shown = utf8::cut(key, 80);
  for (const char c : shown) {
    if (static_cast<unsigned char>(c) < 0x20) {
      append_hex(out.append("\\x"), c);
    } else {
      out.push_back(c);
    }
  }
  if (shown.size() < key.size()) out.append("...");
}

struct Level {
  bool object;
  std::size_t first_key;
};

}  // namespace

class Validator::Impl {
 public:
  Status check(PaddedView text) {
    if (const std::size_t bad = find_invalid_utf8(text.text()); bad != std::string_view::npos) {
      return input_error_at(bad, "not valid UTF-8");
    }
    const char* const begin = text.begin();
    const char* const end = text.end();
    if (*begin == '{' && steps_.begin_line()) {
      if (by_steps(begin, end) == end) return {};
      steps_.failed();
    }
    const char* p = walk(scan::skip_blanks(begin, end), end, 0);
    if (p != nullptr) {
      p = scan::skip_blanks(p, end);
      if (p == end) return {};
      fault_.set(p, "something follows the value");
    }
    return input_error_at(static_cast<std::size_t>(fault_.at - begin),
                          std::exchange(detail_, {}).append(fault_.message));
  }

 private:
  // walk() for an object whose keys come as they have come before: each is a step, its key a bit.
  // nullptr decides nothing: there is a fault, or something is not as usual.
  const char* by_steps(const char* p, const char* end) {
    std::uint64_t seen = 0;
    Step* here = &steps_.start();
    for (;;) {
      Step* next = steps_.follow(*here, p);
      if (next == nullptr) [[unlikely]] {
        next = learn(*here, p, end);
        if (next == nullptr) return nullptr;
      }
      here = next;
      if (here->bit == 0 || (seen & here->bit) != 0) [[unlikely]]
        return nullptr;
      seen |= here->bit;
      p += here->length;
      const char* value_end = here->string ? scan::string_stop(p) : scan::digits_end(p);
      if (here->string) {
        if (*value_end != '"') [[unlikely]] {
          bool escaped = false;
          value_end = scan::string_end(value_end, end, escaped, fault_);
          if (value_end == nullptr) return nullptr;
        }
        p = foreseen(p, value_end, *here) + 1;
      } else if (value_end != p && *p != '0' && (*value_end == ',' || *value_end == '}')) {
        p = foreseen(p, value_end, *here);
      } else {
        p = nested(scan::skip_blanks(p, end), end);
        if (p == nullptr) return nullptr;
      }
      if (*p == ',') [[likely]]
        continue;
      return *p == '}' ? p + 1 : nullptr;
    }
  }

  // A value of the outermost object that is no plain string or number.
  const char* nested(const char* p, const char* end) {
    if (p < end && (*p == '{' || *p == '[')) return walk(p, end, 1);
    return scan::skip_value(p, end, fault_);
  }

  // The step of the key at p, behind the '{' or a value; nullptr where it is not plain.
  [[gnu::noinline]] Step* learn(Step& before, const char* p, const char* end) {
    const char* const key = scan::skip_blanks(p + 1, end);
    if (key >= end || *key != '"') return nullptr;
    const char* const close = scan::string_stop(key + 1);
    if (*close != '"') return nullptr;
    const char* value = scan::skip_blanks(close + 1, end);
    if (value >= end || *value != ':') return nullptr;
    value = scan::skip_blanks(value + 1, end);
    const bool string = value < end && *value == '"';
    bool fresh = false;
    Step& step = steps_.learn(before, {p, static_cast<std::size_t>(value - p) + (string ? 1 : 0)},
                              string, fresh);
    if (fresh) step.bit = bit_of({key + 1, static_cast<std::size_t>(close - key - 1)});
    return &step;
  }

  // The bit of a key of the outermost object; 0 if there are too many of them.
  std::uint64_t bit_of(std::string_view key) {
    constexpr std::size_t kMost = 64;
    const auto at = std::find(plain_keys_.begin(), plain_keys_.end(), key);
    const auto index = static_cast<std::size_t>(at - plain_keys_.begin());
    if (at == plain_keys_.end()) {
      if (index == kMost) return 0;
      plain_keys_.emplace_back(key);
    }
    return std::uint64_t{1} << index;
  }

  // p is at a value in `outside` others; returns its end, nullptr with fault_ set.
  const char* walk(const char* p, const char* end, std::size_t outside) {
    levels_.clear();
    keys_.clear();
    arena_.reset();
    for (;;) {
      if (p < end && (*p == '{' || *p == '[')) {
        const bool object = *p == '{';
        if (levels_.size() + outside == kMaxDepth) return fault_.set(p, "nested too deeply");
        levels_.push_back({object, keys_.size()});
        p = scan::skip_blanks(p + 1, end);
        if (p >= end || *p != (object ? '}' : ']')) {
          if (object && (p = key(p, end)) == nullptr) return nullptr;
          continue;
        }
        levels_.pop_back();
        ++p;
      } else if ((p = scan::skip_value(p, end, fault_)) == nullptr) {
        return nullptr;
      }
      bool more = false;
      while (!levels_.empty() && !more) {
        const Level level = levels_.back();
        p = scan::skip_blanks(p, end);
        if (p < end && *p == ',') {
          p = level.object ? key(scan::skip_blanks(p + 1, end), end)
                           : scan::skip_blanks(p + 1, end);
          if (p == nullptr) return nullptr;
          more = true;
        } else if (p < end && *p == (level.object ? '}' : ']')) {
          if (level.object && !unique_keys(level.first_key)) return nullptr;
          levels_.pop_back();
          ++p;
        } else {
          return fault_.set(p, level.object ? "expected ',' or '}'" : "expected ',' or ']'");
        }
      }
      if (!more) return p;
    }
  }

  // Passes a key and its colon, to the value.
  const char* key(const char* p, const char* end) {
    if (p >= end || *p != '"') return fault_.set(p, "expected a key in quotes");
    bool escaped = false;
    const char* const close = scan::string_end(p + 1, end, escaped, fault_);
    if (close == nullptr) return nullptr;
    std::string_view text(p + 1, static_cast<std::size_t>(close - p - 1));
    if (escaped) text = unescaped(text);
    keys_.push_back({fingerprint(text), text, p});
    p = scan::skip_blanks(close + 1, end);
    if (p >= end || *p != ':') return fault_.set(p, "expected ':' after the key");
    return scan::skip_blanks(p + 1, end);
  }

  std::string_view unescaped(std::string_view raw) {
    buffer_.clear();
    scan::unescape(raw, buffer_);
    const std::size_t size = buffer_.size();
    buffer_.append(sizeof(std::uint64_t), '\0');
    return arena_.copy(buffer_).substr(0, size);
  }

  // Whether the keys from `first` on differ; drops them.
  bool unique_keys(std::size_t first) {
    const auto begin = keys_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto same = [](const Key& a, const Key& b) {
      return a.fingerprint == b.fingerprint && a.text == b.text;
    };
    const Key* repeat = nullptr;
    if (keys_.size() - first <= kPairwise) {
      for (auto a = begin; a != keys_.end() && repeat == nullptr; ++a) {
        for (auto b = begin; b != a; ++b) {
          if (same(*a, *b)) {
            repeat = &*a;
            break;
          }
        }
      }
    } else {
      std::sort(begin, keys_.end(), [](const Key& a, const Key& b) {
        if (a.fingerprint != b.fingerprint) return a.fingerprint < b.fingerprint;
        const int order = a.text.compare(b.text);
        return order != 0 ? order < 0 : a.at < b.at;
      });
      for (auto a = begin + 1; a < keys_.end(); ++a) {
        if (same(*a, *(a - 1)) && (repeat == nullptr || a->at < repeat->at)) repeat = &*a;
      }
    }
    if (repeat != nullptr) {
      detail_ = "the key '";
      append_shown(detail_, repeat->text);
      detail_ += "' ";
      fault_.set(repeat->at, "stands twice in one object");
      return false;
    }
    keys_.erase(begin, keys_.end());
    return true;
  }

  static constexpr std::size_t kPairwise = 24;

  StepTable steps_;
  std::vector<std::string> plain_keys_;  // of the outermost object; the place is the bit
  scan::Fault fault_;
  std::string detail_;  // comes before the fault's message
  std::vector<Level> levels_;
  std::vector<Key> keys_;
  Arena arena_;         // unescaped keys
  std::string buffer_;  // one of them in the making
};

Validator::Validator() : impl_(std::make_unique<Impl>()) {}
Validator::~Validator() = default;
Validator::Validator(Validator&&) noexcept = default;
Validator& Validator::operator=(Validator&&) noexcept = default;

Status Validator::check(PaddedView text) {
  return impl_->check(text);
}

std::size_t find_invalid_utf8(std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return std::string_view::npos;
  std::size_t good = 0;
  while (good < text.size()) {
    const utf8::Character character = utf8::first(text.substr(good));
    if (!character.is_valid) break;
    good += character.size;
  }
  return good;
}

Result<std::size_t> value_end(PaddedView text) {
  scan::Fault fault;
  const char* const p = scan::skip_value(text.begin(), text.end(), fault);
  if (p == nullptr)
    return input_error_at(static_cast<std::size_t>(fault.at - text.begin()), fault.message);
  return static_cast<std::size_t>(p - text.begin());
}

}  // namespace nd::json
