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
#include "json/member_walk.h"
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

// Of the text that is walked over.
enum class Form {
  kAny,
  kWritten,  // as append_value() writes it; what is not so ends the walk, without a fault
};

template <Form kForm>
const char* skip_blanks(const char* p, const char* end) {
  return kForm == Form::kWritten ? p : scan::skip_blanks(p, end);
}

// Whether append_string() writes the escape at p (its backslash); `size`: of the escape.
bool is_written_escape(const char* p, std::size_t& size) {
  static constexpr std::string_view kShort = "\"\\bfnrt";
  size = 2;
  if (kShort.find(p[1]) != std::string_view::npos) return true;
  size = 6;
  if (p[1] != 'u' || p[2] != '0' || p[3] != '0' || (p[4] != '0' && p[4] != '1')) return false;
  const std::size_t low = kLowerHex.find(p[5]);
  static constexpr std::string_view kOwn = "89acd";  // \b, \t, \n, \f, \r
  return low != std::string_view::npos &&
         (p[4] == '1' || kOwn.find(p[5]) == std::string_view::npos);
}

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
      if (by_steps(text)) return {};
      steps_.failed();
    }
    const char* p = walk<Form::kAny>(scan::skip_blanks(begin, end), end, 0);
    if (p != nullptr) {
      p = scan::skip_blanks(p, end);
      if (p == end) return {};
      fault_.set(p, "something follows the value");
    }
    return input_error_at(static_cast<std::size_t>(fault_.at - begin),
                          std::exchange(detail_, {}).append(fault_.message));
  }

  bool is_good_member(const char* p, const char* end) {
    const bool good = walk<Form::kAny>(p, end, 1) == end;
    detail_.clear();
    return good;
  }

  const char* written_end(const char* p, const char* end, std::size_t outside) {
    p = walk<Form::kWritten>(p, end, outside);
    detail_.clear();
    return p;
  }

 private:
  // What walk_members asks.
  struct Members {
    Impl& validator;
    const char* end;
    std::uint64_t seen = 0;

    void note(Step& step, std::string_view key) const { step.bit = validator.bit_of(key); }
    [[nodiscard]] bool enter(const Step& step) {
      const bool unseen = step.bit != 0 && (seen & step.bit) == 0;
      seen |= step.bit;
      return unseen;
    }
    [[nodiscard]] const char* string_end(const char* p) const {
      bool escaped = false;
      return scan::string_end(p, end, escaped, validator.fault_);
    }
    [[nodiscard]] const char* value_end(const char* p) const {
      p = scan::skip_blanks(p, end);
      if (p < end && (*p == '{' || *p == '[')) return validator.walk<Form::kAny>(p, end, 1);
      return scan::skip_value(p, end, validator.fault_);
    }
    [[nodiscard]] static bool member(const Step& /*step*/, const char* /*before*/,
                                     const char* /*value*/, const char* /*end*/) {
      return true;
    }
  };

  // walk() for an object whose keys come as they have come before: each is a step, its key a bit.
  bool by_steps(PaddedView text) {
    Members members{*this, text.end()};
    const char* last = nullptr;
    const char* const close = walk_members(steps_, text, members, last);
    return close != nullptr && close + 1 == text.end();
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

  // string_end, where the form asks for no other escapes than those that are written.
  template <Form kForm>
  const char* string_end(const char* p, const char* end, bool& escaped) {
    if constexpr (kForm == Form::kAny) return scan::string_end(p, end, escaped, fault_);
    return written_string_end(p, escaped);
  }

  // p is at a value in `outside` others; returns its end, nullptr with fault_ set.
  template <Form kForm>
  const char* walk(const char* p, const char* end, std::size_t outside) {
    levels_.clear();
    keys_.clear();
    arena_.reset();
    for (;;) {
      if (p < end && (*p == '{' || *p == '[')) {
        const bool object = *p == '{';
        if (levels_.size() + outside == kMaxDepth) return fault_.set(p, "nested too deeply");
        levels_.push_back({object, keys_.size()});
        p = skip_blanks<kForm>(p + 1, end);
        if (p >= end || *p != (object ? '}' : ']')) {
          if (object && (p = key<kForm>(p, end)) == nullptr) return nullptr;
          continue;
        }
        levels_.pop_back();
        ++p;
      } else if ((p = scalar_end<kForm>(p, end)) == nullptr) {
        return nullptr;
      }
      bool more = false;
      while (!levels_.empty() && !more) {
        const Level level = levels_.back();
        p = skip_blanks<kForm>(p, end);
        if (p < end && *p == ',') {
          p = level.object ? key<kForm>(skip_blanks<kForm>(p + 1, end), end)
                           : skip_blanks<kForm>(p + 1, end);
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

  template <Form kForm>
  const char* scalar_end(const char* p, const char* end) {
    if (kForm == Form::kAny || p >= end || *p != '"') return scan::skip_value(p, end, fault_);
    bool escaped = false;
    const char* const close = written_string_end(p + 1, escaped);
    return close == nullptr ? nullptr : close + 1;
  }

  // Passes a key and its colon, to the value.
  template <Form kForm>
  const char* key(const char* p, const char* end) {
    if (p >= end || *p != '"') return fault_.set(p, "expected a key in quotes");
    bool escaped = false;
    const char* const close = string_end<kForm>(p + 1, end, escaped);
    if (close == nullptr) return nullptr;
    std::string_view text(p + 1, static_cast<std::size_t>(close - p - 1));
    if (escaped) text = unescaped(text);
    keys_.push_back({fingerprint(text), text, p});
    p = skip_blanks<kForm>(close + 1, end);
    if (p >= end || *p != ':') return fault_.set(p, "expected ':' after the key");
    return skip_blanks<kForm>(p + 1, end);
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
bool Validator::is_good_member(const char* p, const char* end) {
  return impl_->is_good_member(p, end);
}
const char* Validator::written_end(const char* p, const char* end, std::size_t outside) {
  return impl_->written_end(p, end, outside);
}

const char* written_string_end(const char* p, bool& escaped) {
  for (;;) {
    p = scan::string_stop(p);
    if (*p == '"') return p;
    std::size_t size = 0;
    if (*p != '\\' || !is_written_escape(p, size)) return nullptr;
    escaped = true;
    p += size;
  }
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
