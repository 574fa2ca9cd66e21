// The walk over one line.
//
// The wanted paths form a trie: a node for each object that is entered, an entry for each wanted
// key of it. The walk goes through the keys of an object once, compares each with the few entries
// of its node, reads wanted values into their slots, and passes over the rest. When an object's
// entries are all found and no outer one waits for more, it stops: the rest of the line is not
// looked at, save that its last byte must close what its first byte opened.
//
// Logs repeat themselves: the bytes between two values (`","topic":"`) are nearly always the same
// few. The walk of the outermost object remembers them as steps, each with the steps that have
// followed it, and compares 32 bytes where it would otherwise look for the end of the key, find it
// among the wanted ones, and pass the colon. A step that matches is what the plain walk would have
// found; one that does not match decides nothing, the plain walk goes on from there and its finding
// is remembered. Where lines are too irregular to gain by it, the steps rest for a while.
#include "json/projector.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "base/arena.h"
#include "json/scan.h"

namespace nd::json {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

struct Entry {
  std::string name;            // unescaped
  std::uint32_t slot = kNone;  // where its value goes
  std::uint32_t node = kNone;  // the object behind it, if fields of it are wanted
};

struct Node {
  std::vector<Entry> entries;
};

// One key of the outermost object, as its bytes stood in earlier lines.
struct Step {
  static constexpr std::size_t kMaxBytes = 32;
  static constexpr std::size_t kMaxNext = 6;

  std::array<char, kMaxBytes>
      bytes{};             // from behind the value before it up to its own value: `,"type":"`
  std::uint32_t mask = 0;  // one bit for each of them
  std::uint8_t length = 0;
  bool string = false;          // the bytes include the opening quote of a string
  std::uint8_t next_count = 0;  // steps seen to follow, the last one used first
  std::array<std::uint16_t, kMaxNext> next{};
  std::uint32_t entry = kNone;  // of the root node
};

[[nodiscard]] bool matches(const Step& step, const char* p) {
#ifdef __SSE2__
  const auto load = [](const char* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  };
  const auto same = [&](std::size_t at) {
    return static_cast<unsigned>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(load(p + at), load(step.bytes.data() + at))));
  };
  const std::uint32_t equal = same(0) | same(16) << 16;
  return (~equal & step.mask) == 0;
#else
  return std::memcmp(p, step.bytes.data(), step.length) == 0;
#endif
}

// Requires: text is part of a padded line.
[[nodiscard]] bool is_ascii(std::string_view text) {
#ifdef __SSE2__
  for (std::size_t at = 0; at < text.size(); at += 16) {
    const auto high = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at))));
    const std::size_t left = text.size() - at;
    if ((left >= 16 ? high : high & ((1U << left) - 1)) != 0) return false;
  }
  return true;
#else
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
#endif
}

// How regular the lines have been; decides whether steps are tried.
class Regularity {
 public:
  // Called for each line.
  [[nodiscard]] bool worth_trying() {
    if (resting_ > 0) {
      --resting_;
      return false;
    }
    if (++lines_ == kWindow) {
      if (misses_ * 4 > hits_) resting_ = kRest;
      lines_ = hits_ = misses_ = 0;
    }
    return true;
  }
  void hit() { ++hits_; }
  void miss() { ++misses_; }

 private:
  static constexpr std::uint32_t kWindow = 1024;
  static constexpr std::uint32_t kRest = 64 * kWindow;
  std::uint32_t lines_ = 0;
  std::uint32_t hits_ = 0;
  std::uint32_t misses_ = 0;
  std::uint32_t resting_ = 0;
};

}  // namespace

class Projector::Impl {
 public:
  explicit Impl(const Schema& schema) : values_(schema.size()) {
    nodes_.emplace_back();
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot) {
      const auto& segments = schema.paths()[slot].segments;
      if (segments.empty()) {
        root_slot_ = slot;
      } else {
        insert(segments, slot);
      }
    }
    has_fields_ = !nodes_[0].entries.empty();
    found_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      found_[i].resize(nodes_[i].entries.size());
  }

  bool project(PaddedView line) {
    arena_.reset();
    std::fill(values_.begin(), values_.end(), Value());
    begin_ = line.begin();
    end_ = line.end();
    const char first = *begin_;
    if (first == '{') {
      if (end_[-1] != '}') return fail(end_, "the record is cut: it does not end with '}'");
      if (root_slot_ != kNone) values_[root_slot_] = Value::raw(Kind::kObject, line.text());
      if (!has_fields_) return true;
      const char* const p =
          regularity_.worth_trying() ? by_steps(begin_) : object(begin_ + 1, 0, true);
      if (p == nullptr) return fail(fault_.at, fault_.message);
      if (p == end_ || stopped_) return true;
      return fail(scan::skip_blanks(p, end_), "something follows the value");
    }
    return other(line);
  }

  [[nodiscard]] const std::vector<Value>& values() const { return values_; }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  void insert(const std::vector<std::string>& segments, std::uint32_t slot) {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      auto& entries = nodes_[node].entries;
      auto at = std::find_if(entries.begin(), entries.end(),
                             [&](const Entry& e) { return e.name == segments[i]; });
      if (at == entries.end()) at = entries.insert(at, Entry{segments[i], kNone, kNone});
      if (i + 1 == segments.size()) {
        at->slot = slot;
        return;
      }
      if (at->node == kNone) {
        at->node = static_cast<std::uint32_t>(nodes_.size());
        node = at->node;
        nodes_.emplace_back();
      } else {
        node = at->node;
      }
    }
  }

  bool fail(const char* at, const char* message) {
    error_ = Error{ErrorKind::kInput, message, static_cast<std::size_t>(at - begin_)};
    return false;
  }

  // A record that is no object: one value, without fields.
  bool other(PaddedView line) {
    Value value;
    const char* const p = read_value(begin_, value);
    if (p == nullptr) return fail(fault_.at, fault_.message);
    if (p != end_) return fail(scan::skip_blanks(p, end_), "something follows the value");
    if (root_slot_ != kNone)
      values_[root_slot_] = value.is_nested() ? Value::raw(value.kind(), line.text()) : value;
    return true;
  }

  // Reads any value; nested ones raw. Returns its end.
  const char* read_value(const char* p, Value& out) {
    if (p >= end_) return fault_.set(end_, "expected a value");
    const char c = *p;
    if (c == '"') {
      bool escaped = false;
      const char* const close = scan::string_end(p + 1, end_, escaped, fault_);
      if (close == nullptr) return nullptr;
      std::string_view text(p + 1, static_cast<std::size_t>(close - p - 1));
      if (!is_ascii(text) && !simdjson::validate_utf8(text.data(), text.size())) {
        return fault_.set(p, "the string is not valid UTF-8");
      }
      if (escaped) text = scan::unescape(text, arena_);
      out = Value::string(text);
      return close + 1;
    }
    if (c == '-' || scan::is_digit(c)) return read_number(p, out);
    if (c == '{' || c == '[') {
      const char* const close = scan::skip_nested(p, end_, fault_);
      if (close == nullptr) return nullptr;
      out = Value::raw(c == '{' ? Kind::kObject : Kind::kArray,
                       {p, static_cast<std::size_t>(close - p)});
      return close;
    }
    return scan::literal_end(p, end_, out, fault_);
  }

  const char* read_number(const char* p, Value& out) {
    // The common case: an integer of at most 18 digits.
    const char* q = p + (*p == '-' ? 1 : 0);
    const char* const digits = q;
    std::uint64_t magnitude = 0;  // may wrap; then it is not used
    while (scan::is_digit(*q))
      magnitude = magnitude * 10 + static_cast<std::uint64_t>(*q++ - '0');
    const auto count = q - digits;
    const bool plain = count > 0 && count <= 18 && *q != '.' && *q != 'e' && *q != 'E' &&
                       (*digits != '0' || count == 1);
    if (plain && (*p != '-' || magnitude != 0)) [[likely]] {
      const auto number = static_cast<std::int64_t>(magnitude);
      out = Value::integer(*p == '-' ? -number : number);
      return q;
    }
    const char* const number_end = scan::number_end(p, end_, fault_);
    if (number_end != nullptr) out = scan::number_value(p, number_end);
    return number_end;
  }

  // p is behind the '{' of a wanted object. `last`: no outer object waits for more, so the walk may
  // stop (stopped_).
  const char* object(const char* p, std::uint32_t node_index, bool last) {
    Node& node = nodes_[node_index];
    std::vector<char>& found = found_[node_index];
    std::fill(found.begin(), found.end(), 0);
    std::size_t missing = node.entries.size();
    stopped_ = false;
    p = scan::skip_blanks(p, end_);
    if (p < end_ && *p == '}') return p + 1;
    for (;;) {
      if (p >= end_ || *p != '"') return fault_.set(p, "expected a key in quotes");
      const char* const key = p + 1;
      bool escaped = false;
      const char* const close = scan::string_end(key, end_, escaped, fault_);
      if (close == nullptr) return nullptr;
      p = close + 1;
      if (p >= end_ || *p != ':') {
        p = scan::skip_blanks(p, end_);
        if (p >= end_ || *p != ':') return fault_.set(p, "expected ':' after the key");
      }
      p = scan::skip_blanks(p + 1, end_);
      std::string_view name(key, static_cast<std::size_t>(close - key));
      if (escaped) [[unlikely]]
        name = scan::unescape(name, arena_);
      const std::size_t at = missing == 0 ? node.entries.size() : index_of(node, name);
      if (at == node.entries.size() || found[at] != 0) {
        p = scan::skip_value(p, end_, fault_);
      } else {
        found[at] = 1;
        --missing;
        p = wanted(p, node.entries[at], last && missing == 0);
        if (stopped_) return p;
        if (p != nullptr && missing == 0 && last) {
          stopped_ = true;
          return p;
        }
      }
      if (p == nullptr) return nullptr;
      p = scan::skip_blanks(p, end_);
      if (p < end_ && *p == ',') {
        p = scan::skip_blanks(p + 1, end_);
        continue;
      }
      if (p < end_ && *p == '}') return p + 1;
      return fault_.set(p, "expected ',' or '}'");
    }
  }

  // object() for the outermost object, whose '{' p is at.
  const char* by_steps(const char* p) {
    const std::vector<Entry>& entries = nodes_[0].entries;
    std::vector<char>& found = found_[0];
    std::fill(found.begin(), found.end(), 0);
    std::size_t missing = entries.size();
    stopped_ = false;
    std::uint16_t here = kStart;
    for (;;) {
      // p is at the '{' or behind a value.
      std::uint32_t entry = kNone;
      const std::uint16_t next = follow(here, p);
      if (next != kStart) [[likely]] {
        here = next;
        const Step& step = steps_[here];
        p += step.length;
        entry = step.entry;
        if (step.string && (entry == kNone || found[entry] != 0)) [[likely]] {
          bool escaped = false;
          p = scan::string_end(p, end_, escaped, fault_);
          if (p == nullptr) return nullptr;
          ++p;
          continue;
        }
        // Another line may have more blanks before its value.
        p = step.string ? p - 1 : scan::skip_blanks(p, end_);
      } else {
        const char* const value = next_key(p, entry);
        if (value == nullptr) return p < end_ && fault_.at == nullptr ? p + 1 : nullptr;
        here = learn(here, {p, static_cast<std::size_t>(value - p)}, entry);
        p = value;
      }
      if (entry == kNone || found[entry] != 0) {
        p = scan::skip_value(p, end_, fault_);
      } else {
        found[entry] = 1;
        --missing;
        p = wanted(p, entries[entry], missing == 0);
        if (p != nullptr && missing == 0) stopped_ = true;
        if (stopped_) return p;
      }
      if (p == nullptr) return nullptr;
    }
  }

  // The step that follows `here` at p, moved to the front of those to try; kStart if none matches.
  std::uint16_t follow(std::uint16_t here, const char* p) {
    Step& step = steps_[here];
    for (std::size_t i = 0; i < step.next_count; ++i) {
      const std::uint16_t next = step.next[i];
      if (!matches(steps_[next], p)) continue;
      if (i > 0) std::swap(step.next[0], step.next[i]);
      regularity_.hit();
      return next;
    }
    regularity_.miss();
    return kStart;
  }

  // p is at the outermost '{' or behind a value of its object. Returns the start of the next value,
  // and the entry of its key; nullptr with no fault at the object's end (p is moved to its '}'),
  // else with the fault.
  const char* next_key(const char*& p, std::uint32_t& entry) {
    fault_.at = nullptr;
    const bool first = p == begin_;
    const char* q = scan::skip_blanks(p, end_);
    if (!first && q < end_ && *q == '}') {
      p = q;
      return nullptr;
    }
    if (!first && (q >= end_ || *q != ',')) return fault_.set(q, "expected ',' or '}'");
    q = scan::skip_blanks(q + 1, end_);
    if (first && q < end_ && *q == '}') {
      p = q;
      return nullptr;
    }
    if (q >= end_ || *q != '"') return fault_.set(q, "expected a key in quotes");
    const char* const key = q + 1;
    bool escaped = false;
    const char* const close = scan::string_end(key, end_, escaped, fault_);
    if (close == nullptr) return nullptr;
    q = scan::skip_blanks(close + 1, end_);
    if (q >= end_ || *q != ':') return fault_.set(q, "expected ':' after the key");
    std::string_view name(key, static_cast<std::size_t>(close - key));
    if (escaped) [[unlikely]]
      name = scan::unescape(name, arena_);
    const std::size_t at = index_of(nodes_[0], name);
    entry = at == nodes_[0].entries.size() ? kNone : static_cast<std::uint32_t>(at);
    return scan::skip_blanks(q + 1, end_);
  }

  // Remembers the bytes that led from `here` to a value as a step. Returns the step, kLost where it
  // cannot be kept.
  std::uint16_t learn(std::uint16_t here, std::string_view bytes, std::uint32_t entry) {
    const bool string = bytes.data() + bytes.size() < end_ && bytes.data()[bytes.size()] == '"';
    if (string) bytes = {bytes.data(), bytes.size() + 1};
    if (bytes.size() > Step::kMaxBytes) return kLost;
    std::size_t found = 2;
    while (found < steps_.size() &&
           std::string_view(steps_[found].bytes.data(), steps_[found].length) != bytes)
      ++found;
    if (found == steps_.size()) {
      if (steps_.size() == kMaxSteps) return kLost;
      Step step;
      std::memcpy(step.bytes.data(), bytes.data(), bytes.size());
      step.length = static_cast<std::uint8_t>(bytes.size());
      step.mask =
          bytes.size() == Step::kMaxBytes ? UINT32_MAX : (std::uint32_t{1} << bytes.size()) - 1;
      step.string = string;
      step.entry = entry;
      steps_.push_back(step);
    }
    const auto index = static_cast<std::uint16_t>(found);
    Step& before = steps_[here];
    if (here == kLost) return index;
    // A full list gives up the step that was used longest ago, or nearly so.
    if (before.next_count < Step::kMaxNext) ++before.next_count;
    std::move_backward(before.next.begin(), before.next.begin() + before.next_count - 1,
                       before.next.begin() + before.next_count);
    before.next[0] = index;
    return index;
  }

  static std::size_t index_of(const Node& node, std::string_view name) {
    const std::size_t count = node.entries.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (node.entries[i].name == name) return i;
    }
    return count;
  }

  // Reads the value of an entry, and of the fields behind it.
  const char* wanted(const char* p, const Entry& entry, bool last) {
    if (entry.node == kNone) return read_value(p, values_[entry.slot]);
    if (p < end_ && *p == '{') {
      const bool raw = entry.slot != kNone;
      const char* const close = object(p + 1, entry.node, last && !raw);
      if (close != nullptr && raw) {
        values_[entry.slot] = Value::raw(Kind::kObject, {p, static_cast<std::size_t>(close - p)});
      }
      return close;
    }
    Value value;
    const char* const close = read_value(p, value);
    if (entry.slot != kNone) values_[entry.slot] = value;
    return close;
  }

  std::vector<Node> nodes_;
  std::vector<std::vector<char>> found_;  // for each node, which entries the current line has shown
  static constexpr std::size_t kMaxSteps = 512;
  // The step before a line's first key, and the one behind a key that cannot be kept: nothing
  // follows it.
  static constexpr std::uint16_t kStart = 0;
  static constexpr std::uint16_t kLost = 1;
  std::vector<Step> steps_ = std::vector<Step>(2);
  Regularity regularity_;
  std::uint32_t root_slot_ = kNone;
  bool has_fields_ = false;
  std::vector<Value> values_;
  Arena arena_;  // unescaped text of the current line
  const char* begin_ = nullptr;
  const char* end_ = nullptr;
  bool stopped_ = false;
  scan::Fault fault_;
  Error error_;
};

Projector::Projector(const Schema& schema) : impl_(std::make_unique<Impl>(schema)) {
  values_ = impl_->values().data();
  size_ = impl_->values().size();
}
Projector::~Projector() = default;
Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;

bool Projector::project(PaddedView line) {
  return impl_->project(line);
}
const Error& Projector::error() const {
  return impl_->error();
}

}  // namespace nd::json
