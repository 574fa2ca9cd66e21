// The walk over one line.
//
// The wanted paths form a trie: a node for each object that is entered, an entry for each wanted
// key of it. The walk goes through the keys of an object once, compares each with the few entries
// of its node, reads wanted values into their slots, and passes over the rest. When an object's
// entries are all found and no outer one waits for more, it stops: the rest of the line is not
// looked at, save that the last value must end where it was read to, and that the line's last byte
// must close what its first byte opened.
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

#include "base/simd.h"
#include "json/scan.h"
#include "json/steps.h"
#include "json/value_reader.h"

namespace nd::json {
namespace {

struct Entry {
  explicit Entry(std::string given) : name(std::move(given)) {
    const std::size_t size = std::min(name.size(), sizeof head);
    std::memcpy(head, name.data(), size);
    std::memset(mask, 0xff, size);
  }

  // Requires: kHead bytes may be read from the key's start on.
  [[nodiscard]] bool matches(const char* key, std::size_t size) const {
    std::uint64_t words[2] = {};
    std::memcpy(words, key, sizeof words);
    const std::uint64_t other = ((words[0] ^ head[0]) & mask[0]) | ((words[1] ^ head[1]) & mask[1]);
    return other == 0 && size == name.size() &&
           (size <= kHead || std::memcmp(key, name.data(), size) == 0);
  }
  static constexpr std::size_t kHead = 16;

  std::string name;            // unescaped
  std::uint64_t head[2] = {};  // its first bytes
  std::uint64_t mask[2] = {};  // those that it has
  std::uint32_t slot = kNone;  // where its value goes
  std::uint32_t node = kNone;  // the object behind it, if fields of it are wanted
};

struct Node {
  std::vector<Entry> entries;
  std::vector<std::uint64_t> found;  // a bit for each entry that the current line has shown
};

}  // namespace

// What is known of a line: whether every quote in it begins or ends a string (line_end.h).
enum class Quotes { kAny, kPlain };

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
    simple_ = steppable_ && flat_ && has_fields_ && root_slot_ == kNone;
    all_ = wanted == 0 ? 0 : ~std::uint64_t{0} >> (64 - std::min(wanted, kMaxWanted));
    for (Node& node : nodes_)
      node.found.resize((node.entries.size() + 63) / 64);
  }

  bool project(PaddedView line, bool escapes) {
    start(line);
    escapes_ = escapes;
    if (*begin_ != '{') [[unlikely]]
      return other(line);
    if (end_[-1] != '}') [[unlikely]]
      return fail(end_, "the record is cut: it does not end with '}'");
    bool steps = steps_.worth_trying();
    if (!steps || !simple_) [[unlikely]] {
      forget();
      steps = steps && steppable_;
      if (!steps || !flat_) std::fill(values_.begin(), values_.end(), Value());
      if (root_slot_ != kNone) values_[root_slot_] = Value::raw(Kind::kObject, line.text());
      if (!has_fields_) return true;
    }
    const char* const p = !steps    ? object(begin_ + 1, 0, true)
                          : escapes ? by_steps<Quotes::kAny>(begin_)
                                    : by_steps<Quotes::kPlain>(begin_);
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
      if (at == entries.end()) at = entries.insert(at, Entry(segments[i]));
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
    forget();
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
    std::fill(node.found.begin(), node.found.end(), 0);
    std::size_t missing = node.entries.size();
    stopped_ = false;
    p = scan::skip_blanks(p, end_);
    if (*p == '}') return p + 1;
    for (;;) {
      if (p >= end_ || *p != '"') return fault_.set(p, "expected a key in quotes");
      Member member;
      if (!short_member(p + 1, member) && !any_member(p + 1, member)) return nullptr;
      const std::size_t at = missing == 0 ? node.entries.size() : index_of(node, member.key);
      if (at == node.entries.size() || (node.found[at / 64] & bit_of(at % 64)) != 0) {
        p = member.end != nullptr ? member.end : skip(member.value);
      } else {
        node.found[at / 64] |= bit_of(at % 64);
        --missing;
        p = read_member(member, node.entries[at], last && missing == 0);
        if (stopped_) return p;
        if (p != nullptr && missing == 0 && last) return stop(p);
      }
      if (p == nullptr) [[unlikely]]
        return nullptr;
      if (*p == ',' && p[1] == '"') [[likely]] {
        ++p;
        continue;
      }
      p = scan::skip_blanks(p, end_);
      if (p < end_ && *p == ',') {
        p = scan::skip_blanks(p + 1, end_);
        continue;
      }
      if (p < end_ && *p == '}') return p + 1;
      return fault_.set(p, "expected ',' or '}'");
    }
  }

  // p is behind the last wanted value, where the walk stops if the value ends there.
  [[gnu::always_inline]] const char* stop(const char* p) {
    stopped_ = (*p == ',' && p[1] == '"') || *p == '}' || scan::member_ends(p, end_, fault_);
    return stopped_ ? p : nullptr;
  }

  // A key and its value.
  struct Member {
    std::string_view key;         // unescaped
    const char* value = nullptr;  // where it starts
    const char* end = nullptr;    // where it ends, if that is known
  };

  // wanted(), quicker for the commonest values.
  const char* read_member(const Member& member, const Entry& entry, bool last) {
    if (member.end == nullptr || entry.node != kNone) return wanted(member.value, entry, last);
    const bool string = *member.value == '"';
    const char* const from = member.value + (string ? 1 : 0);
    const auto size = static_cast<std::size_t>(member.end - member.value) - (string ? 2 : 0);
    if (string ? !is_ascii({from, size}) : size > 16) [[unlikely]]
      return wanted(member.value, entry, last);
    values_[entry.slot] =
        string ? Value::string({from, size})
               : Value::integer(static_cast<std::int64_t>(scan::digits_value(from, member.end)));
    return member.end;
  }

  // The member whose key's text starts at `key`. false, with the fault, where there is none.
  bool any_member(const char* key, Member& out) {
    const char* close = scan::string_stop(key);
    out.key = {key, static_cast<std::size_t>(close - key)};
    if (*close != '"') [[unlikely]] {
      bool escaped = false;
      close = scan::string_end(key, end_, escaped, fault_);
      if (close == nullptr) return false;
      out.key = {key, static_cast<std::size_t>(close - key)};
      if (escaped) out.key = escaped_key(out.key);
    }
    out.end = nullptr;
    const char* p = close + 1;
    if (*p != ':') [[unlikely]] {
      p = scan::skip_blanks(p, end_);
      if (p >= end_ || *p != ':') {
        fault_.set(p, "expected ':' after the key");
        return false;
      }
    }
    out.value = scan::skip_blanks(p + 1, end_);
    return true;
  }

  // The same, where key, value and what follows are short and as in most lines; else false. Keys in
  // no order leave the processor nothing to guess, so there is no branch on what kind of value it
  // is, and the places of all quotes are found at once.
  bool short_member(const char* key, Member& out) {
    const auto stops = static_cast<std::uint32_t>(
        escapes_ ? simd::find_all<32>(key, scan::string_stops)
                 : simd::find_all<32>(key, [](simd::Bytes bytes) { return bytes.equal('"'); }));
    const auto size = static_cast<std::size_t>(std::countr_zero(stops));
    const char* const value = key + size + 2;
    std::uint32_t rest = stops & (stops - 1);
    // The value's own quote, if it has one; then what ends it, or stands behind the comma after it.
    const std::uint32_t string = size < 30 ? rest >> (size + 2) & 1 : 0;
    rest &= rest - string;
    const char* const end = key + std::countr_zero(rest) + 2 * string - 1;
    const char* const digits_end = scan::digits_end(value);
    const bool number = (digits_end == end) & (digits_end != value) & (*value != '0');
    const bool text = (*value == '"') & (end[-1] == '"');
    out = {{key, size}, value, end};
    return (rest != 0) & (key[size] == '"') & (value[-1] == ':') & (string != 0 ? text : number) &
           (*end == ',') & (end < end_);
  }

  // scan::skip_value, quicker for the commonest ones.
  const char* skip(const char* p) {
    if (*p == '"') return skip_string(p + 1);
    const char* const q = scan::digits_end(p);
    if (*q == ',' && q != p && *p != '0') return q;
    return scan::skip_value(p, end_, fault_);
  }

  // A key with escapes, unescaped, with bytes behind it that may be read.
  [[gnu::noinline]] std::string_view escaped_key(std::string_view raw) {
    const std::string_view text = unescape(raw);
    key_ = text;
    key_.append(Entry::kHead, '\0');
    return {key_.data(), text.size()};
  }

  // object() for the outermost object, whose '{' p is at. In a flat walk every slot is written.
  // Requires: steppable_.
  template <Quotes kQuotes>
  const char* by_steps(const char* p) {
    std::uint64_t missing = all_;  // a bit for each entry
    stopped_ = false;
    if constexpr (kQuotes == Quotes::kAny) forget();
    Step* here = &steps_.start();
    for (;;) {
      // p is at the '{' or behind a value.
      Step* const next = steps_.follow(*here, p);
      if (next == nullptr) [[unlikely]] {
        p = by_key(p, *here, missing);
        if (p == nullptr || stopped_ || key_step_ == nullptr) return p;
        here = key_step_;
        missing = still_missing_;
        continue;
      }
      here = next;
      p += here->length;
      if ((missing & here->bit) == 0) {
        p = here->string ? skip_string<kQuotes>(p, *here) : skip_other(p, *here);
        if (p == nullptr) [[unlikely]]
          return nullptr;
        continue;
      }
      missing ^= here->bit;
      if (here->slot != kNone) [[likely]] {
        Value& value = values_[here->slot];
        p = here->string ? read_string(p, value) : read_other(p, value);
      } else {
        p = wanted(here->string ? p - 1 : scan::skip_blanks(p, end_),
                   nodes_[0].entries[entry_of(here->bit)], missing == 0);
        if (stopped_) return p;
      }
      if (p == nullptr) [[unlikely]]
        return nullptr;
      if (missing == 0) return stop(p);
    }
  }

  // Passes over one key and its value where no step matches. Returns what follows, with the step it
  // has become in key_step_, and still_missing_; what follows the object, and no step, at its end.
  [[gnu::noinline]] const char* by_key(const char* p, Step& before, std::uint64_t missing) {
    std::size_t entry = 0;
    const char* const value = next_key(p, entry);
    if (value == nullptr) {
      key_step_ = nullptr;
      clear(missing);
      return fault_.at == nullptr ? p + 1 : nullptr;
    }
    const bool string = value < end_ && *value == '"';
    bool fresh = false;
    Step& here = steps_.learn(before, {p, static_cast<std::size_t>(value - p) + (string ? 1 : 0)},
                              string, fresh);
    key_step_ = &here;
    const std::uint64_t bit = entry == nodes_[0].entries.size() ? 0 : bit_of(entry);
    if (fresh && bit != 0) {
      const Entry& wanted = nodes_[0].entries[entry];
      here.bit = bit;
      if (wanted.node == kNone) here.slot = wanted.slot;
    }
    still_missing_ = missing & ~bit;
    if ((missing & bit) == 0) return scan::skip_value(value, end_, fault_);
    missing ^= bit;
    p = wanted(value, nodes_[0].entries[entry], missing == 0);
    return p == nullptr || stopped_ || missing != 0 ? p : stop(p);
  }

  static std::uint64_t bit_of(std::size_t entry) { return std::uint64_t{1} << entry; }
  static std::size_t entry_of(std::uint64_t bit) {
    return static_cast<std::size_t>(std::countr_zero(bit));
  }

  // p is behind the opening quote.
  template <Quotes kQuotes>
  const char* skip_string(const char* p, Step& step) {
    const char* const close =
        kQuotes == Quotes::kPlain ? scan::quote_at(p, end_) : scan::string_stop(p);
    if (kQuotes == Quotes::kPlain ? close >= end_ : *close != '"') [[unlikely]]
      return skip_string(p);
    return foreseen(p, close, step) + 1;
  }

  // p is at a value that is no string, or at blanks before it; mostly a whole number. To be read,
  // or passed over.
  const char* read_other(const char* p, Value& value) {
    const char* const q = scan::digits_end(p);
    const auto count = static_cast<std::size_t>(q - p);
    if (count - 1 >= 16 || *p == '0' || (*q != ',' && *q != '}')) [[unlikely]]
      return read_value(scan::skip_blanks(p, end_), value);
    value = Value::integer(static_cast<std::int64_t>(scan::digits_value(p, q)));
    return q;
  }
  const char* skip_other(const char* p, Step& step) {
    const char* const q = scan::digits_end(p);
    if (*q != ',' || q == p || *p == '0') [[unlikely]]
      return scan::skip_value(scan::skip_blanks(p, end_), end_, fault_);
    return foreseen(p, q, step);
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
      const Entry& entry = nodes_[0].entries[entry_of(missing)];
      if (entry.slot != kNone) values_[entry.slot] = Value();
    }
  }

  // p is at the outermost '{' or behind a value of its object. Returns the start of the next value,
  // and the entry of its key; nullptr with no fault at the object's end (p is moved to its '}'),
  // else with the fault.
  [[gnu::noinline]] const char* next_key(const char*& p, std::size_t& entry) {
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
      name = escaped_key(name);
    entry = index_of(nodes_[0], name);
    return scan::skip_blanks(q + 1, end_);
  }

  static std::size_t index_of(const Node& node, std::string_view name) {
    const std::size_t count = node.entries.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (node.entries[i].matches(name.data(), name.size())) return i;
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
  std::string key_;  // the last one that had escapes
  StepTable steps_;
  Step* key_step_ = nullptr;  // by_key: not handed out, so that its caller's are in registers
  std::uint64_t still_missing_ = 0;
  static constexpr std::size_t kMaxWanted = 64;
  std::uint64_t all_ = 0;  // a bit for each entry of the root
  std::uint32_t root_slot_ = kNone;
  bool has_fields_ = false;
  bool flat_ = false;       // no objects are entered
  bool simple_ = false;     // a flat walk over steps is all there is to do
  bool escapes_ = false;    // of the line (line_end.h)
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

bool Projector::project(PaddedView line, bool escapes) {
  return impl_->project(line, escapes);
}
const Error& Projector::error() const {
  return impl_->error();
}

}  // namespace nd::json
