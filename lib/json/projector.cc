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
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "json/scan.h"
#include "json/steps.h"
#include "json/value_reader.h"

namespace nd::json {
namespace {

struct Entry {
  std::string name;            // unescaped
  std::uint32_t slot = kNone;  // where its value goes
  std::uint32_t node = kNone;  // the object behind it, if fields of it are wanted
};

struct Node {
  std::vector<Entry> entries;
};

}  // namespace

class Projector::Impl : private ValueReader {
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
    flat_ = nodes_.size() == 1;
    const std::size_t wanted = nodes_[0].entries.size();
    steppable_ = wanted <= kMaxWanted;
    all_ = wanted == 0 ? 0 : ~std::uint64_t{0} >> (64 - std::min(wanted, kMaxWanted));
    found_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      found_[i].resize(nodes_[i].entries.size());
  }

  bool project(PaddedView line) {
    start(line);
    if (*begin_ != '{') [[unlikely]]
      return other(line);
    if (end_[-1] != '}') [[unlikely]]
      return fail(end_, "the record is cut: it does not end with '}'");
    // A flat walk over steps leaves no slot as it was.
    const bool steps = steppable_ && regularity_.worth_trying();
    if (!steps || !flat_) [[unlikely]]
      std::fill(values_.begin(), values_.end(), Value());
    if (root_slot_ != kNone) values_[root_slot_] = Value::raw(Kind::kObject, line.text());
    if (!has_fields_) return true;
    const char* const p = steps ? by_steps(begin_) : object(begin_ + 1, 0, true);
    if (p == nullptr) [[unlikely]]
      return fail(fault_.at, fault_.message);
    if (p == end_ || stopped_) [[likely]]
      return true;
    return fail(scan::skip_blanks(p, end_), "something follows the value");
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
    std::fill(values_.begin(), values_.end(), Value());
    Value value;
    const char* const p = read_value(begin_, value);
    if (p == nullptr) return fail(fault_.at, fault_.message);
    if (p != end_) return fail(scan::skip_blanks(p, end_), "something follows the value");
    if (root_slot_ != kNone)
      values_[root_slot_] = value.is_nested() ? Value::raw(value.kind(), line.text()) : value;
    return true;
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
        name = unescape(name);
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

  // object() for the outermost object, whose '{' p is at. Where there are no nodes below, every
  // slot is written. Requires: steppable_.
  const char* by_steps(const char* p) {
    std::uint64_t missing = all_;  // a bit for each entry
    stopped_ = false;
    Step* const steps = steps_.data();
    Step* here = &steps[kStart];
    for (;;) {
      // p is at the '{' or behind a value.
      Step* next = &steps[here->next[0]];
      if (!matches(*next, p)) [[unlikely]] {
        next = other_step(*here, p);
        if (next == nullptr) {
          p = by_key(p, here, missing);
          if (p == nullptr || stopped_ || here == nullptr) return p;
          continue;
        }
      }
      here = next;
      p += here->length;
      if ((missing & here->bit) == 0) {
        p = here->string ? skip_string(p, *here) : skip_other(p, *here);
        if (p == nullptr) [[unlikely]]
          return nullptr;
        continue;
      }
      missing ^= here->bit;
      if (here->slot != kNone) [[likely]] {
        Value& value = values_[here->slot];
        p = here->string ? read_string(p, value) : read_value(scan::skip_blanks(p, end_), value);
      } else {
        p = wanted(here->string ? p - 1 : scan::skip_blanks(p, end_),
                   nodes_[0].entries[here->entry], missing == 0);
        if (stopped_) return p;
      }
      if (p == nullptr) [[unlikely]]
        return nullptr;
      if (missing == 0) {
        stopped_ = true;
        return p;
      }
    }
  }

  // Passes over one key and its value where no step matches. Returns what follows, with the step it
  // has become; what follows the object, and no step, at its end.
  [[gnu::noinline]] const char* by_key(const char* p, Step*& here, std::uint64_t& missing) {
    std::uint8_t entry = Step::kNoEntry;
    const char* const value = next_key(p, entry);
    if (value == nullptr) {
      here = nullptr;
      clear(missing);
      return fault_.at == nullptr ? p + 1 : nullptr;
    }
    here = &steps_[learn(*here, {p, static_cast<std::size_t>(value - p)}, entry)];
    const std::uint64_t bit = entry == Step::kNoEntry ? 0 : bit_of(entry);
    if ((missing & bit) == 0) return scan::skip_value(value, end_, fault_);
    missing ^= bit;
    p = wanted(value, nodes_[0].entries[entry], missing == 0);
    if (p != nullptr && missing == 0) stopped_ = true;
    return p;
  }

  static constexpr std::uint8_t kSteady = 8;

  static std::uint64_t bit_of(std::uint8_t entry) { return std::uint64_t{1} << entry; }

  // p is behind the opening quote.
  const char* skip_string(const char* p, Step& step) {
    const char* const close = scan::string_stop(p);
    if (*close != '"') [[unlikely]]
      return skip_string(p);
    return foreseen(p, close, step) + 1;
  }

  // p is at a value that is no string, mostly a whole number.
  const char* skip_other(const char* p, Step& step) {
    const char* const q = scan::digits_end(p);
    if (*q != ',' || q == p || *p == '0') [[unlikely]]
      return scan::skip_value(scan::skip_blanks(p, end_), end_, fault_);
    return foreseen(p, q, step);
  }

  // `end`, the end of a value that starts at p. Where the step's values are equally long, in a way
  // that does not depend on finding it: the processor goes on behind the value while it still
  // looks for its end.
  static const char* foreseen(const char* p, const char* end, Step& step) {
    const char* const expected = p + step.value_length;
    if (step.steadiness < kSteady) {
      const auto length = static_cast<std::uint16_t>(end - p);
      step.steadiness = length == step.value_length ? step.steadiness + 1 : 0;
      step.value_length = length;
      return end;
    }
    const char* compared = expected;
    asm("" : "+r"(compared));  // the compiler must not see that the result is `end`
    if (end == compared) [[likely]]
      return expected;
    step.steadiness = 0;
    return end;
  }

  // p is behind the opening quote.
  const char* skip_string(const char* p) {
    const char* const close = scan::string_stop(p);
    if (*close == '"') [[likely]]
      return close + 1;
    bool escaped = false;
    const char* const end = scan::string_end(close, end_, escaped, fault_);
    return end == nullptr ? nullptr : end + 1;
  }

  // The entries of the root that a line does not have.
  void clear(std::uint64_t missing) {
    for (; missing != 0; missing &= missing - 1) {
      const Entry& entry = nodes_[0].entries[static_cast<std::size_t>(std::countr_zero(missing))];
      if (entry.slot != kNone) values_[entry.slot] = Value();
    }
  }

  // The step that follows `here` at p, if it is not the first one to try, moved to the front of
  // those; nullptr if none matches.
  [[gnu::noinline]] Step* other_step(Step& here, const char* p) {
    for (std::size_t i = 1; i < here.next_count; ++i) {
      const std::uint16_t next = here.next[i];
      if (!matches(steps_[next], p)) continue;
      std::swap(here.next[0], here.next[i]);
      return &steps_[next];
    }
    regularity_.miss();
    return nullptr;
  }

  // p is at the outermost '{' or behind a value of its object. Returns the start of the next value,
  // and the entry of its key; nullptr with no fault at the object's end (p is moved to its '}'),
  // else with the fault.
  [[gnu::noinline]] const char* next_key(const char*& p, std::uint8_t& entry) {
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
      name = unescape(name);
    const std::size_t at = index_of(nodes_[0], name);
    entry = at == nodes_[0].entries.size() ? Step::kNoEntry : static_cast<std::uint8_t>(at);
    return scan::skip_blanks(q + 1, end_);
  }

  // Remembers the bytes that led from `here` to a value as a step. Returns the step, kLost where it
  // cannot be kept.
  [[gnu::noinline]] std::uint16_t learn(Step& before, std::string_view bytes, std::uint8_t entry) {
    const bool string = bytes.data() + bytes.size() < end_ && bytes.data()[bytes.size()] == '"';
    if (string) bytes = {bytes.data(), bytes.size() + 1};
    if (bytes.size() > Step::kMaxBytes) return kLost;
    std::size_t found = kLost + 1;
    while (found < step_count_ &&
           std::string_view(steps_[found].bytes.data(), steps_[found].length) != bytes)
      ++found;
    if (found == step_count_) {
      if (step_count_ == kMaxSteps) return kLost;
      Step& step = steps_[step_count_++];
      std::memcpy(step.bytes.data(), bytes.data(), bytes.size());
      step.length = static_cast<std::uint8_t>(bytes.size());
      step.mask =
          bytes.size() == Step::kMaxBytes ? UINT32_MAX : (std::uint32_t{1} << bytes.size()) - 1;
      step.string = string;
      if (entry != Step::kNoEntry) {
        const Entry& wanted = nodes_[0].entries[entry];
        step.entry = entry;
        step.bit = bit_of(entry);
        if (wanted.node == kNone) step.slot = wanted.slot;
      }
    }
    const auto index = static_cast<std::uint16_t>(found);
    if (&before == &steps_[kLost]) return index;
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
  // The step before a line's first key, and the one behind a key that cannot be kept: nothing
  // follows it. Both match nothing, and are what follows where nothing does.
  static constexpr std::uint16_t kStart = 0;
  static constexpr std::uint16_t kLost = 1;
  static constexpr std::size_t kMaxSteps = 512;
  std::vector<Step> steps_ = std::vector<Step>(kMaxSteps);
  std::size_t step_count_ = kLost + 1;
  Regularity regularity_;
  static constexpr std::size_t kMaxWanted = 64;
  std::uint64_t all_ = 0;  // a bit for each entry of the root
  std::uint32_t root_slot_ = kNone;
  bool has_fields_ = false;
  bool flat_ = false;       // no objects are entered
  bool steppable_ = false;  // the root has at most kMaxWanted entries
  std::vector<Value> values_;
  bool stopped_ = false;
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
